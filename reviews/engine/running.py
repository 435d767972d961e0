"""One walk over a submission: every rule meets its subjects."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviews.engine.bundle import Bundle
from reviews.engine.documents import SourceDocument
from reviews.engine.fingerprints import fingerprint
from reviews.engine.report import Finding, Fix, Related, RuleFailure, Severity
from reviews.engine.rule import Reported, Rule, Subscription
from reviews.engine.subjects import Pod, Resource, Suppression, path_of
from reviews.engine.tree import Path
from reviews.engine.writing import insertion_line

_LONGEST_WORD = 253  # characters of a parameter in a message: no name that Kubernetes takes is longer


class Result:
    """What the rules said so far."""

    def __init__(self) -> None:
        self.reported: list[tuple[Reported, Any]] = []  # with the subject it was reported on
        self.failures: list[RuleFailure] = []
        self.rules_run: list[str] = []
        self.unfinished = False
        self.looked_at: dict[Subscription, frozenset[str]] = {}  # for rules that look at the bundle: at what

    def add(self, other: Result) -> None:
        """Takes over what rules that ran later said."""
        self.reported += other.reported
        self.failures += other.failures
        self.rules_run += other.rules_run


def run(
    bundle: Bundle,
    rules: Iterable[Rule],
    *,
    stop: Callable[[], bool] | None = None,
    interrupts: tuple[type[BaseException], ...] = (),
    on_rule: Callable[[int], None] | None = None,
    only: Changed | None = None,
) -> Result:
    """Calls every rule with each of its subjects.

    A rule that crashes is a failure in the result, and so is one that is cut by one of `interrupts` (an exception that is
    raised from outside when time is up); the other rules go on, until `stop` says so between two rules.
    only: a document that changed: its subjects are met by every rule, those of other documents only by rules that looked
    at something of its kind.
    """
    result = Result()
    subjects = _Subjects(bundle, only)
    for done, rule in enumerate(rules):
        if stop is not None and stop():
            result.unfinished = True
            break
        try:
            for subscription in rule.subscriptions:
                met = subjects.of(subscription)
                if met:
                    bundle.looked_at = set()
                    _meet(subscription, met, bundle, result, interrupts)
                    if subscription.sees_others:
                        result.looked_at[subscription] = frozenset(bundle.looked_at)
        except interrupts as cut:
            result.failures.append(RuleFailure(rule.id, "", f"took too long ({type(cut).__name__})"))
            result.unfinished = True
        result.rules_run.append(rule.id)
        if on_rule is not None:
            on_rule(done + 1)
    return result


def _meet(
    subscription: Subscription,
    subjects: Iterable[Any],
    bundle: Bundle,
    result: Result,
    interrupts: tuple[type[BaseException], ...],
) -> None:
    check, takes_bundle = subscription.check, subscription.takes_bundle
    for subject in subjects:
        try:
            found = check(subject, bundle) if takes_bundle else check(subject)
            if found is not None:
                for reported in found:
                    result.reported.append((reported, subject))
        except interrupts:
            raise
        except Exception as error:
            owner = _resource_of(subject)
            identity = owner.identity if owner else ""
            result.failures.append(
                RuleFailure(subscription.rule.id, identity, f"{type(error).__name__}: {error}"[:300])
            )


class Changed:
    """A document that is tried in another form, and which rules have to look again beyond it."""

    def __init__(
        self, document: SourceDocument, reach: frozenset[str], looked_at: Mapping[Subscription, frozenset[str]]
    ) -> None:
        self.document = document
        self._reach = reach  # of its objects, before and after
        self._looked_at = looked_at

    def concerns(self, subscription: Subscription) -> bool:
        """Whether what a rule says of other documents could change."""
        if not subscription.sees_others:
            return False
        looked_at = self._looked_at.get(subscription)
        return looked_at is None or not looked_at.isdisjoint(self._reach)


class _Subjects:
    """The subjects of a bundle by what rules subscribe to, gathered once."""

    def __init__(self, bundle: Bundle, only: Changed | None) -> None:
        self.bundle = bundle
        self.only = only
        self._everywhere: dict[int, Sequence[Any]] = {}
        self._in_changed: dict[int, Sequence[Any]] = {}
        self._kinds = bundle.kinds

    def of(self, subscription: Subscription) -> Sequence[Any]:
        everywhere = self.only is None or self.only.concerns(subscription)
        gathered = self._everywhere if everywhere else self._in_changed
        found = gathered.get(subscription.group)
        if found is None:
            kinds = subscription.kinds
            is_absent = kinds is not None and kinds.isdisjoint(self._kinds)
            found = gathered[subscription.group] = () if is_absent else list(self._gather(subscription, everywhere))
        return found

    def _gather(self, subscription: Subscription, everywhere: bool) -> Iterator[Any]:
        subject, kinds, bundle = subscription.subject, subscription.kinds, self.bundle
        if subject is Bundle:
            yield bundle
        elif subject is SourceDocument:
            yield from bundle.documents if everywhere or self.only is None else (self.only.document,)
        elif subject is Suppression:
            yield from bundle.suppressions
        else:
            everything = everywhere or self.only is None
            for resource in bundle.resources if everything else bundle.resources_in(self.only.document):
                if kinds is None or resource.known_kind in kinds:
                    yield from _narrowed(resource, subscription)


def _narrowed(resource: Resource, subscription: Subscription) -> Iterable[Any]:
    if subscription.subject is Resource:
        return (resource,)
    pod = resource.pod
    if pod is None:
        return ()
    return (pod,) if subscription.subject is Pod else pod.containers_of(subscription.roles)


def _resource_of(subject: Any) -> Resource | None:
    return subject if isinstance(subject, Resource) else getattr(subject, "resource", None)


def findings(result: Result, bundle: Bundle, *, fixes: bool, most: int) -> list[tuple[Finding, Reported]]:
    """The findings in their final order, with fingerprints; each with what it was made from.

    most: how many are made; the rest is not looked at any more.
    fixes: whether to write out suggestions and fixes; the fixes are proposals that nobody has tried yet.
    """
    owners = _Owners(bundle)
    placed = sorted(
        ((_order(reported), reported, subject) for reported, subject in result.reported), key=lambda item: item[0]
    )
    seen: Counter[str] = Counter()
    made: list[tuple[Finding, Reported]] = []
    for _order_key, reported, subject in placed[:most]:
        finding = _finding(reported, subject, bundle, owners, seen)
        made.append((_with_proposals(finding, reported) if fixes else finding, reported))
    return made


def _order(reported: Reported) -> tuple[int, int, int, str]:
    """By place, then importance, then rule; what one rule says of one place stays in the order in which it said it."""
    field = reported.field
    document = field.document
    return document.source.order, document.base + field.mark[0], reported.severity.rank, reported.rule.id


def _finding(reported: Reported, subject: Any, bundle: Bundle, owners: _Owners, seen: Counter[str]) -> Finding:
    field, rule = reported.field, reported.rule
    resource = owners.of(field.document, field.path) or _resource_of(subject)
    path = path_of(field.document, field.path, resource)
    identity = resource.identity if resource else ""
    parameters = reported.parameters and {name: _clipped(value) for name, value in reported.parameters.items()}
    key = fingerprint(rule.id, identity or field.document.source.name, path, seen)
    return Finding(
        rule=rule.id,
        severity=bundle.profile.severities.get(rule.id, reported.severity)
        if reported.severity is not Severity.PRAISE
        else reported.severity,
        span=field.span,
        message=reported.message.filled(parameters),
        path=path,
        resource=identity,
        document=field.document.number,
        fingerprint=key,
        missing=not field.exists,
        insert_line=insertion_line(field) if not field.exists else 0,
        parameters=parameters,
        related=tuple(Related(place.span, text.filled(parameters)) for place, text in reported.related),
    )


def _clipped(value: Any) -> Any:
    """A value of the manifest as it can stand in a sentence."""
    return f"{value[:_LONGEST_WORD]}…" if isinstance(value, str) and len(value) > _LONGEST_WORD else value


def _with_proposals(finding: Finding, reported: Reported) -> Finding:
    edits = tuple(reported.fix) if reported.fix is not None else ()
    suggestion = reported.suggestion() if callable(reported.suggestion) else reported.suggestion
    if not edits and suggestion is None:
        return finding
    return replace(finding, fix=Fix(edits) if edits else None, suggestion=suggestion)


class _Owners:
    """Which object a place of a document belongs to."""

    def __init__(self, bundle: Bundle) -> None:
        self._found: dict[int, list[tuple[Path, Resource]]] = defaultdict(list)
        for resource in bundle.resources:
            self._found[resource.document.number].append((resource.prefix, resource))

    def of(self, document: SourceDocument, path: Path) -> Resource | None:
        candidates = self._found.get(document.number, ())
        if len(candidates) == 1 and not candidates[0][0]:
            return candidates[0][1]
        return next((resource for prefix, resource in candidates if path[: len(prefix)] == prefix), None)
