"""Differences as rows of lines: what a fix changes, what changed between two revisions. Pure, and bounded in time."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from reviews.engine.edits import apply
from reviews.engine.lines import LineTable, split_lines
from reviews.engine.report import Edit

# Above this, comparing every line with every other takes seconds; lines that both have once divide the work.
_SMALL = 4_000_000  # lines of one side times lines of the other
_CONTEXT = 2


class Row(NamedTuple):
    """One line of a difference: `same`, `removed` or `added`; numbers from 1, 0 on the side that doesn't have it."""

    kind: str
    old: int
    new: int
    text: str

    def moved(self, old: int, new: int) -> Row:
        """The same row, so many lines further down on each side."""
        return self._replace(old=self.old and self.old + old, new=self.new and self.new + new)


@dataclass(frozen=True, slots=True)
class Hunk:
    """Neighbouring rows of one file."""

    file: str
    rows: tuple[Row, ...]


def patch(texts: Mapping[str, str], edits: Iterable[Edit], context: int = _CONTEXT) -> tuple[Hunk, ...]:
    """What edits change, with a few lines around. Raises EditsCollide, KeyError as engine.edits.apply does.

    Only the lines around each edit are looked at, so that a large file costs as little as a small one.
    """
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    return tuple(hunk for file, wanted in by_file.items() for hunk in _hunks(file, texts[file], wanted, context))


def _hunks(file: str, text: str, edits: list[Edit], context: int) -> Iterator[Hunk]:
    table = LineTable(text)
    last = len(table.starts)
    windows: list[tuple[int, int, list[Edit]]] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        first_line = max(table.line_of(edit.start) - context, 1)
        last_line = min(table.line_of(edit.end) + context, last)
        if windows and first_line <= windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], max(windows[-1][1], last_line), [*windows[-1][2], edit])
        else:
            windows.append((first_line, last_line, [edit]))
    grown = 0
    for first_line, last_line, inside in windows:
        start, end = table.start_of(first_line), table.end_of(last_line)
        old = text[start:end]
        moved = [Edit(file, edit.start - start, edit.end - start, edit.text) for edit in inside]
        new = apply({file: old}, moved)[file]
        rows = rows_between(split_lines(old), split_lines(new))
        shift = first_line - 1
        for is_folded, part in folded(rows, context):
            if not is_folded:
                yield Hunk(file, tuple(row.moved(shift, shift + grown) for row in part))
        grown += len(split_lines(new)) - len(split_lines(old))


def rows_between(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """All lines of both sides in order, each the same, removed or added."""
    rows: list[Row] = []
    at_old = at_new = 0
    for first, second, length in [*_matches(old, new), (len(old), len(new), 0)]:
        rows += [Row("removed", number + 1, 0, old[number]) for number in range(at_old, first)]
        rows += [Row("added", 0, number + 1, new[number]) for number in range(at_new, second)]
        rows += [Row("same", first + step + 1, second + step + 1, old[first + step]) for step in range(length)]
        at_old, at_new = first + length, second + length
    return rows


def folded(rows: Sequence[Row], context: int = 3, keep: Iterable[Row] = ()) -> Iterator[tuple[bool, list[Row]]]:
    """Runs of rows: (False, rows to show) and (True, unchanged rows to fold away). `keep`: rows shown as they matter."""
    kept = set(keep)
    shown = [False] * len(rows)
    for index, row in enumerate(rows):
        if row.kind != "same" or row in kept:
            for near in range(max(0, index - context), min(len(rows), index + context + 1)):
                shown[near] = True
    start = 0
    for index in range(1, len(rows) + 1):
        if index == len(rows) or shown[index] != shown[start]:
            yield not shown[start], list(rows[start:index])
            start = index


def _matches(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Blocks that both sides have: (start in old, start in new, lines)."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield 0, 0, head
    yield from _inner(old, new, (head, len(old) - tail), (head, len(new) - tail))
    if tail:
        yield len(old) - tail, len(new) - tail, tail


def _inner(
    old: Sequence[str], new: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Common blocks between two stretches; where they are long, lines that both have once divide them."""
    if (left[1] - left[0]) * (right[1] - right[0]) <= _SMALL:
        yield from _small(old, new, left, right)
        return
    at_left, at_right = left[0], right[0]
    for first, second in [*_anchors(old, new, left, right), (left[1], right[1])]:
        if (first - at_left) * (second - at_right) <= _SMALL:  # longer ones are shown as replaced
            yield from _small(old, new, (at_left, first), (at_right, second))
        if first < left[1]:
            yield first, second, 1
        at_left, at_right = first + 1, second + 1


def _small(
    old: Sequence[str], new: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    if left[0] < left[1] and right[0] < right[1]:
        matcher = SequenceMatcher(None, old[slice(*left)], new[slice(*right)], autojunk=left[1] - left[0] > 300)
        for block in matcher.get_matching_blocks():
            if block.size:
                yield left[0] + block.a, right[0] + block.b, block.size


def _anchors(
    old: Sequence[str], new: Sequence[str], left: tuple[int, int], right: tuple[int, int]
) -> list[tuple[int, int]]:
    """Lines that stand once on each side, the longest chain of them that is in order on both."""
    once_old, once_new = Counter(old[slice(*left)]), Counter(new[slice(*right)])
    where = {new[index]: index for index in range(*right) if once_new[new[index]] == 1}
    pairs = [(index, where[old[index]]) for index in range(*left) if once_old[old[index]] == 1 and old[index] in where]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs whose second members rise (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before = [-1] * len(pairs)
    for index, (_first, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before[index] = ends[pile - 1] if pile else -1
        tops[pile : pile + 1] = [second]
        ends[pile : pile + 1] = [index]
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]
