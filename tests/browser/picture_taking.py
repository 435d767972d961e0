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
LOOKS = tuple(itertools.product((1280, 375), ("light", "dark"), ("en", "ja")))


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
