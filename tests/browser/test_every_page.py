"""What holds for every page: no finding of axe, no sideways scrolling, all of it there without JavaScript."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Window

from tests.browser.pages import PEOPLE, Page, Scene, pages_of

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

WIDE_LIGHT_ENGLISH = {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light", "locale": "en"}
NARROW_DARK_JAPANESE = {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark", "locale": "ja"}
# What ends at the right of the window, innermost first, to name the culprit in the failure.
SIDEWAYS = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth);
  return wide.map((e) => e.outerHTML.slice(0, 120)).slice(-1)[0] || "the page";
}"""
# Links inside a sentence are excepted by WCAG 2.5.8; so is what is hidden from sight but kept for screen readers.
SMALL_TARGETS = """() => [...document.querySelectorAll("button, summary, select, input:not([type=hidden]), .button, nav a")]
  .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip"))
  .filter((e) => { const box = e.getBoundingClientRect(); return box.width && (box.height < 24 || box.width < 24) &&
    !(e.matches("[type=checkbox], [type=radio]") && box.height >= 20); })
  .map((e) => e.outerHTML.slice(0, 120))"""


def visit(window: Window, page: Page, scene: Scene) -> None:
    """Open the page and see that it answers as it is meant to."""
    answer = window.goto(page.address(scene))
    assert answer is not None
    assert answer.status == page.status, f"{page.name} answers {answer.status}"


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("look", [WIDE_LIGHT_ENGLISH, NARROW_DARK_JAPANESE], ids=["light-en", "dark-ja"])
def test_axe_finds_nothing_on_any_page(who: str, look: dict, scene: Scene, open_as: Callable[..., Window]) -> None:
    window = open_as(who, **look)
    found = {}
    for page in pages_of(who):
        visit(window, page, scene)
        results = Axe().run(
            window,
            options={"preload": False, "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
        )
        if results.violations_count:
            found[page.name] = results.generate_report()
        assert window.locator("h1").count() == 1, f"{page.name} has not one h1"
        language = window.locator("html").get_attribute("lang")
        assert language == look["locale"], f"{page.name} is in {language}"
    assert not found, "\n".join(f"{name}: {report}" for name, report in found.items())


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_scrolls_sideways_on_the_narrowest_phone(
    who: str, scene: Scene, open_as: Callable[..., Window]
) -> None:
    window = open_as(who, viewport={"width": 320, "height": 640})
    wide, small = {}, {}
    for page in pages_of(who):
        visit(window, page, scene)
        if culprit := window.evaluate(SIDEWAYS):
            wide[page.name] = culprit
        if targets := window.evaluate(SMALL_TARGETS):
            small[page.name] = targets
    assert not wide, f"scroll sideways: {wide}"
    assert not small, f"targets under 24 pixels: {small}"


@pytest.mark.parametrize("who", PEOPLE)
def test_every_page_says_the_same_without_javascript(who: str, scene: Scene, open_as: Callable[..., Window]) -> None:
    window, plain = open_as(who), open_as(who, java_script_enabled=False)
    for page in pages_of(who):
        visit(window, page, scene)
        heading = window.locator("h1").inner_text()
        visit(plain, page, scene)
        assert plain.locator("h1").inner_text() == heading, page.name
        assert plain.locator("main").is_visible(), page.name
