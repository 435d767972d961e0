"""Where secrets stand in a text, and the text without them."""

from __future__ import annotations

from typing import NamedTuple


class Mask(NamedTuple):
    """A secret's place in a file (offsets in characters, without a byte order mark) and what kind of secret it is."""

    start: int
    end: int
    kind: str  # "secret-data", "password", "private-key", "aws-key" ...


def find_secrets(text: str, filename: str) -> tuple[Mask, ...]:
    """The secrets of one file in order, not overlapping."""
    return ()


def masked(text: str, masks: tuple[Mask, ...]) -> str:
    """The text with each secret replaced by dots; as long as before, with the same lines."""
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts.append(text[at : mask.start])
        parts.append("".join(character if character in "\r\n \t" else "•" for character in text[mask.start : mask.end]))
        at = mask.end
    return "".join((*parts, text[at:]))
