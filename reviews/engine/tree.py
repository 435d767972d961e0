"""A document as plain Python values that remember where they stand.

Rules decide on plain values (a `Mapping` is a dict, a `Sequence` a list), which is quick; where something stands is
looked up only for what is reported. Offsets count characters from the start of the document's own text.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Step = str | int
Path = tuple[Step, ...]


class Entry(NamedTuple):
    """Where a key and its value stand in a mapping."""

    key_start: int
    key_end: int
    start: int
    end: int


class Mapping(dict[str, Any]):
    """A mapping with the places of its entries. `start` and `end` are its own, without what follows its last value."""

    __slots__ = ("end", "flow", "marks", "start")

    def __init__(self, start: int, flow: bool) -> None:
        super().__init__()
        self.start = start
        self.end = start
        self.flow = flow
        self.marks: dict[str, Entry] = {}


class Sequence(list[Any]):
    """A list with the places of its items, as (start, end)."""

    __slots__ = ("end", "flow", "marks", "start")

    def __init__(self, start: int, flow: bool) -> None:
        super().__init__()
        self.start = start
        self.end = start
        self.flow = flow
        self.marks: list[tuple[int, int]] = []


class DuplicateKey(NamedTuple):
    """A key that stands twice in one mapping: the later value wins, the earlier is lost."""

    key: str
    first: tuple[int, int]
    second: tuple[int, int]
    same: bool  # both say the same, word by word


class Tree(NamedTuple):
    """What one document holds."""

    value: Any
    start: int
    end: int
    duplicates: tuple[DuplicateKey, ...]
    nodes: int


def walk(value: Any, path: Path) -> Any:
    """The value at a path, None where it is missing or something on the way has another shape."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
