"""Texts and findings to lines with cards under them: colours, underlined ranges, insertion points, folds. Pure.

However large a submission is, a page shows at most MOST_LINES lines: of long files those around what is said, the rest
folded by document, to be asked for piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reviews.engine.lines import split_lines
from reviews.engine.report import Document, Finding, Severity
from reviews.highlighting import LONGEST_LINE, Range, highlighted, language_of, underlined
from reviews.markup import Html, html_of, plain_line

MOST_LINES = 3_000
WHOLE_FILE_LINES = 400  # a file up to this is shown whole, unless all together are too much
FOLDING_FROM_LINES = 120  # from here on, documents of which nothing is said are folded
_CONTEXTS = (8, 4, 2, 1, 0)  # lines around what is said, in a long file
_SMALLEST_FOLD = 6
_MOST_UNDERLINED = 3  # lines of one finding; of a longer range only the first is underlined


@dataclass(frozen=True, slots=True)
class Attached:
    """Something that stands under a line: a card, the other end of a finding, a conversation."""

    file: str
    line: int
    what: Any


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file."""

    number: int
    html: Html
    cut: int = 0  # characters that are not shown
    marks: tuple[str, ...] = ()  # severities of what begins here, the most important first
    dashed: bool = False  # something that is missing belongs below this line
    attached: tuple[Any, ...] = ()
    chosen: bool = False  # the one that is spoken about

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing but its text."""
        return not (self.marks or self.attached or self.dashed or self.cut or self.chosen)


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring lines. Of a folded part that has no lines, the page asks for them when they are wanted."""

    first: int
    last: int
    lines: tuple[Line, ...] = ()
    folded: bool = False
    about: tuple[str, ...] = ()  # the objects in a folded part
    anchor: str = ""

    @property
    def blocks(self) -> Iterator[Line | Html]:
        """The lines of which something is said, and the plain ones between them as one piece of markup.

        A template takes a hundred times as long for a line as this does, and most lines are plain.
        """
        plain: list[str] = []
        for line in self.lines:
            if line.is_plain:
                plain.append(plain_line(line.number, line.html, self.anchor))
                continue
            if plain:
                yield Html("".join(plain))
                plain = []
            yield line
        if plain:
            yield Html("".join(plain))

    @property
    def count(self) -> int:
        """How many lines it stands for."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class AnnotatedFile:
    """One file with what is said about it."""

    name: str
    anchor: str
    line_count: int
    parts: tuple[Part, ...]

    @property
    def is_shown(self) -> bool:
        """Whether some of its lines are on the page; an empty file has none to hide."""
        return not self.parts or any(part.lines for part in self.parts)


def anchors_of(names: Iterable[str]) -> dict[str, str]:
    """What each file is called in addresses: `#web.yaml-L17`. White space can't stand in an id."""
    anchors: dict[str, str] = {}
    for name in names:
        anchor = re.sub(r"\s", "_", name)
        while anchor in anchors.values():
            anchor += "~"
        anchors[name] = anchor
    return anchors


def line_of(finding: Finding) -> int:
    """The line under which a finding's card stands: of what is missing, the one that it would follow."""
    return finding.insert_line if finding.missing and finding.insert_line else finding.span.line


def annotate(
    texts: Mapping[str, str],
    findings: Sequence[Finding],
    attached: Iterable[Attached],
    documents: Iterable[Document] = (),
) -> tuple[AnnotatedFile, ...]:
    """The files, with colours, the findings' ranges underlined and marked, and what is attached under its lines."""
    anchors = anchors_of(texts)
    files = {name: _File(name, text, anchors[name]) for name, text in texts.items()}
    for finding in findings:
        if finding.span.file in files:
            files[finding.span.file].add_finding(finding)
    for thing in attached:
        if thing.file in files:
            files[thing.file].add(thing)
    for document in documents:
        if document.file in files:
            files[document.file].documents.append(document)
    budget_is_enough = sum(len(file.lines) for file in files.values()) <= MOST_LINES
    context = _context(files.values())
    return tuple(
        AnnotatedFile(
            file.name, file.anchor, len(file.lines), tuple(file.parts(context, whole_allowed=budget_is_enough))
        )
        for file in files.values()
    )


def excerpt(name: str, text: str, first: int, last: int, *, anchor: str = "", chosen: int = 0) -> Part:
    """Lines of a file that nothing is said about, for a fold that is opened; `chosen` is the line in question."""
    file = _File(name, text, anchor)
    last = min(last, len(file.lines))
    lines = (replace(line, chosen=True) if line.number == chosen else line for line in file.shown(first, last))
    return Part(first, last, tuple(lines), anchor=anchor)


