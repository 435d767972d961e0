"""Handing in through the pages: files, archives, pasted text, revisions, fixes; refusals in words."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from people.models import Team, User
from reviews.models import Draft, Revision, Submission
from reviews.reviewing import review_next
from tests.reviews.reviewed import CLEAN, MENDED_SHOP, SHOP, page_of, reviewed, reviewed_again

pytestmark = pytest.mark.django_db


def file(name: str, text: str | bytes = CLEAN) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def hand_in(browser, **content):
    return browser.post("/manifests/submit/", {"kubernetes": "1.37", **content})


def errors(response) -> str:
    return response.content.decode()


def test_a_pasted_manifest_leads_to_its_review_at_once(aiko: User, harbour: Team, browser_of) -> None:
    response = hand_in(browser_of(aiko), pasted=CLEAN, title="Our settings")
    revision = Revision.objects.get()

    assert response.status_code == 302
    assert response.url == page_of(revision)
    assert revision.submission.title == "Our settings"
    assert revision.submission.team == harbour
    assert revision.latest_review().state == "queued"


def test_several_files_are_one_submission(aiko: User, harbour: Team, browser_of) -> None:
    hand_in(browser_of(aiko), files=[file("a.yaml"), file("b.yaml", SHOP)])

    assert list(Revision.objects.get().texts()) == ["a.yaml", "b.yaml"]


def test_a_zip_is_opened_and_what_was_left_out_is_told(aiko: User, harbour: Team, browser_of) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("k8s/web.yaml", CLEAN)
        archive.writestr("README.txt", "hello")
    response = browser_of(aiko).post(
        "/manifests/submit/", {"kubernetes": "1.37", "files": [file("app.zip", packed.getvalue())]}, follow=True
    )

    assert list(Revision.objects.get().texts()) == ["k8s/web.yaml"]
    assert "README.txt" in errors(response)


def test_a_secret_is_masked_and_the_learner_is_told_to_change_it(aiko: User, harbour: Team, browser_of) -> None:
    response = browser_of(aiko).post("/manifests/submit/", {"kubernetes": "1.37", "pasted": SHOP}, follow=True)

    assert "replaced by dots" in errors(response)
    assert "hunter2" not in Revision.objects.get().texts()["pasted.yaml"]


def test_nothing_handed_in_is_told_and_what_was_typed_is_kept(aiko: User, harbour: Team, browser_of) -> None:
    response = hand_in(browser_of(aiko), title="Half done", pasted="   ")

    assert response.status_code == 422
    assert "There was no text" in errors(response)
    assert "Half done" in errors(response)
    assert not Submission.objects.exists()


def test_a_file_that_is_too_large_is_refused_with_the_number(aiko: User, harbour: Team, browser_of) -> None:
    response = hand_in(browser_of(aiko), files=[file("big.yaml", b"a" * (2 * 1024 * 1024 + 1))])

    assert response.status_code == 422
    assert "2,097,152" in errors(response)


def test_a_full_queue_is_429_and_says_when_there_is_room_again(aiko: User, harbour: Team, browser_of) -> None:
    browser = browser_of(aiko)
    for number in range(3):
        assert hand_in(browser, pasted=f"{CLEAN}  n: '{number}'\n").status_code == 302
    response = hand_in(browser, pasted=f"{CLEAN}  n: '4'\n", title="The fourth")

    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "n: &#x27;4&#x27;" in errors(response)  # the text is in the form again
    assert Submission.objects.count() == 3


def test_a_person_without_a_team_can_hand_in_too(frank: User, browser_of) -> None:
    assert hand_in(browser_of(frank), pasted=CLEAN).status_code == 302
    assert Submission.objects.get().team is None


def test_somebody_elses_team_cannot_be_named(aiko: User, orchard: Team, browser_of) -> None:
    response = hand_in(browser_of(aiko), pasted=CLEAN, team=str(orchard.public_id))

    assert response.status_code == 422
    assert not Submission.objects.exists()


def test_a_revision_begins_with_the_newest_text(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, CLEAN)
    address = f"/manifests/{revision.submission.public_id}/revise/"
    browser = browser_of(aiko)

    assert "mode: fast" in browser.get(address).content.decode()
    response = browser.post(
        address, {"pasted": CLEAN.replace("fast", "slow"), "pasted_name": "web.yaml", "note": "Slower"}
    )
    assert response.url.endswith("/2/")
    assert revision.submission.revisions.get(number=2).note == "Slower"


def test_a_masked_text_is_not_put_into_the_box_since_the_dots_would_be_handed_in(
    aiko: User, harbour: Team, browser_of
) -> None:
    revision = reviewed(aiko, harbour, SHOP)

    assert "•" not in browser_of(aiko).get(f"/manifests/{revision.submission.public_id}/revise/").content.decode()


def test_the_same_text_opens_the_earlier_revision_and_says_so(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, CLEAN)
    response = browser_of(aiko).post(
        f"/manifests/{revision.submission.public_id}/revise/", {"pasted": CLEAN, "pasted_name": "web.yaml"}, follow=True
    )

    assert response.redirect_chain[-1][0] == page_of(revision)
    assert "same text as revision 1" in errors(response)


def test_an_earlier_revision_becomes_the_newest_again(aiko: User, harbour: Team, browser_of) -> None:
    second = reviewed_again(reviewed(aiko, harbour, CLEAN), CLEAN.replace("fast", "slow"))
    response = browser_of(aiko).post(f"/manifests/{second.submission.public_id}/1/restore/")

    assert response.url.endswith("/3/")
    assert "mode: fast" in second.submission.latest_revision().texts()["web.yaml"]


def test_all_safe_fixes_are_shown_first_and_then_make_a_revision(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, MENDED_SHOP)
    browser = browser_of(aiko)
    response = browser.post(f"{page_of(revision)}fixes/")
    draft = Draft.objects.get()

    assert response.url == f"/manifests/fixes/{draft.public_id}/"
    assert revision.submission.revisions.count() == 1
    waiting = browser.get(response.url).content.decode()
    assert "Nothing is changed yet" in waiting
    assert "being reviewed" in waiting
    assert "fix for:" in waiting
    assert "fixed:" not in waiting  # nobody has looked yet
    while draft.latest_review().is_live:
        review_next()
    done = browser.get(response.url, headers={"HX-Request": "true"})
    assert done.status_code == 286
    assert "findings are fixed" in done.content.decode()
    taken = browser.post(response.url)
    assert taken.url.endswith("/2/")
    newest = revision.submission.latest_revision()
    assert newest.latest_review().mended == len(draft.applied)
    assert "fixes applied" in newest.note


def test_one_fix_can_be_applied_alone(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, MENDED_SHOP)
    finding = revision.latest_review().findings.filter(fix__isnull=False).first()
    response = browser_of(aiko).post(f"{page_of(revision)}findings/{finding.public_id}/apply/")

    assert Draft.objects.get().applied == [finding.fingerprint]
    assert response.url.startswith("/manifests/fixes/")


def test_a_finding_without_a_fix_says_that_nothing_could_be_applied(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    finding = revision.latest_review().findings.filter(fix__isnull=True).first()
    response = browser_of(aiko).post(f"{page_of(revision)}findings/{finding.public_id}/apply/", follow=True)

    assert "None of these fixes could be applied" in errors(response)
    assert not Draft.objects.exists()


def test_a_waiting_review_can_be_withdrawn_and_asked_for_again(aiko: User, harbour: Team, browser_of) -> None:
    browser = browser_of(aiko)
    hand_in(browser, pasted=CLEAN)
    revision = Revision.objects.get()
    html = browser.post(f"{page_of(revision)}withdraw/", follow=True).content.decode()

    assert "You withdrew this review" in html
    browser.post(f"{page_of(revision)}again/")
    assert revision.latest_review().state == "queued"


def test_what_was_told_while_waiting_still_stands_on_the_result(aiko: User, harbour: Team, browser_of) -> None:
    browser = browser_of(aiko)
    waiting = browser.post("/manifests/submit/", {"kubernetes": "1.37", "pasted": SHOP}, follow=True)
    review_next()
    result = browser.get(page_of(Revision.objects.get()))

    assert "replaced by dots" in errors(waiting)
    assert "replaced by dots before anything was stored" in errors(result)
    assert "1 value replaced by dots" in errors(result)
    later = errors(browser.get(page_of(Revision.objects.get())))
    assert "before anything was stored" not in later
    assert "1 value replaced by dots" in later


def test_the_same_text_as_a_submission_of_its_own_names_the_earlier_one(
    aiko: User, ben: User, harbour: Team, browser_of
) -> None:
    reviewed(ben, harbour, title="Ben's")
    first = reviewed(aiko, harbour, title="Shop <b>")
    response = browser_of(aiko).post(
        "/manifests/submit/", {"kubernetes": "1.37", "files": [file("web.yaml", SHOP)]}, follow=True
    )

    assert "You handed in the same text before" in errors(response)
    assert f'<a href="{page_of(first)}">Shop &lt;b&gt;</a>' in errors(response)
    other = browser_of(aiko).post("/manifests/submit/", {"kubernetes": "1.37", "pasted": CLEAN}, follow=True)
    assert "the same text before" not in errors(other)
