"""Findings as cards: what, why in two lines, how as a patch, where to learn more; and groups of cards for the list."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reviews.annotated import Attached, line_of
from reviews.checker import rule_page, rules
from reviews.engine.edits import EditsCollide
from reviews.engine.report import Edit, Finding, Severity, Text
from reviews.engine.suppression import PREFIX
from reviews.patches import Hunk, patch

MOST_WHOLE_CARDS = 25  # the others bring why and how when they are opened
MOST_PRAISE = 2
FIRST_OPEN = 3
_LONGEST_WHY = {"en": 240, "ja": 120}
_SENTENCE_END = {"en": re.compile(r"(?<=[.!?])\s+(?=[A-Z`])"), "ja": re.compile(r"(?<=。)")}
CONTAINER = re.compile(r"ontainers\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands under a line. `why` and `hunks` are empty where `whole` is False."""

    number: int  # by importance, from 1
    key: str  # the finding's id in addresses
    state: str
    finding: Finding
    title: Text
    practice: str = ""
    known: bool = True  # the rule still exists
    why: Text | None = None
    hunks: tuple[Hunk, ...] = ()
    whole: bool = True
    objections: tuple[Any, ...] = ()

    kind = "card"

    @property
    def anchor(self) -> str:
        """Its id in the page."""
        return f"finding-{self.number}"

    @property
    def line(self) -> int:
        """The line it stands under."""
        return line_of(self.finding)

    @property
    def is_open_at_first(self) -> bool:
        """The most important ones need no click."""
        return self.number <= FIRST_OPEN

    @property
    def example(self) -> str:
        """The lines of a suggestion that stands elsewhere, without the indentation of their place."""
        return textwrap.dedent(self.finding.suggestion.lines) if self.finding.suggestion else ""

    @property
    def silencing(self) -> str:
        """The lines that silence this finding in the manifest itself, with the reason left to write."""
        return silencing(self.finding)


@dataclass(frozen=True, slots=True)
class OtherEnd:
    """The second place of a finding between two objects."""

    card: Card
    message: Text

    kind = "other-end"


@dataclass(frozen=True, slots=True)
class Group:
    """All findings of one rule and severity, which are listed as one."""

    cards: tuple[Card, ...]
    objects: int = field(default=0)

    @property
    def first(self) -> Card:
        """The one that speaks for them."""
        return self.cards[0]

    @property
    def states(self) -> tuple[str, ...]:
        """The different states among them, in order."""
        return tuple(dict.fromkeys(card.state for card in self.cards))


def cards_of(
    found: Iterable[tuple[str, str, Finding]],
    texts: Mapping[str, str],
    *,
    objections: Mapping[str, Sequence[Any]] | None = None,
    whole: int = MOST_WHOLE_CARDS,
) -> list[Card]:
    """Cards by importance: severity, then place. `found`: each finding's key, state and the finding itself.

    Praise stops at MOST_PRAISE; silenced findings come last.
    """
    ordered = sorted(found, key=lambda item: (item[2].suppressed is not None, item[2].severity.rank))
    cards: list[Card] = []
    praised: list[str] = []
    for key, state, finding in ordered:
        if finding.severity is Severity.PRAISE:
            if finding.rule in praised or len(praised) == MOST_PRAISE:
                continue
            praised.append(finding.rule)
        number = len(cards) + 1
        cards.append(_card(number, key, state, finding, texts, number <= whole, (objections or {}).get(key, ())))
    return cards


def whole_card(key: str, state: str, finding: Finding, texts: Mapping[str, str], number: int = 1) -> Card:
    """One finding's card with everything in it."""
    return _card(number, key, state, finding, texts, True, ())


def _card(
    number: int,
    key: str,
    state: str,
    finding: Finding,
    texts: Mapping[str, str],
    whole: bool,
    objections: Sequence[Any],
) -> Card:
    rule = rules().get(finding.rule)
    return Card(
        number=number,
        key=key,
        state=state,
        finding=finding,
        title=rule.title if rule else Text(en=finding.rule, ja=finding.rule),
        practice=rule.practices[0] if rule and rule.practices else "",
        known=rule is not None,
        why=opening(rule_page(finding.rule).why) if rule and whole else None,
        hunks=_hunks(finding, texts) if whole else (),
        whole=whole,
        objections=tuple(objections),
    )


def groups_of(cards: Iterable[Card]) -> list[Group]:
    """The cards of findings that ask for something, one group a rule and severity, in the order of their first."""
    grouped: dict[tuple[str, str], list[Card]] = {}
    for card in cards:
        if card.finding.suppressed is None and card.finding.severity is not Severity.PRAISE:
            grouped.setdefault((card.finding.rule, card.finding.severity.value), []).append(card)
    return [Group(tuple(group), len({card.finding.resource for card in group})) for group in grouped.values()]


def attached_of(cards: Iterable[Card]) -> list[Attached]:
    """Each card under its line, and a pointer to it at its other ends."""
    found = []
    for card in cards:
        found.append(Attached(card.finding.span.file, card.line, card))
        for related in card.finding.related:
            if (related.span.file, related.span.line) != (card.finding.span.file, card.line):
                found.append(Attached(related.span.file, related.span.line, OtherEnd(card, related.message)))
    return found


def opening(text: Text) -> Text:
    """The first sentences of a page, about two lines of them."""
    return Text(en=_opening(text.en, "en"), ja=_opening(text.ja, "ja"))


def _opening(markdown: str, language: str) -> str:
    paragraph = markdown.strip().split("\n\n")[0]
    # In Japanese a line break in the source stands for nothing, in English for a space.
    flat = re.sub(r"\s*\n\s*", "" if language == "ja" else " ", paragraph)
    taken = ""
    for sentence in _SENTENCE_END[language].split(flat):
        if taken and len(taken) + len(sentence) > _LONGEST_WHY[language]:
            break
        taken = f"{taken} {sentence}".strip() if language == "en" else taken + sentence
    return taken


def silencing(finding: Finding) -> str:
    """What to write into the manifest so that this finding is silenced, for the author to complete with the reason."""
    if not finding.resource:
        return f"# {PREFIX} {finding.rule}: "
    container = CONTAINER.search(finding.path)
    name = f"{container.group(1)}.{finding.rule}" if container else finding.rule
    return f'metadata:\n  annotations:\n    {PREFIX}/{name}: ""'


def _hunks(finding: Finding, texts: Mapping[str, str]) -> tuple[Hunk, ...]:
    """The patch of a fix, or of a suggestion that knows its place; none where the text doesn't fit it any more."""
    edits: tuple[Edit, ...] = ()
    if finding.fix is not None:
        edits = finding.fix.edits
    elif finding.suggestion is not None:
        edits = finding.suggestion.edits
    try:
        return patch(texts, edits)
    except (EditsCollide, KeyError):
        return ()