class _File:
    """What is known of one file while it is put together."""

    def __init__(self, name: str, text: str, anchor: str) -> None:
        self.name = name
        self.anchor = anchor
        self.lines = split_lines(text)
        self.documents: list[Document] = []
        self.ranges: dict[int, list[Range]] = {}
        self.marks: dict[int, list[Severity]] = {}
        self.dashed: set[int] = set()
        self.attached: dict[int, list[Any]] = {}

    def add_finding(self, finding: Finding) -> None:
        """Marks its line and underlines its range; what is missing has a dashed line instead."""
        line = self.inside(line_of(finding))
        self.marks.setdefault(line, []).append(finding.severity)
        if finding.missing:
            self.dashed.add(line)
        else:
            for number, wanted in _ranges(finding):
                self.ranges.setdefault(number, []).append(wanted)

    def add(self, thing: Attached) -> None:
        """Puts something under its line."""
        self.attached.setdefault(self.inside(thing.line), []).append(thing.what)

    def inside(self, line: int) -> int:
        """The line, or the nearest that the file has."""
        return max(1, min(line, len(self.lines)))

    def parts(self, context: int, *, whole_allowed: bool) -> Iterator[Part]:
        """Shown and folded parts in order."""
        if not self.lines:
            return
        whole = whole_allowed and len(self.lines) <= WHOLE_FILE_LINES
        shown = self._shown_whole() if whole else self._shown_around(context)
        start = 1
        for number in range(2, len(self.lines) + 2):
            if number > len(self.lines) or shown[number] != shown[start]:
                last = number - 1
                if shown[start]:
                    yield Part(start, last, tuple(self.shown(start, last)), anchor=self.anchor)
                else:
                    lines = tuple(self.shown(start, last)) if whole else ()
                    yield Part(start, last, lines, True, self._objects(start, last), self.anchor)
                start = number

    def shown(self, first: int, last: int) -> Iterator[Line]:
        """Lines ready for the page."""
        coloured = highlighted(self.lines[first - 1 : last], language_of(self.name))
        for number, pieces in enumerate(coloured, first):
            marks = sorted(self.marks.get(number, ()), key=lambda severity: severity.rank)
            yield Line(
                number=number,
                html=html_of(underlined(pieces, self.ranges.get(number, ()))),
                cut=max(0, len(self.lines[number - 1]) - LONGEST_LINE),
                marks=tuple(dict.fromkeys(severity.value for severity in marks)),
                dashed=number in self.dashed,
                attached=tuple(self.attached.get(number, ())),
            )

    def near(self, context: int) -> set[int]:
        """The lines around what is said."""
        found: set[int] = set()
        for number in self.marks.keys() | self.attached.keys():
            found.update(range(max(1, number - context), min(len(self.lines), number + context) + 1))
        return found

    def _shown_whole(self) -> list[bool]:
        shown = [True] * (len(self.lines) + 1)
        if len(self.lines) >= FOLDING_FROM_LINES and len(self.documents) > 1:
            said = self.marks.keys() | self.attached.keys()
            for document in self.documents:
                inside = range(document.first_line, min(document.last_line, len(self.lines)) + 1)
                if len(inside) >= _SMALLEST_FOLD and not any(number in said for number in inside):
                    shown[inside.start : inside.stop] = [False] * len(inside)
        return shown

    def _shown_around(self, context: int) -> list[bool]:
        near = self.near(context)
        shown = [number in near for number in range(len(self.lines) + 1)]
        start = 1
        for number in range(2, len(shown) + 1):  # a fold of a few lines hides less than it costs
            if number == len(shown) or shown[number] != shown[start]:
                if context and not shown[start] and number - start < _SMALLEST_FOLD:
                    shown[start:number] = [True] * (number - start)
                start = number
        return shown

    def _objects(self, first: int, last: int) -> tuple[str, ...]:
        inside = [
            document for document in self.documents if document.last_line >= first and document.first_line <= last
        ]
        return tuple(dict.fromkeys(name for document in inside for name in document.resources))


def _context(files: Iterable[_File]) -> int:
    """How many lines around what is said still fit the page."""
    files = list(files)
    for context in _CONTEXTS:
        if sum(len(file.near(context)) for file in files) <= MOST_LINES:
            return context
    return _CONTEXTS[-1]


def _ranges(finding: Finding) -> Iterator[tuple[int, Range]]:
    """Each line that a finding underlines, and which part of it."""
    span, severity = finding.span, finding.severity
    last = span.end_line if span.end_line - span.line < _MOST_UNDERLINED else span.line
    for number in range(span.line, last + 1):
        start = span.column - 1 if number == span.line else 0
        end = span.end_column - 1 if number == span.end_line else LONGEST_LINE
        yield number, Range(start, max(end, start + 1), severity.value, severity.rank)
