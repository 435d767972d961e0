"""Files -> documents, every one of them accounted for: checked, foreign, template, unreadable or empty."""

from __future__ import annotations

import re
from collections.abc import Mapping as Files
from functools import cached_property

from reviews.engine import limits
from reviews.engine.json_reading import read_json
from reviews.engine.lines import LineTable
from reviews.engine.recognition import looks_like, rendered_by
from reviews.engine.report import Document, DocumentState, Span, Text
from reviews.engine.secrets import Mask, find_secrets
from reviews.engine.syntax_errors import explained
from reviews.engine.tree import Mapping, Tree
from reviews.engine.yaml_reading import Unreadable, read_yaml

# `---` and `...` at the beginning of a line end a document wherever they stand, even inside a quoted scalar.
_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%[A-Za-z]", re.MULTILINE)
_LONG_LINE = re.compile(f"[^\r\n]{{{limits.LINE_LENGTH.value + 1}}}")
_ONLY_COMMENTS = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r|\Z))*")
BYTE_ORDER_MARK = "\ufeff"


class Source:
    """One file as it was handed in, without its byte order mark."""

    def __init__(self, name: str, text: str, order: int, masks: tuple[Mask, ...] | None = None) -> None:
        self.name = name
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self.order = order
        self._masks = masks

    @cached_property
    def masks(self) -> tuple[Mask, ...]:
        """The secrets in this file: as they were found before masking, else found now."""
        return find_secrets(self.text, self.name) if self._masks is None else self._masks

    def secret_within(self, start: int, end: int) -> str:
        """The kind of the first secret that overlaps a place, "" for none."""
        return next((mask.kind for mask in self.masks if mask.start < end and start < mask.end), "")

    @cached_property
    def lines(self) -> LineTable:
        return LineTable(self.text)

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets of this file."""
        return self.lines.span(self.name, start, end)

    @property
    def is_json(self) -> bool:
        return self.name.endswith(".json")


class SourceDocument:
    """One document of a file: its text, its tree if it could be read, and what became of it."""

    def __init__(self, source: Source, index: int, base: int, text: str) -> None:
        self.source = source
        self.index = index
        self.number = 0  # among all documents of the submission
        self.base = base  # offset of `text` in the file
        self.text = text
        self.tree: Tree | None = None
        self.state = DocumentState.CHECKED
        self.problem = ""
        self.message: Text | None = None
        self.stopped_at: tuple[int, int] | None = None  # offsets in the file
        self.identities: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """The place between two offsets of this document's text."""
        return self.source.span(self.base + start, self.base + end)

    def read(self) -> None:
        """Reads the text into a tree and decides what it is."""
        try:
            if _LONG_LINE.search(self.text):
                raise limits.TooMuch(limits.LINE_LENGTH, 0)
            self.tree = read_json(self.text) if self.source.is_json else read_yaml(self.text)
        except limits.TooMuch as error:
            self._unreadable(error.limit.id, error.limit.told(), error.offset or 0)
        except Unreadable as error:
            template = rendered_by(self.text, self.source.name, readable=False)
            if template is not None:
                self.state, self.problem, self.message = DocumentState.TEMPLATE, template.id, template.sentence
                self.stopped_at = (self.base + error.offset, self.base + error.offset)
            else:
                self._unreadable("yaml-syntax", *explained(error, self.text, is_json=self.source.is_json))
        else:
            self._recognise(self.tree)

    def _unreadable(self, problem: str, message: Text, offset: int) -> None:
        self.state, self.problem, self.message = DocumentState.UNREADABLE, problem, message
        offset = self.base + min(offset, max(len(self.text.rstrip()) - 1, 0))
        self.stopped_at = (offset, min(offset + 1, len(self.source.text)))

    def _recognise(self, tree: Tree) -> None:
        if tree.value is None:
            self.state = DocumentState.EMPTY
            return
        template = rendered_by(self.text, self.source.name, readable=True)
        if template is not None:
            self.state, self.problem, self.message = DocumentState.TEMPLATE, template.id, template.sentence
            return
        foreign = looks_like(tree.value, self.source.name)
        if foreign is not None:
            self.state, self.problem, self.message = DocumentState.FOREIGN, foreign.id, foreign.sentence

    @property
    def root(self) -> Mapping | None:
        """The document's mapping, if it is a Kubernetes object that can be checked."""
        if self.state is DocumentState.CHECKED and self.tree is not None and isinstance(self.tree.value, Mapping):
            return self.tree.value
        return None

    def reported(self) -> Document:
        """What the report says about this document."""
        lines = self.source.lines
        body = len(self.text.rstrip())
        stopped = self.stopped_at
        return Document(
            file=self.source.name,
            index=self.index,
            state=self.state,
            first_line=lines.line_of(self.base),
            last_line=lines.line_of(self.base + max(body - 1, 0)),
            resources=self.identities,
            problem=self.problem,
            message=self.message,
            span=self.source.span(*stopped) if stopped else None,
        )


def read_documents(files: Files[str, str], masks: Files[str, tuple[Mask, ...]] | None = None) -> list[SourceDocument]:
    """Every document of every file, in the order of the files, read as far as it can be.

    masks: where secrets stood before they were masked, by file; None if nothing was masked.
    Raises limits.TooMuch when there are more documents than a submission may have.
    """
    sources = [
        Source(name, text, order, None if masks is None else masks.get(name, ()))
        for order, (name, text) in enumerate(files.items())
    ]
    documents: list[SourceDocument] = []
    for source in sources:
        found = split(source)
        if len(documents) + len(found) > limits.DOCUMENTS.value:
            raise limits.TooMuch(limits.DOCUMENTS)
        for document in found:
            document.number = len(documents)
            documents.append(document)
            document.read()
    return documents


def split(source: Source) -> list[SourceDocument]:
    """The documents of a file, not yet read. A mistake in one can't hide the others, since each is read by itself."""
    text = source.text
    if source.is_json:
        return [SourceDocument(source, 0, 0, text)]
    if len(_DIRECTIVE.findall(text)) > limits.TAG_DIRECTIVES.value:
        document = SourceDocument(source, 0, 0, text)
        document.read = lambda: document._unreadable(  # type: ignore[method-assign]
            limits.TAG_DIRECTIVES.id, limits.TAG_DIRECTIVES.told(), 0
        )
        return [document]
    documents: list[SourceDocument] = []
    for start, end in _chunks(text):
        chunk = text[start:end]
        body = chunk[3:] if chunk.startswith("---") else chunk
        only_comments = _ONLY_COMMENTS.match(body)
        if only_comments and only_comments.end() == len(body) and not chunk.startswith("---"):
            continue  # what stands before the first marker, or between `...` and `---`
        documents.append(SourceDocument(source, len(documents), start, chunk))
    return documents


def _chunks(text: str) -> list[tuple[int, int]]:
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
