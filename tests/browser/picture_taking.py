"""What `python -m tests.browser.pictures` runs; not part of the suite, for its name is not test_*.py."""

import itertools
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page as Window

from tests.browser.pages import PEOPLE, Scene, pages_of

FOLDER = Path(__file__).resolve().parents[2] / ".data" / "pictures"
WANTED = os.environ.get("PORTAL_TEST_PICTURES", "").split()
DOCS = Path(__file__).resolve().parents[2] / "docs"
# Picture, page, where to scroll to, width, theme, language.
README = (
    ("review", "review", "#web\\.yaml-L26", 1280, "light", "en"),
    ("review-ja", "review", "#web\\.yaml-L26", 1280, "dark", "ja"),
    ("rule", "rule", "h1", 1280, "light", "en"),
)
LOOKS = tuple(itertools.product((1280, 375), ("light", "dark"), ("en", "ja")))


def test_take_the_readmes_pictures(scene: Scene, open_as: Callable[..., Window]) -> None:
    DOCS.mkdir(exist_ok=True)
    pages = {page.name: (who, page) for who in PEOPLE for page in pages_of(who)}
    for picture, name, anchor, width, theme, language in README if WANTED == ["readme"] else ():
        who, page = pages[name]
        window = open_as(who, viewport={"width": width, "height": 860}, color_scheme=theme, locale=language)
        window.goto(page.address(scene))
        window.locator(anchor).first.evaluate("line => scrollTo(0, line.getBoundingClientRect().top + scrollY - 130)")
        window.screenshot(path=DOCS / f"{picture}.png")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("who", PEOPLE)
def test_take_pictures(who: str, scene: Scene, open_as: Callable[..., Window]) -> None:
    pages = [page for page in pages_of(who) if not WANTED or page.name in WANTED]
    FOLDER.mkdir(parents=True, exist_ok=True)
    addresses = {page.name: page.address(scene) for page in pages}
    for width, theme, language in LOOKS if pages else ():
        window = open_as(who, viewport={"width": width, "height": 800}, color_scheme=theme, locale=language)
        for name, address in addresses.items():
            window.goto(address)
            window.screenshot(path=FOLDER / f"{name}-{width}-{theme}-{language}.png", full_page=True)
