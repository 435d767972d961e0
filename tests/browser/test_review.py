"""The review page in a real browser: by keyboard alone, on a phone, without JavaScript, on paper."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser import review_pages
from tests.browser.pages import Scene
from tests.browser.test_journeys import FOCUS, tab_to
from tests.reviews.reviewed import CLEAN

pytestmark = pytest.mark.browser


def focused(window: Window) -> str:
    return window.evaluate(FOCUS)["name"]


def test_n_and_p_walk_through_the_findings_and_open_them(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.keyboard.press("n")
    first = focused(window)
    window.keyboard.press("n")
    second = focused(window)
    assert first != second
    assert window.evaluate("document.activeElement.closest('details.finding').open")
    window.keyboard.press("p")
    assert focused(window) == first


def test_e_a_and_d_lead_to_errors_to_all_and_to_the_changes(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.keyboard.press("e")
    expect(window).to_have_url(re.compile(r"\?show=errors$"))
    window.keyboard.press("a")
    expect(window).to_have_url(re.compile(r"/2/\??$"))
    window.keyboard.press("d")
    expect(window).to_have_url(re.compile(r"/diff/$"))


def test_c_asks_about_the_finding_that_has_the_focus(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.keyboard.press("n")
    window.keyboard.press("c")
    expect(window).to_have_url(re.compile(r"/threads/\?finding="))
    expect(window.get_by_role("heading", name="Ask a question")).to_be_visible()


def test_a_question_mark_shows_the_keys_and_escape_hides_them(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.keyboard.press("?")
    expect(window.get_by_role("dialog", name="Keys on this page")).to_be_visible()
    window.keyboard.press("Escape")
    expect(window.get_by_role("dialog")).to_be_hidden()


def test_keys_that_are_switched_off_do_nothing(scene: Scene, open_as: Callable[..., Window]) -> None:
    scene.ben.shortcuts_enabled = False
    scene.ben.save()
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    for key in ("n", "?", "e"):
        window.keyboard.press(key)
    assert not window.url.endswith("errors")
    assert window.evaluate("document.activeElement === document.body")
    assert window.locator("#shortcuts").count() == 0


def test_a_link_of_the_list_opens_the_card_under_its_line(scene: Scene, open_as: Callable[..., Window]) -> None:
    for scripts in (True, False):
        window = open_as("ben", java_script_enabled=scripts)
        window.goto(review_pages.page(review_pages.shop)(scene))
        window.locator(".more-entries > summary").click()
        link = window.locator(".more-entries a.entry__title").last
        link.click()
        card = window.locator(link.get_attribute("href"))
        expect(card).to_be_visible()


def test_a_card_that_came_without_its_why_fetches_it_when_it_is_opened(
    scene: Scene, open_as: Callable[..., Window]
) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.many)(scene))
    card = window.locator("details.finding", has=window.locator("a[hx-get]")).first
    handle = card.element_handle()
    card.locator("summary").first.click()
    window.wait_for_function("card => card.querySelector('.finding__why')", arg=handle)
    assert "Learn this" in handle.inner_text()


def test_folded_lines_come_into_the_page(scene: Scene, open_as: Callable[..., Window]) -> None:
    long = CLEAN + "".join(f"  key{number}: value\n" for number in range(600))
    revision = review_pages.reviewed(scene.ben, scene.harbour, long)
    window = open_as("ben")
    window.goto(review_pages.page(lambda scene: revision)(scene))
    assert window.get_by_text("key300").count() == 0
    window.locator(".lines-fold a").first.click()
    expect(window.get_by_text("key300")).to_be_visible()


def test_a_manifest_is_handed_in_and_asked_about_with_the_keyboard_alone(
    scene: Scene, open_as: Callable[..., Window]
) -> None:
    window = open_as("ben")
    window.goto("/manifests/submit/")
    tab_to(window, "Or paste a manifest")
    window.keyboard.insert_text(CLEAN + "  typed: 'yes'\n")
    tab_to(window, "Submit for review")
    window.keyboard.press("Enter")
    expect(window).to_have_url(re.compile(r"/1/$"))
    expect(window.get_by_role("progressbar")).to_be_visible()
    tab_to(window, "Withdraw this review")
    window.keyboard.press("Enter")
    expect(window.get_by_text("You withdrew this review")).to_be_visible()


def test_files_can_be_dropped_on_the_box(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto("/manifests/submit/")
    window.evaluate("""() => {
      const dropped = new DataTransfer();
      dropped.items.add(new File(["kind: Pod"], "pod.yaml"));
      document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: dropped, bubbles: true, cancelable: true}));
    }""")
    expect(window.locator(".dropping__files")).to_contain_text("pod.yaml")
    window.get_by_role("button", name="Submit for review").click()
    expect(window).to_have_url(re.compile(r"/1/$"))


def test_the_waiting_page_asks_for_news_by_itself_and_leads_to_the_result(
    scene: Scene, open_as: Callable[..., Window]
) -> None:
    from reviews.reviewing import review_next

    window = open_as("ben")
    window.goto(review_pages.page(review_pages.waiting)(scene))
    expect(window.get_by_text("Waiting: yours is next")).to_be_visible()
    while review_next() is not None:
        pass
    expect(window.get_by_role("heading", name="Findings")).to_be_visible(timeout=20_000)


def test_without_javascript_the_waiting_page_asks_again_by_itself(scene: Scene, open_as: Callable[..., Window]) -> None:
    from reviews.reviewing import review_next

    window = open_as("ben", java_script_enabled=False)
    window.goto(review_pages.page(review_pages.waiting)(scene))
    while review_next() is not None:
        pass
    expect(window.get_by_role("heading", name="Findings")).to_be_visible(timeout=20_000)


def test_without_javascript_a_finding_is_read_asked_about_and_its_fix_applied(
    scene: Scene, open_as: Callable[..., Window]
) -> None:
    window = open_as("ben", java_script_enabled=False)
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.locator("details.finding:not([open]) > summary").first.click()
    window.get_by_role("button", name=re.compile("Apply all")).click()
    expect(window.get_by_text("Nothing is changed yet")).to_be_visible()
    expect(window.locator(".patch tr.is-added").first).to_be_visible()


def test_on_paper_every_card_is_open_and_no_button_is_printed(scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    window.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    window.emulate_media(media="print")
    assert window.locator("details.finding:not([open])").count() == 0
    assert window.get_by_role("button", name=re.compile("Apply")).count() == 0
    assert window.locator(".finding__why").first.is_visible()


def test_severities_differ_in_shape_and_word_and_not_by_colour_alone(
    scene: Scene, open_as: Callable[..., Window]
) -> None:
    window = open_as("ben")
    window.goto(review_pages.page(review_pages.shop)(scene))
    for severity, word in (("error", "Error"), ("warning", "Warning"), ("info", "Worth knowing")):
        mark = window.locator(f"details.finding.is-{severity} > summary .severity").first
        expect(mark).to_contain_text(word)
        assert mark.locator("use").get_attribute("href").endswith(f"#{severity}")
