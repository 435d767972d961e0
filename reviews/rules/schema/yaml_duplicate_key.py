"""Key that stands twice in one block."""

from collections.abc import Iterator

from reviews.engine.documents import SourceDocument
from reviews.engine.fields import Field, Place, path_at
from reviews.engine.report import DocumentState, Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.writing import remove

RULE = Rule(
    __name__,
    title=Text(en="Key that stands twice in one block", ja="同じブロックに2回書かれたキー"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    chapter=4,
)
MESSAGE = Text(
    en="Keep one {key}: it stands twice in this block, first on line {line}. kubectl refuses that, and tools that accept it drop the earlier value.",
    ja="{key}は1つだけにしてください。同じブロックの{line}行目にもあります。kubectlはこれを拒否し、受け付けるツールでは先に書いた値が捨てられます。",
)
FIRST = Text(en="the first {key}", ja="1つ目の{key}")
_MOST = 100  # of one document; by then it is known what is wrong with it


@RULE.each(SourceDocument)
def check(document: SourceDocument) -> Iterator[Reported]:
    if document.tree is None or document.state is not DocumentState.CHECKED:
        return
    for duplicate in document.tree.duplicates[:_MOST]:
        field = Field(document, path_at(document.tree.value, duplicate.second[0]))
        is_last = field.key_mark == duplicate.second
        if not is_last:  # of three, the middle one: the tree knows the last only
            field = field.below(duplicate.key)
        first = document.span(*duplicate.first)
        yield RULE.finding(
            Place(document, *duplicate.second, field.path),
            MESSAGE,
            fix=remove(field) if duplicate.same and is_last and len(field.holder) > 1 else None,
            related=[(Place(document, *duplicate.first, field.path), FIRST)],
            key=duplicate.key,
            line=first.line,
        )
