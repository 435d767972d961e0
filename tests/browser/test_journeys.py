"""What people do with a keyboard alone, without JavaScript, and with the switches of every page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page as Window
from playwright.sync_api import expect

from tests.browser.conftest import Watch
from tests.people_of_the_tests import PASSWORD

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const e = document.activeElement;
  const box = e.getBoundingClientRect();
  const style = getComputedStyle(e);
  const inside = box.top >= 0 && box.left >= 0 && box.bottom <= innerHeight && box.right <= innerWidth;
  const over = inside ? document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2) : null;
  return {
    name: (e.labels?.[0]?.textContent || e.getAttribute("aria-label") || e.textContent || e.name || "").trim().replace(/\\s+/g, " "),
    visible: inside && Boolean(over) && (e === over || e.contains(over) || over.contains(e)),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""


def tab_to(window: Window, name: str, most: int = 40) -> None:
    """Press Tab until the focus is on what has this name; each stop on the way must be seen and outlined."""
    for _ in range(most):
        window.keyboard.press("Tab")
        focus = window.evaluate(FOCUS)
        assert focus["outlined"], f"no outline on {focus['name']!r}"
        assert focus["visible"], f"hidden while focused: {focus['name']!r}"
        if re.search(name, focus["name"]):
            return
    raise AssertionError(f"{name!r} is not reached by Tab")


def test_aiko_signs_in_and_out_with_the_keyboard_alone(aiko: object, open_as: Callable[..., Window]) -> None:
    window = open_as()
    window.goto("/accounts/login/")
    tab_to(window, "Skip to the content")
    window.keyboard.press("Enter")
    tab_to(window, "E-mail address")
    window.keyboard.type("aiko@example.org")
    tab_to(window, "^Password")
    window.keyboard.type(PASSWORD)
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="account menu")).to_be_visible()
    tab_to(window, "account menu")
    window.keyboard.press("Enter")
    tab_to(window, "^Sign out$")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="account menu")).to_have_count(0)


def test_escape_closes_the_account_menu_and_gives_the_focus_back(open_as: Callable[..., Window]) -> None:
    window = open_as("aiko")
    window.goto("/accessibility/")
    tab_to(window, "account menu")
    window.keyboard.press("Enter")
    expect(window.get_by_role("button", name="Sign out")).to_be_visible()
    window.keyboard.press("Tab")
    window.keyboard.press("Escape")
    expect(window.get_by_role("button", name="Sign out")).to_be_hidden()
    assert "account menu" in window.evaluate(FOCUS)["name"]


def test_on_a_phone_the_navigation_opens_and_closes_by_its_button(open_as: Callable[..., Window]) -> None:
    for scripts in (True, False):
        window = open_as("aiko", viewport={"width": 375, "height": 800}, java_script_enabled=scripts)
        window.goto("/accessibility/")
        learn = window.get_by_role("navigation", name="Main").get_by_role("link", name="Learn")
        expect(learn).to_be_hidden()
        window.get_by_role("button", name="Menu", exact=True).click()
        expect(learn).to_be_visible()
        window.keyboard.press("Escape")
        expect(learn).to_be_hidden()


def test_a_stranger_signs_in_without_javascript(aiko: object, open_as: Callable[..., Window]) -> None:
    window = open_as(java_script_enabled=False)
    window.goto("/accounts/login/")
    window.get_by_label("E-mail address").fill("aiko@example.org")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("main").get_by_role("button", name="Sign in").click()
    window.locator("details.menu > summary").click()
    expect(window.get_by_role("button", name="Sign out")).to_be_visible()


def test_the_language_switch_keeps_the_place(open_as: Callable[..., Window]) -> None:
    for who in ("stranger", "aiko"):
        window = open_as(who)
        window.goto("/accessibility/?from=here")
        window.get_by_role("button", name="日本語").click()
        expect(window.locator("html")).to_have_attribute("lang", "ja")
        assert window.url.endswith("/accessibility/?from=here")
        window.get_by_role("button", name="English").click()
        expect(window.locator("html")).to_have_attribute("lang", "en")


def test_the_theme_is_in_the_page_itself_so_nothing_flashes(open_as: Callable[..., Window]) -> None:
    for who in ("stranger", "aiko"):
        window = open_as(who, java_script_enabled=False, color_scheme="light")
        window.goto("/accessibility/")
        window.get_by_role("contentinfo").get_by_role("button", name="Dark").click()
        expect(window.locator("html")).to_have_attribute("data-theme", "dark")
        window.goto("/accounts/password/reset/")
        expect(window.locator("html")).to_have_attribute("data-theme", "dark")
        window.get_by_role("contentinfo").get_by_role("button", name="Auto").click()
        assert window.locator("html").get_attribute("data-theme") is None


def test_slash_leads_to_the_search_unless_shortcuts_are_off(aiko: object, open_as: Callable[..., Window]) -> None:
    window = open_as("aiko")
    window.goto("/search/")
    window.keyboard.press("/")
    expect(window.get_by_role("searchbox")).to_be_focused()
    window.keyboard.type("a/b")
    expect(window.get_by_role("searchbox")).to_have_value("a/b")
    aiko.shortcuts_enabled = False  # type: ignore[attr-defined]
    aiko.save()  # type: ignore[attr-defined]
    window.goto("/search/")
    window.keyboard.press("/")
    expect(window.get_by_role("searchbox")).not_to_be_focused()


def test_a_part_that_cannot_be_fetched_is_told_in_words_and_seen(open_as: Callable[..., Window], watch: Watch) -> None:
    window = open_as("aiko")
    window.goto("/search/")
    window.route(
        "**/part-*/", lambda route: route.fulfill(status=500) if "broken" in route.request.url else route.abort()
    )
    spoken = window.locator("#live")
    window.evaluate("htmx.ajax('GET', '/part-broken/', 'body').catch(() => {})")
    expect(spoken).to_contain_text("Something broke on our side")
    assert spoken.bounding_box()["height"] > 20  # type: ignore[index]
    window.evaluate("htmx.ajax('GET', '/part-away/', 'body').catch(() => {})")
    expect(spoken).to_contain_text("can't be reached")
    assert all("/part-" in told or "htmx:" in told for told in watch.complaints), watch.complaints
    watch.complaints.clear()


def test_a_form_with_a_draft_asks_before_it_is_left(open_as: Callable[..., Window]) -> None:
    window = open_as("aiko")
    asked = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    window.goto("/search/")
    window.evaluate("document.querySelector('main form').dataset.leave = ''")
    window.get_by_role("searchbox").press_sequentially("half a sentence")
    window.goto("/accessibility/")
    assert asked == ["beforeunload"]
    window.goto("/search/")
    assert asked == ["beforeunload"], "nothing typed, nothing asked"
