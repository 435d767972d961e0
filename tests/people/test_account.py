"""One's own account: name, preferences, language and theme of the pages."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from people.models import User

pytestmark = pytest.mark.django_db


def test_the_name_is_saved_and_nothing_else_can_be_smuggled_in(browser_of, aiko: User) -> None:
    smuggled = {"name": "Aiko M.", "email": "other@example.org", "is_administrator": "on", "is_active": ""}
    answer = browser_of(aiko).post(reverse("people:account"), smuggled, follow=True)
    assert "Your name is saved." in answer.content.decode()
    aiko.refresh_from_db()
    assert (aiko.name, aiko.email, aiko.is_administrator, aiko.is_active) == (
        "Aiko M.",
        "aiko@example.org",
        False,
        True,
    )


def test_an_empty_name_is_refused_beside_its_field(browser_of, aiko: User) -> None:
    page = browser_of(aiko).post(reverse("people:account"), {"name": " "}).content.decode()
    assert 'aria-invalid="true"' in page
    aiko.refresh_from_db()
    assert aiko.name == "Aiko"


def test_three_languages_are_three_settings(browser_of, aiko: User) -> None:
    chosen = {"interface_language": "ja", "lesson_language": "en", "second_language": "ja", "theme": "dark"}
    browser_of(aiko).post(reverse("people:preferences"), {**chosen, "time_zone": "Asia/Tokyo"})
    aiko.refresh_from_db()
    assert (aiko.interface_language, aiko.lesson_language, aiko.second_language) == ("ja", "en", "ja")
    assert (aiko.theme, aiko.time_zone, aiko.shortcuts_enabled) == ("dark", "Asia/Tokyo", False)


@pytest.mark.parametrize(
    ("field", "value"), [("time_zone", "Mars/Olympus"), ("interface_language", "xx"), ("theme", "pink")]
)
def test_a_choice_that_is_not_offered_is_refused(browser_of, aiko: User, field: str, value: str) -> None:
    answer = browser_of(aiko).post(reverse("people:preferences"), {"theme": "dark", field: value})
    assert 'aria-invalid="true"' in answer.content.decode()
    aiko.refresh_from_db()
    assert getattr(aiko, field) != value


def test_the_language_switch_keeps_the_place(browser_of, aiko: User) -> None:
    browser = browser_of(aiko)
    place = reverse("lessons:index") + "?page=2"
    answer = browser.post(reverse("people:language"), {"language": "ja", "next": place})
    assert (answer.status_code, answer.url) == (302, place)
    assert '<html lang="ja"' in browser.get(place).content.decode()


@pytest.mark.parametrize("place", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_the_switches_lead_nowhere_else(stranger: Client, place: str) -> None:
    for name, chosen in (("people:language", {"language": "ja"}), ("people:theme", {"theme": "dark"})):
        assert stranger.post(reverse(name), {**chosen, "next": place}).url == reverse("home")


def test_a_strangers_language_and_theme_are_remembered_by_the_browser(stranger: Client) -> None:
    sign_in = reverse("account_login")
    stranger.post(reverse("people:language"), {"language": "ja", "next": sign_in})
    stranger.post(reverse("people:theme"), {"theme": "dark", "next": sign_in})
    page = stranger.get(sign_in).content.decode()
    assert '<html lang="ja" data-theme="dark"' in page
    assert stranger.cookies[settings.THEME_COOKIE_NAME]["httponly"]


def test_a_persons_own_theme_follows_them_to_another_browser(browser_of, aiko: User) -> None:
    browser_of(aiko).post(reverse("people:theme"), {"theme": "light"})
    assert 'data-theme="light"' in browser_of(aiko).get(reverse("home")).content.decode()


@pytest.mark.parametrize(("name", "field"), [("people:language", "language"), ("people:theme", "theme")])
def test_an_unknown_language_or_theme_changes_nothing(browser_of, aiko: User, name: str, field: str) -> None:
    answer = browser_of(aiko).post(reverse(name), {field: "klingon"})
    assert answer.status_code == 302
    assert not answer.cookies


def test_the_switches_need_the_forms_token(aiko: User) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(aiko)
    assert browser.post(reverse("people:theme"), {"theme": "dark"}).status_code == 403


def test_times_are_shown_in_ones_own_zone(browser_of, frank: User, chie: User, harbour) -> None:
    frank.time_zone = "Asia/Tokyo"
    frank.save()
    chie.last_seen_at = "2026-11-23T20:00:00Z"
    chie.save()
    page = browser_of(frank).get(reverse("people:team", args=[harbour.public_id])).content.decode()
    assert "2026-11-24T05:00:00+09:00" in page
    frank.time_zone = "Mars/Olympus"
    frank.save()
    assert browser_of(frank).get(reverse("home")).status_code == 200
