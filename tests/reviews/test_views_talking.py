"""Questions, comments, verdicts and objections through the pages."""

from __future__ import annotations

import pytest

from people.models import Team, User
from reviews.commenting import object_to, save_comment, start_thread
from reviews.models import Objection, Thread, Verdict
from reviews.sharing import share
from tests.reviews.reviewed import finding_of, page_of, reviewed

pytestmark = pytest.mark.django_db


def test_the_author_asks_about_a_finding_and_the_question_stands_at_its_line(
    aiko: User, harbour: Team, browser_of
) -> None:
    revision = reviewed(aiko, harbour)
    finding = finding_of(revision, "image-tag-latest")
    browser = browser_of(aiko)
    address = f"{page_of(revision)}threads/?finding={finding.public_id}"
    form = browser.get(address).content.decode()

    assert "nginx:latest" in form
    lines = {"file": "web.yaml", "first_line": finding.line, "last_line": finding.line}
    response = browser.post(address, {"text": "Why not latest?", "finding": finding.public_id, **lines})
    thread = Thread.objects.get()
    assert response.url == f"{page_of(revision)}#talk-{thread.public_id}"
    assert (thread.kind, thread.first_line, thread.finding) == ("question", finding.line, finding)
    assert "Why not latest?" in browser.get(page_of(revision)).content.decode()


def test_a_question_about_a_line_that_is_not_there_keeps_the_words(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    response = browser_of(aiko).post(
        f"{page_of(revision)}threads/",
        {"text": "What is this?", "file": "web.yaml", "first_line": 999, "last_line": 999},
    )

    assert response.status_code == 422
    assert "has no line 999" in response.content.decode()
    assert "What is this?" in response.content.decode()


def test_a_trainer_takes_a_question_answers_it_and_it_is_answered(
    aiko: User, chie: User, harbour: Team, browser_of
) -> None:
    revision = reviewed(aiko, harbour)
    thread = start_thread(revision=revision, person=aiko, text="Why?", file="web.yaml", first_line=2)
    browser = browser_of(chie)
    address = f"/manifests/threads/{thread.public_id}/"
    browser.post(f"{address}state/", {"state": "taken"})
    thread.refresh_from_db()
    assert thread.taken_by == chie
    browser.post(address, {"text": "Because **this**."})
    thread.refresh_from_db()

    assert thread.state == "answered"
    assert "<strong>this</strong>" in browser_of(aiko).get(address).content.decode()


def test_what_people_write_runs_nowhere(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    start_thread(revision=revision, person=aiko, text="<script>alert(1)</script> [x](javascript:alert(2))")
    html = browser_of(aiko).get(page_of(revision)).content.decode()

    assert "<script>alert" not in html
    assert "javascript:" not in html


def test_saved_words_are_offered_to_trainers_alone(aiko: User, chie: User, harbour: Team, browser_of) -> None:
    save_comment(
        team=harbour, person=chie, title="Tags", text_en="Name the version you tested.", text_ja="版を書きましょう。"
    )
    address = f"{page_of(reviewed(aiko, harbour))}threads/"

    assert "Name the version you tested." in browser_of(chie).get(address).content.decode()
    assert "Name the version you tested." not in browser_of(aiko).get(address).content.decode()


def test_a_team_mate_comments_on_what_is_shared(aiko: User, ben: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    address = f"{page_of(revision)}threads/"
    assert browser_of(ben).post(address, {"text": "Nice."}).status_code == 404
    share(submission=revision.submission, person=aiko)

    assert browser_of(ben).post(address, {"text": "Nice."}).status_code == 302
    assert Thread.objects.get().kind == "comment"


def test_a_trainers_verdict_stands_at_the_head_of_the_page(aiko: User, chie: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    browser_of(chie).post(f"{page_of(revision)}verdict/", {"result": "changes_requested", "note": "Name the version."})

    html = browser_of(aiko).get(page_of(revision)).content.decode()
    assert "Chie asks for changes." in html
    assert "Name the version." in html
    assert "Your verdict" not in html


def test_a_verdict_that_does_not_exist_changes_nothing(aiko: User, chie: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    response = browser_of(chie).post(f"{page_of(revision)}verdict/", {"result": "splendid"}, follow=True)

    assert "Choose a verdict" in response.content.decode()
    assert not Verdict.objects.exists()


def test_an_objection_is_raised_shown_at_its_finding_and_answered(
    aiko: User, chie: User, harbour: Team, browser_of
) -> None:
    revision = reviewed(aiko, harbour)
    finding = finding_of(revision, "image-tag-latest")
    address = f"{page_of(revision)}findings/{finding.public_id}/objection/"
    browser_of(aiko).post(address, {"text": "Our mirror has one version."})
    objection = Objection.objects.get()
    assert "Agree: the finding is not right" not in browser_of(aiko).get(address).content.decode()
    assert "Agree: the finding is not right" in browser_of(chie).get(address).content.decode()
    browser_of(chie).post(
        f"/manifests/objections/{objection.public_id}/answer/", {"agreed": "no", "answer": "It moves."}
    )

    html = browser_of(aiko).get(address).content.decode()
    assert "It moves." in html
    objection.refresh_from_db()
    assert objection.state == "declined"


def test_an_objection_can_be_taken_back(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    objection = object_to(finding=finding_of(revision, "image-tag-latest"), person=aiko, text="No.")
    browser_of(aiko).post(f"/manifests/objections/{objection.public_id}/withdraw/")

    objection.refresh_from_db()
    assert objection.state == "withdrawn"
