"""Everything the page of one revision shows, read in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from reviews import access, annotated, cards, drawing, wording
from reviews.conversations import Conversation, conversations_of
from reviews.engine.report import Document, DocumentState, Edge, Finding, Node, Report, Severity, Text
from reviews.models import Objection, ObjectionState, OutcomeState, Review, ReviewState, Revision
from reviews.problems import Told, told
from reviews.storing import finding_of, report_of

_TOLD_STATES = (DocumentState.FOREIGN, DocumentState.TEMPLATE, DocumentState.UNREADABLE)


@dataclass(frozen=True)
class ObjectRow:
    """One object in words, for the table beside the drawing."""

    node: Node
    edges: list[Edge]
    severity: str
    count: int


@dataclass(frozen=True)
class ToldGroup:
    """Documents that were not checked for one reason."""

    state: DocumentState
    message: Text | None
    documents: list[Document]


@dataclass
class RevisionPage:
    """What templates/reviews/revision.html shows of a finished review."""

    revision: Revision
    review: Review
    report: Report
    sentence: str
    files: tuple[annotated.AnnotatedFile, ...]
    cards: list[cards.Card]
    groups: list[cards.Group]
    revisions: list[Revision]
    talks: list[Conversation]
    before: int | None
    problem: Told | None
    errors_only: bool = False
    chart: drawing.Chart | None = None
    drawing: drawing.Drawing | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)
    outcomes: list[Any] = field(default_factory=list)
    severities: Mapping[str, list[Severity]] = field(default_factory=dict)

    @property
    def first_groups(self) -> list[cards.Group]:
        """The most important ones, open at first."""
        return self.groups[: cards.FIRST_OPEN]

    @property
    def more_groups(self) -> list[cards.Group]:
        """The others."""
        return self.groups[cards.FIRST_OPEN :]

    @property
    def spoken_files(self) -> list[annotated.AnnotatedFile]:
        """Files that are shown."""
        return [file for file in self.files if file.is_shown]

    @property
    def quiet_files(self) -> list[annotated.AnnotatedFile]:
        """Files of a large submission of which nothing is said."""
        return [file for file in self.files if not file.is_shown]

    @property
    def praise(self) -> list[cards.Card]:
        """What is done well, at most two."""
        return [card for card in self.cards if card.finding.severity is Severity.PRAISE]

    @property
    def silenced(self) -> list[cards.Card]:
        """What the author silenced, with the reasons."""
        return [card for card in self.cards if card.finding.suppressed is not None]

    @property
    def fixed(self) -> list[Any]:
        """Findings of the revision before that are fixed."""
        return [outcome for outcome in self.outcomes if outcome.state == OutcomeState.FIXED]

    @property
    def no_longer_there(self) -> list[Any]:
        """Findings that went with their object, or that no rule looks for any more."""
        return [outcome for outcome in self.outcomes if outcome.state != OutcomeState.FIXED]

    @property
    def fixable(self) -> int:
        """How many findings have a safe fix."""
        return sum(card.finding.fix is not None and card.finding.suppressed is None for card in self.cards)

    @property
    def is_clean(self) -> bool:
        """Nothing is open and everything was read."""
        return not self.groups and not self.told_documents and not self.problem and not self.errors_only

    @property
    def told_documents(self) -> list[Document]:
        """Documents that were not checked, unless a finding tells it at the line."""
        told = {finding.document for finding in self.report.findings}
        return [
            document
            for index, document in enumerate(self.report.documents)
            if document.state in _TOLD_STATES and index not in told
        ]

    @property
    def told_groups(self) -> list[ToldGroup]:
        """The same by what is said about them: twenty files of one kind are one sentence."""
        groups: dict[tuple[DocumentState, Text | None], list[Document]] = defaultdict(list)
        for document in self.told_documents:
            groups[document.state, document.message].append(document)
        return [ToldGroup(state, message, documents) for (state, message), documents in groups.items()]

    @property
    def checked_objects(self) -> int:
        """How many objects were checked."""
        return sum(len(document.resources) for document in self.report.documents)

    @property
    def mark(self) -> str:
        """The severity that stands for the whole revision."""
        counts = (("error", self.review.errors), ("warning", self.review.warnings), ("info", self.review.infos))
        return next((severity for severity, count in counts if count), "praise")

    @property
    def masked(self) -> dict[str, int]:
        """How many secrets were replaced, by file."""
        return {name: len(masks) for name, masks in self.revision.masks().items()}

    @property
    def objects(self) -> list[ObjectRow]:
        """Every object with its connections and findings."""
        edges: dict[str, list[Edge]] = defaultdict(list)
        for edge in self.report.graph.edges:
            edges[edge.source].append(edge)
        rows = []
        for node in self.report.graph.nodes:
            asking = sorted(self.severities.get(node.id, ()), key=lambda severity: severity.rank)
            rows.append(ObjectRow(node, edges[node.id], asking[0].value if asking else "", len(asking)))
        return rows

    @property
    def talks_elsewhere(self) -> list[Conversation]:
        """Conversations about the revision as a whole, or about lines that are no longer there."""
        return [talk for talk in self.talks if not talk.line]


def revision_page(
    revision: Revision, review: Review, *, errors_only: bool = False, conversations: bool = True
) -> RevisionPage:
    """The page of a finished review; without other findings for `errors_only`, or without what people said about it."""
    texts = revision.texts()
    rows = list(review.findings.order_by("order"))
    found = [(str(row.public_id), row.state, finding_of(row)) for row in rows]
    report = report_of(review, rows)
    if errors_only:
        found = [item for item in found if item[2].severity is Severity.ERROR]
    made = cards.cards_of(found, texts, objections=_objections(review) if conversations else {})
    talks = conversations_of(revision, texts) if conversations else []
    shown_findings = [card.finding for card in made]
    attached = [*cards.attached_of(made), *_attached(talks)]
    revisions = _revisions(revision)
    severities = _severities(found)
    unread = sum(document.state in _TOLD_STATES for document in report.documents)
    objects = sum(len(document.resources) for document in report.documents)
    before = _before(revision, revisions)
    return RevisionPage(
        revision=revision,
        review=review,
        report=report,
        sentence=wording.head_sentence(review, unread=unread, objects=objects, before=before),
        files=annotated.annotate(texts, shown_findings, attached, report.documents),
        cards=made,
        groups=cards.groups_of(made),
        revisions=revisions,
        talks=talks,
        before=before,
        problem=told(review.problem) if review.problem else None,
        errors_only=errors_only,
        chart=_chart(revisions),
        drawing=drawing.draw(report.graph, severities),
        severities=severities,
        anchors=annotated.anchors_of(texts),
        outcomes=list(review.outcomes.select_related("finding").order_by("finding__rank", "finding__order")),
    )


def permissions(user: Any, revision: Revision) -> dict[str, bool]:
    """What this person may do on the page."""
    submission = revision.submission
    return {
        "may_change": access.may_change(user, submission),
        "may_comment": access.may_comment(user, submission),
        "may_judge": access.may_judge(user, submission),
    }


def _objections(review: Review) -> dict[str, list[Objection]]:
    found: dict[str, list[Objection]] = defaultdict(list)
    rows = Objection.objects.filter(finding__review=review).exclude(state=ObjectionState.WITHDRAWN)
    for objection in rows.select_related("finding", "person", "answered_by"):
        found[str(objection.finding.public_id)].append(objection)
    return found


def _revisions(revision: Revision) -> list[Revision]:
    """All revisions of the submission, newest first, each with its latest review as `newest_review`."""
    rows = list(revision.submission.revisions.order_by("-number"))
    newest: dict[int, Review] = {}
    reviews = Review.objects.of_submission(revision.submission).defer("report", "profile_text")
    for review in reviews:
        newest[review.revision_id] = review
    for row in rows:
        row.newest_review = newest.get(row.pk)
    return rows


def _before(revision: Revision, revisions: list[Revision]) -> int | None:
    """The number of the nearest earlier revision with a result: the one that states compare with."""
    for earlier in revisions:
        done = earlier.newest_review is not None and earlier.newest_review.state == ReviewState.DONE
        if earlier.number < revision.number and done:
            return earlier.number
    return None


def _chart(revisions: list[Revision]) -> drawing.Chart | None:
    counts = [
        (row.number, row.newest_review.errors + row.newest_review.warnings + row.newest_review.infos)
        for row in reversed(revisions)
        if row.newest_review is not None and row.newest_review.state == ReviewState.DONE
    ]
    return drawing.chart(counts) if len(counts) > 1 else None


def _severities(found: Iterable[tuple[str, str, Finding]]) -> dict[str, list[Severity]]:
    severities: dict[str, list[Severity]] = defaultdict(list)
    for _key, _state, finding in found:
        if finding.suppressed is None and finding.severity is not Severity.PRAISE:
            severities[finding.resource].append(finding.severity)
    return severities


def _attached(talks: Iterable[Conversation]) -> list[annotated.Attached]:
    return [annotated.Attached(talk.thread.file, talk.line, talk) for talk in talks if talk.line]
