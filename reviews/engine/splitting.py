"""A file's text -> the texts of its documents."""

from __future__ import annotations

import re

from reviews.engine.limits import TAG_DIRECTIVES

# `---` and `...` at the beginning of a line end a document wherever they stand, even inside a quoted scalar.
_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%[A-Za-z]", re.MULTILINE)
_ONLY_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z))*")


def too_many_directives(text: str) -> bool:
    """Whether a text has more lines of %TAG or %YAML than it may: 40,000 of them cost libyaml two seconds."""
    return "%" in text and len(_DIRECTIVE.findall(text)) > TAG_DIRECTIVES.value


def chunks(text: str, *, is_json: bool) -> list[tuple[int, int]]:
    """Offsets of each document's text. JSON is one document; what holds only comments before the first `---` is none."""
    if is_json:
        return [(0, len(text))]
    found = []
    for start, end in _yaml_chunks(text):
        is_marked = text.startswith("---", start)
        only_comments = None if is_marked else _ONLY_COMMENTS.match(text, start, end)
        if only_comments is None or only_comments.end() < end:
            found.append((start, end))
    return found


def _yaml_chunks(text: str) -> list[tuple[int, int]]:
    """Offsets of each document's text. A chunk begins at its `---`, or at the directives before it."""
    chunks: list[tuple[int, int]] = []
    start = 0
    begun = False  # whether the open chunk already holds its `---`
    for match in _MARKER.finditer(text):
        if match.group() == "...":
            chunks.append((start, match.start()))
            start, begun = match.end(), False
        elif begun or not _only_directives(text, start, match.start()):
            chunks.append((start, match.start()))
            start, begun = match.start(), True
        else:
            begun = True
    chunks.append((start, len(text)))
    return chunks


def _only_directives(text: str, start: int, end: int) -> bool:
    """Whether nothing but directives, comments and blank lines stands before a `---`."""
    lines = [line.strip() for line in text[start:end].splitlines()]
    return any(line.startswith("%") for line in lines) and all(not line or line[0] in "%#" for line in lines)
