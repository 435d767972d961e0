"""Text that is not YAML."""

from collections.abc import Iterator

from reviews.engine.documents import SourceDocument
from reviews.engine.fields import Place
from reviews.engine.report import DocumentState, Severity, Text, Tier
from reviews.engine.rule import Reported, Rule

RULE = Rule(
    __name__,
    title=Text(en="Text that is not YAML", ja="YAMLとして読めないテキスト"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    chapter=4,
)


@RULE.each(SourceDocument)
def check(document: SourceDocument) -> Iterator[Reported]:
    unread = document.state is DocumentState.UNREADABLE and document.problem == "yaml-syntax"
    if unread and document.message is not None and document.stopped_at is not None:
        start, end = document.stopped_at
        yield RULE.finding(Place(document, start - document.base, end - document.base), document.message)
