"""Files -> documents, every one of them accounted for: checked, foreign, template, unreadable or empty."""

from __future__ import annotations

from collections.abc import Mapping as Files
from functools import cached_property

from reviews.engine import limits
from reviews.engine.json_reading import read_json
from reviews.engine.lines import LineTable
from reviews.engine.recognition import looks_like, named_by_placeholder, rendered_by
from reviews.engine.report import Document, DocumentState, Span, Text
from reviews.engine.secrets import Mask, gather
from reviews.engine.splitting import chunks, too_many_directives
from reviews.engine.syntax_errors import explained
from reviews.engine.tree import Mapping, Tree
from reviews.engine.unreadable import Unreadable
from reviews.engine.yaml_reading import read_yaml

BYTE_ORDER_MARK = "\ufeff"


class Source:
    """One file as it was handed in, without its byte order mark."""

    def __init__(self, name: str, text: str, order: int, masks: tuple[Mask, ...] | None = None) -> None:
        self.name = name
        self.text = text.removeprefix(BYTE_ORDER_MARK)
        self.order = order
        self.documents: list[SourceDocument] = []
        self._masks = masks

    @cached_property
    def masks(self) -> tuple[Mask, ...]:
        """The secrets in this file: as they were found before masking, else found now."""
        if self._masks is not None:
            return self._masks
        return gather(self.text, ((document.base, document.text, document.tree) for document in self.documents))

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

    def _refuse_long_line(self) -> None:
        most = limits.LINE_LENGTH.value
        if len(self.text) > most:
            starts = LineTable(self.text).starts
            for start, end in zip(starts, [*starts[1:], len(self.text)], strict=True):
                if end - start > most:
                    raise limits.TooMuch(limits.LINE_LENGTH, start)

    def read(self) -> None:
        """Reads the text into a tree and decides what it is."""
        try:
            self._refuse_long_line()
            self.tree = read_json(self.text) if self.source.is_json else read_yaml(self.text)
        except limits.TooMuch as error:
            self.refuse(error)
        except Unreadable as error:
            template = rendered_by(self.text, self.source.name, readable=False)
            if template is not None:
                self.state, self.problem, self.message = DocumentState.TEMPLATE, template.id, template.sentence
                self.stopped_at = (self.base + error.offset, self.base + error.offset)
            else:
                self._unreadable("yaml-syntax", *explained(error, self.text, is_json=self.source.is_json))
        else:
            self._recognise(self.tree)

    def refuse(self, error: limits.TooMuch) -> None:
        """Marks a document as beyond a limit; reading it is not tried."""
        self._unreadable(error.limit.id, error.limit.told(), error.offset or 0)

    def _unreadable(self, problem: str, message: Text, offset: int) -> None:
        self.state, self.problem, self.message = DocumentState.UNREADABLE, problem, message
        offset = self.base + min(offset, max(len(self.text.rstrip()) - 1, 0))
        self.stopped_at = (offset, min(offset + 1, len(self.source.text)))

    def _recognise(self, tree: Tree) -> None:
        if tree.value is None:
            self.state = DocumentState.EMPTY
            return
        template = rendered_by(self.text, self.source.name, readable=True) or named_by_placeholder(tree.value)
        if template is not None:
            self.state, self.problem, self.message = DocumentState.TEMPLATE, template.id, template.sentence
            return
        foreign = looks_like(tree.value, self.source.name, self.text)
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
            if document.state is DocumentState.CHECKED:
                document.read()
        source.documents = found
    return documents


def split(source: Source) -> list[SourceDocument]:
    """The documents of a file, not yet read. A mistake in one can't hide the others, since each is read by itself."""
    if not source.is_json and too_many_directives(source.text):
        document = SourceDocument(source, 0, 0, source.text)
        document.refuse(limits.TooMuch(limits.TAG_DIRECTIVES))
        return [document]
    return [
        SourceDocument(source, index, start, source.text[start:end])
        for index, (start, end) in enumerate(chunks(source.text, is_json=source.is_json))
    ]
