"""Reading a review: what stands where, in which words, for whom, and at what cost."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from people.models import Team, User
from reviews import commenting
from reviews.models import Review
from reviews.submitting import submit
from reviews.uploads import from_texts
from tests.reviews.reviewed import (
    CLEAN,
    MENDED_SHOP,
    SHOP,
    finding_of,
    page_of,
    reviewed,
    reviewed_again,
    reviewed_files,
)

pytestmark = pytest.mark.django_db


def html_of(browser, revision, query: str = "") -> str:
    response = browser.get(page_of(revision) + query)
    assert response.status_code == 200
    return response.content.decode()


def line(html: str, number: int) -> str:
    """The markup of one line, with what stands under it."""
    start = html.index(f'id="web.yaml-L{number}"')
    end = html.find(f'id="web.yaml-L{number + 1}"')
    return html[start:end]


def test_a_finding_stands_under_its_own_line_with_its_range_underlined(aiko: User, harbour: Team, browser_of) -> None:
    html = html_of(browser_of(aiko), reviewed(aiko, harbour))

    number = SHOP.splitlines().index("          image: nginx:latest") + 1
    assert "Image uses the moving tag latest" in line(html, number)
    underlined = re.findall(r'<span class="[^"]*range is-warning">([^<]*)</span>', line(html, number))
    assert "".join(underlined) == "nginx:latest"
    assert "finding" not in line(html, 2)


def test_the_head_says_in_words_how_it_stands(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    review: Review = revision.latest_review()
    html = html_of(browser_of(aiko), revision)

    assert f"{review.errors} error" in html
    assert f"{review.warnings} warning" in html


def test_after_a_change_the_page_tells_what_is_fixed_and_what_is_still_open(
    aiko: User, harbour: Team, browser_of
) -> None:
    second = reviewed_again(reviewed(aiko, harbour))
    html = html_of(browser_of(aiko), second)

    assert "fixed since revision 1" in html
    assert "Service that selects no Pod" in html
    assert "still open" in html
    assert finding_of(second, "service-selector-no-match") is None


def test_what_a_change_brings_is_said_to_come_from_it(aiko: User, harbour: Team, browser_of) -> None:
    second = reviewed_again(reviewed(aiko, harbour), SHOP.replace("nginx:latest", "nginx"))

    assert "new because of your last change" in html_of(browser_of(aiko), second)


def test_errors_only_leaves_the_rest_out(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    html = html_of(browser_of(aiko), revision, "?show=errors")

    assert "Service that selects no Pod" in html or "Privileged container" in html
    assert "Image uses the moving tag latest" not in html


def test_a_clean_manifest_gets_short_praise_and_what_to_do_next(aiko: User, harbour: Team, browser_of) -> None:
    html = html_of(browser_of(aiko), reviewed(aiko, harbour, CLEAN))

    assert "Well done: nothing to mend in this object." in html
    assert "rules looked at every object" in html
    assert "/learn/" in html


def test_every_document_is_accounted_for(aiko: User, harbour: Team, browser_of) -> None:
    odd = "version: '3'\nservices:\n  web:\n    image: nginx\n---\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n---\na: [\n"
    html = html_of(browser_of(aiko), reviewed(aiko, harbour, odd))

    assert "Docker Compose" in html
    assert "helm template" in html
    assert "error" in html


def test_the_page_is_in_the_readers_language_and_each_card_has_the_other(aiko: User, harbour: Team, browser_of) -> None:
    aiko.interface_language = "ja"
    aiko.save()
    html = html_of(browser_of(aiko), reviewed(aiko, harbour))

    assert "動くタグlatestを使っているイメージ" in html
    assert '<span lang="en">In English</span>' in html
    assert "Image uses the moving tag latest" in html  # in the part for the other language
    translation.activate("en")


def test_a_secret_is_nowhere_on_the_page(aiko: User, harbour: Team, browser_of) -> None:
    html = html_of(browser_of(aiko), reviewed(aiko, harbour))

    assert "hunter2" not in html
    assert "DB_PASSWORD" in html


def test_nothing_in_a_manifest_becomes_markup(aiko: User, harbour: Team, browser_of) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = SHOP.replace("nginx:latest", f'"{evil}"').replace("name: web", f"name: '{evil}'")
    revision = reviewed(aiko, harbour, text, title=evil)
    browser = browser_of(aiko)

    for page in (
        page_of(revision),
        "/manifests/",
        page_of(revision) + "threads/",
        page_of(revision).rsplit("/", 2)[0] + "/manage/",
    ):
        html = browser.get(page).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def test_a_fix_is_shown_as_a_patch_with_a_button_for_its_author_alone(
    aiko: User, chie: User, harbour: Team, browser_of
) -> None:
    revision = reviewed(aiko, harbour, MENDED_SHOP)
    finding = revision.latest_review().findings.filter(fix__isnull=False).first()
    card = f"{page_of(revision)}findings/{finding.public_id}/"

    assert "Apply this fix" in browser_of(aiko).get(card).content.decode()
    assert 'class="is-added"' in browser_of(aiko).get(card).content.decode()
    assert "Apply this fix" not in browser_of(chie).get(card).content.decode()


def test_both_ends_of_a_finding_between_two_objects_are_marked(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    related = [row for row in revision.latest_review().findings.all() if row.related]
    html = html_of(browser_of(aiko), revision)

    for row in related:
        assert 'class="other-end' in line(html, row.related[0]["span"]["line"])


def test_objects_and_their_connections_are_drawn_and_told_in_a_table(aiko: User, harbour: Team, browser_of) -> None:
    second = reviewed_again(reviewed(aiko, harbour))
    html = html_of(browser_of(aiko), second)

    assert "<svg width=" in html
    assert "selects Deployment web" in html


def test_silencing_is_shown_as_what_to_write(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    finding = finding_of(revision, "image-tag-latest")
    html = browser_of(aiko).get(f"{page_of(revision)}findings/{finding.public_id}/").content.decode()

    assert "portal-ignore/web.image-tag-latest" in html


def test_a_silenced_finding_stays_with_its_reason(aiko: User, harbour: Team, browser_of) -> None:
    text = SHOP.replace(
        "image: nginx:latest", "image: nginx:latest  # portal-ignore image-tag-latest: a sandbox of a day"
    )
    html = html_of(browser_of(aiko), reviewed(aiko, harbour, text))

    assert "a sandbox of a day" in html
    assert "silenced" in html


def test_a_question_stays_at_its_line_when_lines_are_added_above_it(
    aiko: User, chie: User, harbour: Team, browser_of
) -> None:
    first = reviewed(aiko, harbour)
    number = SHOP.splitlines().index("          image: nginx:latest") + 1
    commenting.start_thread(revision=first, person=aiko, text="Why not latest?", file="web.yaml", first_line=number)
    gone = SHOP.splitlines().index("            privileged: true") + 1
    commenting.start_thread(revision=first, person=chie, text="Is this needed?", file="web.yaml", first_line=gone)
    second = reviewed_again(
        first,
        "# our shop\n# in two parts\n"
        + SHOP.replace("            privileged: true\n", "            privileged: false\n"),
    )
    html = html_of(browser_of(chie), second)

    assert "Why not latest?" in line(html, number + 2)
    assert "outdated" in html
    assert "Is this needed?" in html


def test_a_trainers_reading_is_written_to_the_audit_log(aiko: User, chie: User, harbour: Team, browser_of) -> None:
    from activity.models import Event

    revision = reviewed(aiko, harbour)
    html_of(browser_of(chie), revision)

    assert Event.objects.filter(kind="reviews.read", actor=chie, subject=aiko).exists()


def test_the_page_costs_the_same_number_of_queries_whatever_its_size(aiko: User, harbour: Team, browser_of) -> None:
    small = reviewed(aiko, harbour)
    large = reviewed_files(
        aiko, harbour, {f"{number}.yaml": SHOP.replace("web", f"web{number}") for number in range(12)}
    )
    for number in range(5):
        commenting.start_thread(revision=large, person=aiko, text="Why?", file=f"{number}.yaml", first_line=3)
        commenting.object_to(finding=large.latest_review().findings.all()[number], person=aiko, text="No.")
    commenting.start_thread(revision=small, person=aiko, text="Why?", file="web.yaml", first_line=3)
    commenting.object_to(finding=small.latest_review().findings.first(), person=aiko, text="No.")
    browser = browser_of(aiko)
    counts = []
    for revision in (small, small, large):
        with CaptureQueriesContext(connection) as queries:
            html_of(browser, revision)
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_while_it_waits_the_page_tells_the_place_in_the_queue_and_asks_again(
    aiko: User, ben: User, harbour: Team, browser_of
) -> None:
    submit(author=ben, team=harbour, upload=from_texts([("web.yaml", CLEAN + "  more: '1'\n")]))
    waiting = submit(author=aiko, team=harbour, upload=from_texts([("web.yaml", CLEAN + "  more: '2'\n")]))
    browser = browser_of(aiko)
    html = browser.get(page_of(waiting)).content.decode()

    assert "1 ahead of you" in html
    assert "No worker is running" in html
    assert 'http-equiv="refresh"' in html
    part = browser.get(page_of(waiting) + "progress/", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "<h1" not in part.content.decode()


def test_when_it_is_done_the_asking_ends_and_leads_to_the_result(aiko: User, harbour: Team, browser_of) -> None:
    revision = reviewed(aiko, harbour)
    part = browser_of(aiko).get(page_of(revision) + "progress/", headers={"HX-Request": "true"})

    assert part.status_code == 286
    assert part.headers["HX-Redirect"].endswith(page_of(revision))


@pytest.mark.parametrize("problem", ["given-up", "too-slow", "too-much-memory", "checker-crashed"])
def test_a_review_without_a_result_says_whose_matter_it_is_and_what_to_do(
    problem: str, aiko: User, harbour: Team, browser_of
) -> None:
    revision = submit(author=aiko, team=harbour, upload=from_texts([("web.yaml", CLEAN)]))
    revision.reviews.update(state="given_up", problem=problem)
    html = html_of(browser_of(aiko), revision)

    assert "Review it again" in html
    assert "stored" in html or "Hand in" in html


def test_folded_lines_come_when_they_are_asked_for(aiko: User, harbour: Team, browser_of) -> None:
    text = CLEAN + "".join(f"  key{number}: value\n" for number in range(1_500))
    revision = reviewed(aiko, harbour, text)
    browser = browser_of(aiko)
    html = html_of(browser, revision)

    assert "key700" not in html
    fold = browser.get(page_of(revision) + "lines/?file=web.yaml&first=500&last=800").content.decode()
    assert "key700" in fold
    assert browser.get(page_of(revision) + "lines/?file=web.yaml&first=x&last=1").status_code == 404
    assert browser.get(page_of(revision) + "lines/?file=no.yaml&first=1&last=2").status_code == 404


def test_two_revisions_are_compared_with_findings_on_both_sides(aiko: User, harbour: Team, browser_of) -> None:
    second = reviewed_again(reviewed(aiko, harbour))
    html = browser_of(aiko).get(page_of(second) + "diff/").content.decode()

    assert "app: webb" in html
    assert "fixed:" in html
    assert browser_of(aiko).get(page_of(second) + "diff/?with=9").status_code == 404
    assert browser_of(aiko).get(page_of(second) + "diff/?with=%00").status_code in (400, 404)
