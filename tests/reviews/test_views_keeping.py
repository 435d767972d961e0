"""The list of manifests: finding, naming, putting away, sharing, taking along."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Team, User
from reviews import commenting
from reviews.sharing import share
from tests.progress.submitted import submitted
from tests.reviews.reviewed import CLEAN, MENDED_SHOP, SHOP, page_of, reviewed, reviewed_again, reviewed_files

pytestmark = pytest.mark.django_db


def listed(browser, query: str = "") -> str:
    response = browser.get(f"/manifests/{query}")
    assert response.status_code == 200
    return response.content.decode()


def manage(submission, what: str = "manage") -> str:
    return f"/manifests/{submission.public_id}/{what}/"


def test_an_empty_list_offers_the_first_review(aiko: User, browser_of) -> None:
    assert "Your first review" in listed(browser_of(aiko))


def test_the_list_is_searched_by_title_and_file_and_filtered_by_result(aiko: User, harbour: Team, browser_of) -> None:
    reviewed(aiko, harbour, SHOP, title="Shop front")
    reviewed(aiko, harbour, CLEAN, name="nightly.yaml", title="Settings")
    browser = browser_of(aiko)

    assert "Settings" not in listed(browser, "?q=shop+front")
    assert "Shop front" not in listed(browser, "?q=nightly")
    assert "Settings" in listed(browser, "?q=nightly")
    assert "Settings" not in listed(browser, "?result=open")
    assert "Shop front" not in listed(browser, "?result=clean")
    assert "Nothing fits this search" in listed(browser, "?q=zeppelin")


def test_a_list_of_many_costs_as_many_queries_as_one_of_few(aiko: User, harbour: Team, browser_of) -> None:
    browser = browser_of(aiko)
    submitted(aiko, harbour, "One", errors=1)
    listed(browser)
    counts = []
    for more in (0, 25):
        for number in range(more):
            submitted(aiko, harbour, f"Number {number}")
        with CaptureQueriesContext(connection) as queries:
            listed(browser)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_second_page_keeps_the_search(aiko: User, harbour: Team, browser_of) -> None:
    for number in range(25):
        submitted(aiko, harbour, f"Shop {number}")

    assert "?q=shop&amp;page=2" in listed(browser_of(aiko), "?q=shop")


def test_what_team_mates_share_and_learners_hand_in_stands_on_a_shelf_of_its_own(
    aiko: User, ben: User, chie: User, harbour: Team, browser_of
) -> None:
    submission = submitted(aiko, harbour, "Shop front")

    assert "Shop front" in listed(browser_of(chie), "?shelf=team")
    assert "Shop front" not in listed(browser_of(ben), "?shelf=team")
    share(submission=submission, person=aiko)
    assert "Shop front" in listed(browser_of(ben), "?shelf=team")
    assert "Shop front" not in listed(browser_of(ben))


def test_a_submission_is_renamed_archived_deleted_and_taken_back(aiko: User, harbour: Team, browser_of) -> None:
    submission = reviewed(aiko, harbour, CLEAN, title="Settings").submission
    browser = browser_of(aiko)
    row = f"/manifests/{submission.public_id}/"
    browser.post(manage(submission, "rename"), {"title": "Shop settings"})
    assert row in listed(browser)
    assert browser.post(manage(submission, "rename"), {"title": " "}).status_code == 200
    browser.post(manage(submission, "archive"))
    assert row not in listed(browser)
    assert row in listed(browser, "?shelf=archived")
    browser.post(manage(submission, "archive"), {"archived": "no"})
    assert "take it back for 30 days" in browser.get(manage(submission, "delete")).content.decode()
    browser.post(manage(submission, "delete"))
    assert row not in listed(browser)
    assert browser.get(f"/manifests/{submission.public_id}/1/").status_code == 404
    assert row in listed(browser, "?shelf=bin")
    browser.post(manage(submission, "undelete"))
    assert browser.get(f"/manifests/{submission.public_id}/1/").status_code == 200


def test_what_could_not_be_checked_is_not_listed_as_fine(aiko: User, harbour: Team, browser_of) -> None:
    chart = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"
    reviewed(aiko, harbour, chart, title="A chart")
    reviewed(aiko, harbour, chart, title="The same chart")  # a result that was there already
    reviewed(aiko, harbour, CLEAN, title="Settings")
    browser = browser_of(aiko)

    assert listed(browser).count("not checked") == 2
    assert "chart" not in listed(browser, "?result=clean")
    assert "Settings" in listed(browser, "?result=clean")


def test_a_link_lets_a_stranger_read_until_it_is_withdrawn(aiko: User, harbour: Team, browser_of, stranger) -> None:
    revision = reviewed(aiko, harbour)
    browser = browser_of(aiko)
    html = browser.post(manage(revision.submission, "links")).content.decode()
    address = html.partition("<code>")[2].partition("</code>")[0]
    path = "/manifests/" + address.partition("/manifests/")[2]
    shared = stranger.get(path)

    assert shared.status_code == 200
    assert "Image uses the moving tag latest" in shared.content.decode()
    assert "Apply" not in shared.content.decode()
    assert 'name="robots" content="noindex"' in shared.content.decode()
    link = revision.submission.share_links.get()
    browser.post(f"{manage(revision.submission, 'links')}{link.public_id}/withdraw/")
    assert stranger.get(path).status_code == 404


def test_a_shared_page_links_to_nothing_that_a_stranger_cannot_open(
    aiko: User, harbour: Team, browser_of, stranger
) -> None:
    revision = reviewed_files(
        aiko, harbour, {f"{number}.yaml": SHOP.replace("web", f"w{number}") for number in range(4)}
    )
    html = browser_of(aiko).post(manage(revision.submission, "links")).content.decode()
    path = "/manifests/" + html.partition("<code>")[2].partition("</code>")[0].partition("/manifests/")[2]

    shown = stranger.get(path).content.decode()
    assert str(revision.submission.public_id) not in shown
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert not re.findall(r'href="/(?:manifests|rules|learn)/[^"]*"', main)


def test_a_link_shows_nothing_that_people_said(aiko: User, chie: User, harbour: Team, browser_of, stranger) -> None:
    revision = reviewed(aiko, harbour)
    commenting.start_thread(revision=revision, person=chie, text="Ask me about this.", file="web.yaml", first_line=3)
    commenting.give_verdict(revision=revision, person=chie, result="changes_requested", note="Once more, please.")
    finding = revision.latest_review().findings.first()
    commenting.object_to(finding=finding, person=chie, text="Our cluster does that.")
    browser = browser_of(aiko)
    html = browser.post(manage(revision.submission, "links")).content.decode()
    path = "/manifests/" + html.partition("<code>")[2].partition("</code>")[0].partition("/manifests/")[2]

    for words in ("Ask me about this.", "Once more, please.", "Our cluster does that."):
        assert words in browser.get(page_of(revision)).content.decode()
        assert words not in stranger.get(path).content.decode()


def test_an_earlier_revision_offers_to_be_the_newest_again(aiko: User, harbour: Team, browser_of) -> None:
    first = reviewed(aiko, harbour)
    second = reviewed_again(first)
    browser = browser_of(aiko)

    assert f"{page_of(first)}restore/" in browser.get(page_of(first)).content.decode()
    assert "restore/" not in browser.get(page_of(second)).content.decode()


def test_sharing_with_the_team_can_be_ended(aiko: User, ben: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, CLEAN)
    browser_of(aiko).post(manage(revision.submission, "share"), {"shared": "yes"})
    assert browser_of(ben).get(page_of(revision)).status_code == 200
    browser_of(aiko).post(manage(revision.submission, "share"), {"shared": "no"})
    assert browser_of(ben).get(page_of(revision)).status_code == 404


@pytest.mark.parametrize("form", ["original", "fixed", "sarif", "json", "junit", "markdown"])
def test_downloads_are_attachments_that_run_nowhere(form: str, aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, MENDED_SHOP, title='Shop "front"\r\nX: 1')
    response = browser_of(aiko).get(f"{page_of(revision)}download/{form}/")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox" or set(
        response.headers["Content-Security-Policy"].split("; ")
    ) == {"default-src 'none'", "sandbox"}
    assert "hunter2" not in response.content.decode()


def test_the_fixed_file_has_the_fixes(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour, MENDED_SHOP)
    browser = browser_of(aiko)

    assert "seccompProfile" not in browser.get(f"{page_of(revision)}download/original/").content.decode()
    assert "seccompProfile" in browser.get(f"{page_of(revision)}download/fixed/").content.decode()


def test_several_files_come_as_a_zip(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed_files(aiko, harbour, {"k8s/a.yaml": CLEAN, "k8s/b.yaml": SHOP})
    packed = browser_of(aiko).get(f"{page_of(revision)}download/original/").content

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["k8s/a.yaml", "k8s/b.yaml"]
        assert archive.read("k8s/a.yaml").decode() == CLEAN


def test_the_report_as_json_holds_the_findings(aiko: User, harbour: Team, browser_of) -> None:
    second = reviewed_again(reviewed(aiko, harbour))
    report = json.loads(browser_of(aiko).get(f"{page_of(second)}download/json/").content)

    assert {finding["rule"] for finding in report["findings"]} >= {"image-tag-latest"}
    assert browser_of(aiko).get(f"{page_of(second)}download/exe/").status_code == 404


def test_a_downloaded_file_says_that_dots_stand_for_secrets(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    browser = browser_of(aiko)

    for form in ("original", "fixed"):
        text = browser.get(f"{page_of(revision)}download/{form}/").content.decode()
        assert text.splitlines()[-1].startswith("# 1 value in this file was replaced by dots")
        assert text.splitlines()[:4] == SHOP.splitlines()[:4]
    clean = reviewed(aiko, harbour, CLEAN)
    assert browser.get(f"{page_of(clean)}download/original/").content.decode() == CLEAN
