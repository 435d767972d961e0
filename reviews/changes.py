"""What changed between two revisions: each finding's life, by its fingerprint. Pure: values in, values out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviews.engine.lines import split_lines
from reviews.engine.report import Document, DocumentState, Finding, Report, Severity

_UNREAD = frozenset({DocumentState.TEMPLATE, DocumentState.UNREADABLE})


class State(StrEnum):
    """A finding of the later revision, compared with the earlier one."""

    NEW = "new"
    STILL_OPEN = "still_open"
    NEW_BY_CHANGE = "new_by_change"
    NEW_BY_RULES = "new_by_rules"


class Became(StrEnum):
    """What became of a finding of the earlier revision that the later one doesn't have."""

    FIXED = "fixed"
    GONE = "gone"
    RULES_CHANGED = "rules_changed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What has to be known of a finding: who said it about what, and whether it asks for something."""

    rule: str
    resource: str  # "" where the document is no Kubernetes object
    file: str
    asks: bool  # neither silenced nor praise


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One revision as its review saw it.

    objects: every object that was read, with a digest of its document's text. unread: files of which a part could not
    be read. crashed: (rule, resource) pairs where a rule failed. complete: nothing was left out for time or number.
    """

    findings: Mapping[str, Seen]  # by fingerprint
    objects: Mapping[str, str]
    files: frozenset[str]
    unread: frozenset[str]
    rules_run: frozenset[str]
    crashed: frozenset[tuple[str, str]]
    rulebook: tuple[str, str, str]  # rules version, Kubernetes version, profile
    complete: bool

    @classmethod
    def of(cls, report: Report, texts: Mapping[str, str]) -> Reviewed:
        """The revision with these files' texts, as this report tells of it."""
        return cls(
            findings={finding.fingerprint: _seen(finding) for finding in report.findings},
            objects=_objects(report.documents, texts),
            files=frozenset(texts),
            unread=frozenset(document.file for document in report.documents if document.state in _UNREAD),
            rules_run=frozenset(report.rules_run),
            crashed=frozenset((failure.rule, failure.resource) for failure in report.failures),
            rulebook=(report.rules_version, report.kubernetes, report.profile),
            complete=not report.unfinished and not report.truncated,
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """States of the later revision's findings and what became of earlier ones, both by fingerprint."""

    states: Mapping[str, State]
    outcomes: Mapping[str, Became]


def compare(before: Reviewed | None, after: Reviewed) -> Changes:
    """The life of every finding between two revisions; `before` is None for a first one.

    A finding of which nothing certain can be said (its rule crashed, time ran out, its file could not be read) has no
    outcome: nothing is called fixed that nobody looked at.
    """
    if before is None:
        return Changes(dict.fromkeys(after.findings, State.NEW), {})
    states = {
        fingerprint: State.STILL_OPEN if fingerprint in before.findings else _why_new(seen, before, after)
        for fingerprint, seen in after.findings.items()
    }
    outcomes = {}
    for fingerprint, seen in before.findings.items():
        if seen.asks and fingerprint not in after.findings:
            became = _became(seen, before, after)
            if became is not None:
                outcomes[fingerprint] = became
    return Changes(states, outcomes)


def _why_new(seen: Seen, before: Reviewed, after: Reviewed) -> State:
    if before.rulebook == after.rulebook:
        known = before.complete or seen.rule in before.rules_run
        return State.NEW_BY_CHANGE if known else State.NEW
    ran = seen.rule in before.rules_run and (seen.rule, seen.resource) not in before.crashed
    return State.NEW_BY_RULES if not ran or _untouched(seen, before, after) else State.NEW_BY_CHANGE


def _became(seen: Seen, before: Reviewed, after: Reviewed) -> Became | None:
    there = seen.resource in after.objects if seen.resource else seen.file in after.files
    if not there:
        return None if seen.file in after.unread else Became.GONE
    if not after.complete or (seen.rule, seen.resource) in after.crashed:
        return None
    if seen.rule not in after.rules_run:
        return Became.RULES_CHANGED
    if before.rulebook != after.rulebook and _untouched(seen, before, after):
        return Became.RULES_CHANGED
    return Became.FIXED


def _untouched(seen: Seen, before: Reviewed, after: Reviewed) -> bool:
    """Whether the object's own text is the same in both."""
    digest = before.objects.get(seen.resource)
    return digest is not None and digest == after.objects.get(seen.resource)


def _seen(finding: Finding) -> Seen:
    asks = finding.suppressed is None and finding.severity is not Severity.PRAISE
    return Seen(finding.rule, finding.resource, finding.span.file, asks)


def _objects(documents: tuple[Document, ...], texts: Mapping[str, str]) -> dict[str, str]:
    lines = {name: split_lines(text) for name, text in texts.items()}
    found = {}
    for document in documents:
        written = "\n".join(lines.get(document.file, [])[document.first_line - 1 : document.last_line])
        digest = hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        found.update(dict.fromkeys(document.resources, digest))
    return found
