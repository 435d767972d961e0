"""The catalogue of rules: found in either language, explained with examples and one's own record."""

from __future__ import annotations

import pytest

from people.models import Team, User
from reviews.catalogue import flowing
from reviews.checker import rules
from tests.reviews.reviewed import reviewed, reviewed_again

pytestmark = pytest.mark.django_db


def found(browser, query: str) -> str:
    return browser.get("/rules/", {"q": query}).content.decode()


@pytest.mark.parametrize("query", ["moving tag", "動くタグ", "image-tag-latest", "CKV_K8S_14", "LATEST moving"])
def test_a_rule_is_found_by_words_of_either_language_and_other_checkers_ids(query: str, aiko: User, browser_of) -> None:
    html = found(browser_of(aiko), query)

    assert "/rules/image-tag-latest/" in html
    assert "/rules/cpu-limits-missing/" not in html


def test_a_search_that_finds_nothing_says_what_to_try(aiko: User, browser_of) -> None:
    assert "No rule has these words" in found(browser_of(aiko), "zeppelin")


def test_rules_are_filtered_by_severity(aiko: User, browser_of) -> None:
    html = browser_of(aiko).get("/rules/", {"severity": "error"}).content.decode()

    assert "/rules/image-tag-latest/" not in html
    assert "/rules/privileged-container/" in html


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_rule_has_a_page_in_both_languages(language: str, aiko: User, browser_of) -> None:
    aiko.interface_language = language
    aiko.save()
    browser = browser_of(aiko)
    for rule in rules().values():
        html = browser.get(f"/rules/{rule.id}/").content.decode()
        assert rule.title.in_language(language) in html.replace("&#x27;", "'").replace("&amp;", "&").replace(
            "&quot;", '"'
        )
        assert '<ol class="lines code">' in html


def test_a_rules_page_tells_ones_own_record_once_a_manifest(aiko: User, ben: User, harbour: Team, browser_of) -> None:
    reviewed_again(reviewed(aiko, harbour))
    reviewed(aiko, harbour, title="Another")

    assert "2 of your manifests had this finding" in browser_of(aiko).get("/rules/image-tag-latest/").content.decode()
    assert "of your manifests" not in browser_of(ben).get("/rules/image-tag-latest/").content.decode()
    assert "in 2 of your manifests" in found(browser_of(aiko), "image-tag-latest")


def test_a_rule_that_is_not_there_is_404(aiko: User, browser_of) -> None:
    assert browser_of(aiko).get("/rules/no-such-rule/").status_code == 404


def test_lines_of_a_page_flow_into_paragraphs_and_lists_stay_lists() -> None:
    assert flowing("one\ntwo\n\n- a\n- b\n  more", "en") == "one two\n\n- a\n- b more"
    assert flowing("一つ\n二つ、\nPodです", "ja") == "一つ二つ、 Podです"
    assert flowing("```\na\nb\n```", "en") == "```\na\nb\n```"
