"""What a rule is: who it is, what it looks at, how it reports."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from reviews.engine.bundle import Bundle
from reviews.engine.fields import Field
from reviews.engine.report import Edit, Severity, Suggestion, Text, Tier
from reviews.engine.subjects import LASTING_ROLES, WORKLOADS, Container, Pod, Role, Suppression


class Reported(NamedTuple):
    """What a rule says, before the engine knows to which document and fingerprint it belongs."""

    rule: Rule
    field: Field
    message: Text
    severity: Severity
    parameters: dict[str, Any]
    fix: Iterable[Edit] | None
    suggestion: Suggestion | Callable[[], Suggestion] | None
    related: tuple[tuple[Field, Text], ...]


Check = Callable[..., Iterator[Reported] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Subscription:
    """One function of a rule and the subjects it is called with."""

    rule: Rule
    check: Check
    subject: Any
    kinds: frozenset[str] | None  # None: every kind
    roles: frozenset[Role]
    takes_bundle: bool
    group: int  # the same for subscriptions to the same subjects, which are gathered once

    @property
    def sees_others(self) -> bool:
        """Whether it can notice a change in another document than its subject's."""
        return self.takes_bundle or self.subject is Bundle


_GROUPS: dict[tuple[Any, ...], int] = {}


class Rule:
    """One thing that the checker looks for. A module holds one, as RULE; its id is the module's name with dashes."""

    def __init__(
        self,
        module: str,
        *,
        title: Text,
        severity: Severity,
        tier: Tier = Tier.CORE,
        practices: Iterable[str] = (),
        chapter: int = 0,
        contested: bool = False,
        opposes: Iterable[str] = (),
    ) -> None:
        """
        title: what is wrong, as a noun phrase. practices: ids of practices.yaml, the first decides the chapter.
        chapter: for a rule without a practice. contested: good engineers disagree; the page gives both sides.
        opposes: rules that ask for the contrary: a fix of this one may break them.
        """
        self.module = module
        topic, _, name = module.rpartition(".")
        self.topic = topic.rpartition(".")[2]
        self.id = name.replace("_", "-")
        self.title = title
        self.severity = severity
        self.tier = tier
        self.practices = tuple(practices)
        self.chapter = int(self.practices[0][1:3]) if self.practices else chapter
        self.contested = contested
        self.opposes = frozenset(opposes)
        self.subscriptions: list[Subscription] = []
        self.is_late = False  # looks at suppressions, and so has to wait until it is known which were used

    def __repr__(self) -> str:
        return f"<Rule {self.id}>"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds it looks at, for its page; empty: any."""
        return tuple(sorted({kind for subscription in self.subscriptions for kind in subscription.kinds or ()}))

    def each(
        self, subject: Any, *, kinds: Iterable[str] | None = None, roles: frozenset[Role] = LASTING_ROLES
    ) -> Callable[[Check], Check]:
        """Subscribes a function: `check(subject)` or `check(subject, bundle)`, which yields findings.

        kinds: for Resource, Pod and Container. Pods and containers default to all workloads, resources to everything.
        roles: for Container; those that go on running by default.
        """
        if kinds is None and subject in (Pod, Container):
            kinds = WORKLOADS

        def subscribe(check: Check) -> Check:
            takes_bundle = len(inspect.signature(check).parameters) > 1
            chosen = None if kinds is None else frozenset(kinds)
            self.is_late = self.is_late or subject is Suppression
            group = _GROUPS.setdefault((subject, chosen, roles if subject is Container else None), len(_GROUPS))
            self.subscriptions.append(Subscription(self, check, subject, chosen, roles, takes_bundle, group))
            return check

        return subscribe

    def finding(
        self,
        field: Field,
        message: Text,
        /,
        *,
        severity: Severity | None = None,
        fix: Iterable[Edit] | None = None,
        suggestion: Suggestion | Callable[[], Suggestion] | None = None,
        related: Iterable[tuple[Field, Text]] = (),
        **parameters: Any,
    ) -> Reported:
        """A finding on a field. The message's `{name}` are filled from `parameters`.

        fix: the edits of the one right answer (writing.py makes them); the engine tries them before it offers them.
        suggestion: lines whose values the author has to choose; `writing.suggest` makes them only if they are asked for.
        related: the other end of a finding between two objects, with what to say there.
        """
        return Reported(
            rule=self,
            field=field,
            message=message,
            severity=severity or self.severity,
            parameters=parameters,
            fix=fix,
            suggestion=suggestion,
            related=tuple(related),
        )
