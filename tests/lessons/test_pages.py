"""From a finding to the place of the course that teaches it."""

from django.test import Client
from django.urls import reverse

from lessons.checks import the_course_is_sound
from lessons.loading import course
from lessons.search import search_entries
from people.models import User


def test_the_course_is_sound() -> None:
    assert the_course_is_sound(None) == []


def test_every_chapter_has_a_page_with_an_anchor_for_each_practice(browser_of, aiko: User) -> None:
    browser = browser_of(aiko)
    for chapter in course().chapters:
        page = browser.get(reverse("lessons:chapter", args=[chapter.slug])).content.decode()
        for practice in chapter.practices:
            assert f'id="{practice.id}"' in page


def test_a_practice_leads_to_its_place_in_its_chapter(browser_of, aiko: User) -> None:
    answer = browser_of(aiko).get(reverse("lessons:practice", args=["p08-02"]))
    assert answer.status_code == 302
    assert answer.url == reverse("lessons:chapter", args=["08-running-containers"]) + "#p08-02"


def test_what_is_not_in_the_course_is_not_found(browser_of, aiko: User) -> None:
    browser = browser_of(aiko)
    assert browser.get(reverse("lessons:practice", args=["p99-01"])).status_code == 404
    assert browser.get(reverse("lessons:chapter", args=["99-nothing"])).status_code == 404


def test_titles_are_in_the_language_of_the_lessons(browser_of, aiko: User) -> None:
    aiko.lesson_language = "ja"
    aiko.save()
    page = browser_of(aiko).get(reverse("lessons:index")).content.decode()
    assert "リソースの管理" in page
    assert "Managing Resources" not in page


def test_the_course_is_for_people_who_are_signed_in(stranger: Client) -> None:
    answer = stranger.get(reverse("lessons:index"))
    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={reverse('lessons:index')}")


def test_search_finds_chapters_by_either_title() -> None:
    entries = list(search_entries(None, "ja"))
    chapter = next(
        entry for entry in entries if entry.url == reverse("lessons:chapter", args=["05-managing-resources"])
    )
    assert (chapter.title, chapter.text) == ("リソースの管理", "Managing Resources")
    assert any(entry.url.endswith("#p08-02") for entry in entries)
