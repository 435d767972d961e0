"""Colours for lines of a manifest, and ranges underlined in them, without moving a character. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from pygments.lexer import Lexer
from pygments.lexers.configs import DockerLexer
from pygments.lexers.data import JsonLexer, YamlLexer
from pygments.token import STANDARD_TYPES, Error, _TokenType

LONGEST_LINE = 1_000  # characters; the rest of a longer line is told, not shown
# The classes that css/code.css colours; white space and plain text need no element of their own.
_PLAIN = frozenset({"", "w", "err", "l", "x"})


class Piece(NamedTuple):
    """Characters of one line that look alike: their class of the code theme, and the severity they are underlined for."""

    text: str
    css: str = ""
    severity: str = ""


class Range(NamedTuple):
    """A part of one line, columns from 0, end exclusive."""

    start: int
    end: int
    severity: str
    rank: int  # where ranges overlap, the smallest is shown


def language_of(file: str) -> str:
    """`json`, `dockerfile` or `yaml`, by a file's name."""
    name = file.rpartition("/")[2].lower()
    if name.endswith(".json"):
        return "json"
    if name.startswith("dockerfile") or name.endswith(".dockerfile"):
        return "dockerfile"
    return "yaml"


def highlighted(lines: Sequence[str], language: str) -> list[list[Piece]]:
    """The lines' pieces by class. Joined, a line's pieces are the line, cut at LONGEST_LINE."""
    cut = [line[:LONGEST_LINE] for line in lines]
    text = "\n".join(line.replace("\r", " ") for line in cut)
    found: list[list[Piece]] = [[] for _line in cut]
    line, column = 0, 0
    for _index, token, value in _lexer(language).get_tokens_unprocessed(text):
        css = _css(token)
        for number, part in enumerate(value.split("\n")):
            if number:
                line, column = line + 1, 0
            if part:
                # The file's own characters: the lexer saw a carriage return as a space.
                found[line].append(Piece(cut[line][column : column + len(part)], css))
                column += len(part)
    return found


def underlined(pieces: Iterable[Piece], ranges: Sequence[Range]) -> list[Piece]:
    """The pieces, cut where a range begins or ends, with the most important severity of each."""
    if not ranges:
        return list(pieces)
    edges = sorted({edge for wanted in ranges for edge in (wanted.start, wanted.end)})
    by_rank = sorted(ranges, key=lambda wanted: wanted.rank)
    found: list[Piece] = []
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        cuts = [at, *(edge for edge in edges if at < edge < end), end]
        for first, last in pairwise(cuts):
            severity = next((wanted.severity for wanted in by_rank if wanted.start <= first < wanted.end), "")
            found.append(Piece(piece.text[first - at : last - at], piece.css, severity))
        at = end
    return found


@cache
def _css(token: _TokenType) -> str:
    if token in Error:
        return ""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    css = STANDARD_TYPES.get(token, "")
    return "" if css in _PLAIN else css


@cache
def _lexer(language: str) -> Lexer:
    return {"json": JsonLexer, "dockerfile": DockerLexer}.get(language, YamlLexer)()
