"""Searching finds words of both languages, and shows people only what is theirs."""

from types import SimpleNamespace

from django.test import Client

from people.models import User
from portal.search import matches, terms

ENTRIES = [
    SimpleNamespace(title="Requests and limits", text="リクエストとリミット", where="Chapter 5", url="/a"),
    SimpleNamespace(title="永続ボリューム", text="Persistent volumes", where="Chapter 9", url="/b"),
    SimpleNamespace(title="Probes", text="When limits of patience are reached", where="Chapter 7", url="/c"),
]


def found(query: str) -> list[str]:
    """Return the addresses found."""
    return [entry.url for entry in matches(query, ENTRIES)]


def test_a_word_in_the_title_comes_first() -> None:
    assert found("limits") == ["/a", "/c"]


def test_every_word_has_to_be_there() -> None:
    assert found("limits patience") == ["/c"]
    assert found("limits volumes") == []


def test_japanese_is_found_without_blanks_and_by_two_characters() -> None:
    assert found("永続ボリューム") == ["/b"]
    assert found("永続") == ["/b"]
    assert found("リミット") == ["/a"]


def test_width_and_case_make_no_difference() -> None:
    assert found("ＬＩＭＩＴＳ") == ["/a", "/c"]
    assert found("ﾘﾐｯﾄ") == ["/a"]


def test_a_rule_is_found_by_its_id() -> None:
    assert terms("image-tag-latest v1.37") == ["image-tag-latest", "v1.37"]


def test_nothing_asked_is_nothing_found() -> None:
    assert found("") == []
    assert found("!?*") == []


def test_the_page_shows_what_was_asked_safely(aiko: User, browser_of) -> None:
    page = browser_of(aiko).get("/search/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    assert "Nothing for" in page


def test_the_course_is_found(aiko: User, browser_of) -> None:
    page = browser_of(aiko).get("/search/", {"q": "probe"}).content.decode()
    assert "/learn/" in page.split("</nav>")[-1]


def test_a_stranger_signs_in_first(stranger: Client) -> None:
    assert stranger.get("/search/", {"q": "limits"}).status_code == 302
