"""The colour roles of static/css/tokens.css are readable on every ground they stand on, in light and dark."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parent.parent / "static" / "css"
ROLE = re.compile(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
ROLES = {name: {"light": light, "dark": dark} for name, light, dark in ROLE.findall((CSS / "tokens.css").read_text())}
SEVERITIES = ("error", "warning", "info", "praise")
CODE = tuple(name for name in ROLES if name.startswith("code-"))
GROUNDS = ("canvas", "surface", "sunken")
TEXT = [
    *[
        (text, ground)
        for text in ("ink", "ink-soft", "accent", "accent-strong", *SEVERITIES, *CODE)
        for ground in GROUNDS
    ],
    *[(text, f"{mark}-soft") for mark in SEVERITIES for text in (mark, "ink", "ink-soft")],
    *[(text, diff) for diff in ("added", "removed") for text in ("ink", "ink-soft", *CODE)],
    *[(text, "accent-soft") for text in ("ink", "ink-soft", "accent")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
]
# WCAG 1.4.11: what shows where a control is, and where the focus is.
CONTROLS = [(line, ground) for line in ("line-strong", "focus") for ground in ("canvas", "surface")]


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_contrast_the_standard_names() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (CONTROLS, 3.0)], ids=["text", "controls"])
def test_every_role_is_readable_on_its_grounds(theme: str, pairs: list[tuple[str, str]], least: float) -> None:
    measured = {(text, ground): contrast(ROLES[text][theme], ROLES[ground][theme]) for text, ground in pairs}
    assert {pair: round(value, 2) for pair, value in measured.items() if value < least} == {}


def test_style_sheets_name_colours_by_role_only() -> None:
    allowed = {"tokens.css": ".*", "entrance.css": "#fff", "media.css": "#999"}
    for sheet in CSS.glob("*.css"):
        colours = [c for c in re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\")", sheet.read_text()) if not c.startswith("#live")]
        wrong = [colour for colour in colours if not re.fullmatch(allowed.get(sheet.name, "$."), colour)]
        assert not wrong, f"{sheet.name} names colours itself: {wrong}; use a role of tokens.css"
