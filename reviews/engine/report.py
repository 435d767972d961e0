"""What a review says: findings with their places, documents with their state. Plain frozen values that survive JSON."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Severity(enum.StrEnum):
    """How much a finding matters, most first."""

    ERROR = "error"  # will not work, or opens the door
    WARNING = "warning"  # works, and harms
    INFO = "info"  # worth knowing
    PRAISE = "praise"  # well done

    rank: int  # 0 for ERROR to 3 for PRAISE: sorts the most important first


for _rank, _severity in enumerate(Severity):
    _severity.rank = _rank


class Tier(enum.StrEnum):
    """Whether a rule is on without being asked for."""

    CORE = "core"  # every learner should meet it
    EXTENDED = "extended"  # on by default
    OPINIONATED = "opinionated"  # off until a profile switches it on


@dataclass(frozen=True, slots=True)
class Text:
    """One message in both languages. `{name}` is filled from a finding's parameters."""

    en: str
    ja: str

    def filled(self, parameters: Mapping[str, Any]) -> Text:
        """The text with its parameters in place; parameters are values, never templates."""
        if not parameters:
            return self
        return Text(en=self.en.format_map(parameters), ja=self.ja.format_map(parameters))

    def in_language(self, language: str) -> str:
        """`ja` gives Japanese, everything else English."""
        return self.ja if language.startswith("ja") else self.en


class Span(NamedTuple):
    """A place in a file. Offsets count characters (code points) from 0; lines and columns count from 1; end is exclusive."""

    file: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters start to end of a file (start == end inserts)."""

    file: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """The one right answer, as edits that are applied whole or not at all."""

    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Lines to add whose values the author has to choose. `edits` puts them where they belong; without edits they stand elsewhere (`where`)."""

    lines: str
    edits: tuple[Edit, ...] = ()
    where: Text | None = None


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Silenced by the author, with the reason that was given and where it stands."""

    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """The other end of a finding that concerns two places."""

    span: Span
    message: Text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule has to say about one place."""

    rule: str
    severity: Severity
    span: Span
    message: Text
    path: str  # spec.template.spec.containers[web].image
    resource: str  # "Deployment/default/web", "" for a document that is no Kubernetes object
    document: int  # index into Report.documents
    fingerprint: str
    missing: bool = False  # the field is absent: the span is the block in which it belongs
    insert_line: int = 0  # for a missing field: the line after which it would be written (0: none)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    fix: Fix | None = None
    suggestion: Suggestion | None = None
    related: tuple[Related, ...] = ()
    suppressed: Suppressed | None = None


class DocumentState(enum.StrEnum):
    """What became of one document of a submission. Nothing is left out silently."""

    CHECKED = "checked"
    FOREIGN = "foreign"  # YAML or JSON, but not Kubernetes
    TEMPLATE = "template"  # has to be rendered first (Helm, for instance)
    UNREADABLE = "unreadable"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a file and what became of it."""

    file: str
    index: int  # in its file, from 0
    state: DocumentState
    first_line: int
    last_line: int
    resources: tuple[str, ...] = ()  # identities; several for a List
    problem: str = (
        ""  # id of the problem or of what it looks like: "yaml-syntax", "helm-template", "docker-compose" ...
    )
    message: Text | None = None  # a plain sentence for everything but CHECKED and EMPTY
    span: Span | None = None  # where reading stopped


@dataclass(frozen=True, slots=True)
class RuleFailure:
    """A rule crashed on a resource: our fault, told as such; the other findings stay."""

    rule: str
    resource: str
    error: str


@dataclass(frozen=True, slots=True)
class Node:
    """An object in the drawing of a submission."""

    id: str  # the resource's identity
    kind: str
    name: str
    namespace: str
    file: str
    line: int  # 0: named by another object, but not in the submission
    present: bool = True


@dataclass(frozen=True, slots=True)
class Edge:
    """How two objects of a submission connect."""

    source: str
    target: str
    label: str  # "selects", "routes to", "scales", "mounts", "reads", "runs as", "binds", "grants to", "protects", "allows"


@dataclass(frozen=True, slots=True)
class Graph:
    """The objects of a submission and their connections."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one review found out. Same text and options: the same report, byte for byte."""

    kubernetes: str
    rules_version: str
    profile: str
    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]  # by file as handed in, then place, then rule
    failures: tuple[RuleFailure, ...] = ()
    graph: Graph = Graph()
    rules_run: tuple[str, ...] = ()  # ids of the rules that ran
    truncated: int = 0  # findings left out beyond the limit
    unfinished: bool = False  # the review ran out of time: what there is, stands

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """Findings that are neither silenced nor praise."""
        return tuple(f for f in self.findings if f.suppressed is None and f.severity is not Severity.PRAISE)
