"""One JSON text -> a tree with positions.

JSON goes to a parser of its own, since YAML refuses some of it: surrogate pairs as escapes, keys beyond 1,024 characters.
"""

from __future__ import annotations

import json
import re
from typing import Any

from reviews.engine import limits
from reviews.engine.tree import DuplicateKey, Entry, Mapping, Sequence, Tree
from reviews.engine.unreadable import Unreadable

_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(
    r"""(?P<string>"(?:[^"\\\x00-\x1f]|\\.)*")"""
    r"|(?P<number>-?(?:0|[1-9][0-9]*)(?P<fraction>\.[0-9]+)?(?P<exponent>[eE][-+]?[0-9]+)?)"
    r"|(?P<word>true|false|null)"
    r"|(?P<mark>[\[\]{},:])"
)
_WORDS = {"true": True, "false": False, "null": None}
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_LONGEST_NUMBER = 400  # digits; int() refuses above 4,300


def read_json(text: str) -> Tree:
    """The tree of a JSON text. Raises Unreadable with the offset, limits.TooMuch beyond a limit."""
    return _Reading(text).run()


class _Reading:
    """A stack of open collections; no recursion, so that depth is a limit and not a crash."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.nodes = 0
        self.duplicates: list[DuplicateKey] = []

    def run(self) -> Tree:
        value, start, end = self._document()
        kind, _token, at, _end = self._next()
        if kind != "end":
            raise Unreadable("there is more text after the JSON value", at)
        return Tree(value, start, end, tuple(self.duplicates), self.nodes)

    def _next(self) -> tuple[str, str, int, int]:
        """Kind, text, start and end of the next token."""
        space = _SPACE.match(self.text, self.at)
        start = space.end() if space else self.at
        if start >= len(self.text):
            return "end", "", start, start
        match = _TOKEN.match(self.text, start)
        if match is None:
            raise Unreadable("JSON does not allow this character here", start)
        self.at = match.end()
        kind = match.lastgroup or ""
        kind = "number" if kind in ("fraction", "exponent") else kind
        return kind, match.group(), start, self.at

    def _document(self) -> tuple[Any, int, int]:
        stack: list[tuple[Any, tuple[str, int, int] | None]] = []
        current: Any = None
        key: tuple[str, int, int] | None = None
        while True:
            kind, token, start, end = self._next()
            if kind == "end":
                raise Unreadable("the JSON text ends too early", start)
            if token in ("}", "]") and kind == "mark":
                value = self._closed(current, token, start, end)
                current, key = stack.pop()
                start = value.start
            else:
                if current is not None:
                    start, end, kind, token, key = self._entry(current, kind, token, start, end)
                if kind == "mark":
                    if token not in ("{", "["):
                        raise Unreadable("JSON expects a value here", start)
                    if len(stack) >= limits.DEPTH.value:
                        raise limits.TooMuch(limits.DEPTH, start)
                    stack.append((current, key))
                    current, key = (Mapping if token == "{" else Sequence)(start, flow=True), None
                    self._count(start)
                    continue
                value = self._scalar(kind, token, start)
            self._count(start)
            if current is None:
                return value, start, end
            self._store(current, key, value, start, end)
            key = None

    def _entry(self, current: Any, kind: str, token: str, start: int, end: int) -> tuple[int, int, str, str, Any]:
        """Steps over the comma, and over the key and colon in an object; gives the value's first token."""
        if len(current) or (isinstance(current, Mapping) and current.marks):
            if token != "," or kind != "mark":
                raise Unreadable("a comma or a closing bracket is missing before this", start)
            kind, token, start, end = self._next()
        key = None
        if isinstance(current, Mapping):
            if kind != "string":
                raise Unreadable("JSON expects a key in double quotes here", start)
            key = (self._string(token, start), start, end)
            kind, token, start, end = self._next()
            if token != ":" or kind != "mark":
                raise Unreadable("a colon is missing after the key", start)
            kind, token, start, end = self._next()
        if kind == "end" or (kind == "mark" and token not in ("{", "[")):
            raise Unreadable("JSON expects a value here", start)
        return start, end, kind, token, key

    def _closed(self, current: Any, token: str, start: int, end: int) -> Any:
        if current is None or (token == "}") != isinstance(current, Mapping):
            raise Unreadable("this bracket closes nothing", start)
        current.end = end
        return current

    def _store(self, current: Any, key: tuple[str, int, int] | None, value: Any, start: int, end: int) -> None:
        if key is None:
            current.append(value)
            current.marks.append((start, end))
            return
        name, key_start, key_end = key
        if name in current.marks:
            old = current.marks[name]
            same = self.text[old.start : old.end] == self.text[start:end]
            self.duplicates.append(DuplicateKey(name, (old.key_start, old.key_end), (key_start, key_end), same))
        current[name] = value
        current.marks[name] = Entry(key_start, key_end, start, end)

    def _count(self, start: int) -> None:
        self.nodes += 1
        if self.nodes > limits.NODES.value:
            raise limits.TooMuch(limits.NODES, start)

    def _string(self, token: str, start: int) -> str:
        if "\\" not in token:
            return token[1:-1]
        try:
            # Half a surrogate pair is no character: Go's decoder, too, puts U+FFFD in its place.
            return _HALF_PAIR.sub("\ufffd", str(json.loads(token)))
        except ValueError:
            raise Unreadable("this backslash begins no JSON escape", start) from None

    def _scalar(self, kind: str, token: str, start: int) -> Any:
        if kind == "string":
            return self._string(token, start)
        if kind == "word":
            return _WORDS[token]
        if len(token) > _LONGEST_NUMBER:
            raise Unreadable("this number has too many digits", start)
        return float(token) if any(mark in token for mark in ".eE") else int(token)
