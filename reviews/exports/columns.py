"""Text in columns of a terminal: East Asian characters take two, and nothing from a manifest steers the terminal."""

from __future__ import annotations

import unicodedata

_TAB = "    "


def shown(text: str) -> str:
    """The text as it may be printed: tabs as spaces, control and direction characters as visible signs."""
    return "".join(map(_shown_character, text)) if not (text.isascii() and text.isprintable()) else text


def width(text: str) -> int:
    """How many columns the text takes once it is shown."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_character_width, shown(text)))


def _shown_character(character: str) -> str:
    if character == "\t":
        return _TAB
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the picture of the control character
    if code == 0x7F:
        return "\u2421"
    # Cc, Cf, Cs, Zl, Zp: C1 controls, direction overrides, half surrogates, line separators
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\u200d":
        return "\ufffd"
    return character


def _character_width(character: str) -> int:
    if unicodedata.combining(character) or character in "\u200d\ufe0e\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
