"""A fix is offered only after it was tried: its finding is gone, and nothing worse has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from reviews.engine.bundle import Bundle, reach
from reviews.engine.documents import Source, SourceDocument
from reviews.engine.edits import EditsCollide, apply
from reviews.engine.limits import FIX_WORK, VERIFIED_FIXES
from reviews.engine.report import DocumentState, Finding, Fix, Severity
from reviews.engine.rule import Reported, Rule, Subscription
from reviews.engine.running import Changed, Result, run
from reviews.engine.secrets import Mask
from reviews.engine.tree import Path

Told = tuple[str, int, Path, bool]  # rule, document, path, whether it is an error or a warning
_FINDING_WORK = 20  # making a finding takes as long as reading this many values


def verified(
    found: Sequence[tuple[Finding, Reported]],
    everything: Result,
    bundle: Bundle,
    rules: Sequence[Rule],
    *,
    tell: Callable[[str, int, int], None],
    stop: Callable[[], bool] | None,
    interrupts: tuple[type[BaseException], ...],
) -> list[tuple[Finding, Reported]]:
    """The findings, those with a fix that holds carrying it. `everything`: what all rules said before."""
    candidates = [
        index for index, (finding, reported) in enumerate(found) if reported.fix and finding.suppressed is None
    ]
    candidates = candidates[:VERIFIED_FIXES]
    work = 0
    result = [(replace(finding, fix=None), reported) for finding, reported in found]
    before = counted(everything)
    in_document = Counter(told[1] for told in before.elements())
    try:
        for done, index in enumerate(candidates):
            if stop is not None and stop():
                break
            finding, reported = found[index]
            trial = _Trial(reported, finding.fix, bundle, everything.looked_at)
            work += trial.work + _FINDING_WORK * in_document[finding.document]
            if work > FIX_WORK:
                break
            if trial.holds(rules, before, interrupts):
                result[index] = (finding, reported)
            tell("fixes", done + 1, len(candidates))
    except interrupts:
        pass  # the findings stand; the fixes that were not tried are not offered
    return result


class _Trial:
    """One fix, applied to a copy of its document."""

    def __init__(
        self,
        reported: Reported,
        fix: Fix | None,
        bundle: Bundle,
        looked_at: Mapping[Subscription, frozenset[str]],
    ) -> None:
        self.reported = reported
        self.bundle = bundle
        self.looked_at = looked_at
        self.document = reported.field.document
        self.changed = _changed(self.document, fix) if fix else None
        tree = self.document.tree
        self.work = (tree.nodes if tree else 0) + len(bundle.documents)

    def holds(self, rules: Sequence[Rule], before: Counter[Told], interrupts: tuple[type[BaseException], ...]) -> bool:
        """Whether the fix mends its finding and brings no new error or warning (declared opposites aside)."""
        if self.changed is None:
            return False
        bundle = self.bundle.with_document(self.changed)
        seen = reach(self.bundle.resources_in(self.document)) | reach(bundle.resources_in(self.changed))
        only = Changed(self.changed, seen, self.looked_at)
        after = counted(run(bundle, rules, only=only, interrupts=interrupts))
        key = _key(self.reported, self.document)
        if after[key] and after[key] >= before[key]:
            return False
        opposed = self.reported.rule.opposes
        return all(count <= before[told] or not told[3] or told[0] in opposed for told, count in after.items())


def _changed(document: SourceDocument, fix: Fix) -> SourceDocument | None:
    """The document with a fix applied; None if the fix reaches beyond it or breaks it."""
    end = document.base + len(document.text)
    if any(edit.start < document.base or edit.end > end or edit.file != document.source.name for edit in fix.edits):
        return None
    source = document.source
    try:
        text = apply({source.name: source.text}, fix.edits)[source.name]
    except EditsCollide:
        return None
    grown = len(text) - len(source.text)
    masks = tuple(_moved(mask, fix) for mask in source.masks)
    copy = SourceDocument(
        Source(source.name, text, source.order, masks), document.index, document.base, text[document.base : end + grown]
    )
    copy.number = document.number
    copy.read()
    return copy if copy.state is DocumentState.CHECKED else None


def _moved(mask: Mask, fix: Fix) -> Mask:
    shift = sum(len(edit.text) - (edit.end - edit.start) for edit in fix.edits if edit.end <= mask.start)
    return mask._replace(start=mask.start + shift, end=mask.end + shift)


def _key(reported: Reported, document: SourceDocument) -> Told:
    return reported.rule.id, document.number, reported.field.path, reported.severity.rank <= Severity.WARNING.rank


def counted(result: Result) -> Counter[Told]:
    """How often each thing was said: by which rule, where, how severely."""
    told: Counter[Told] = Counter()
    for reported, _subject in result.reported:
        told[_key(reported, reported.field.document)] += 1
    if result.failures:
        told["", 0, (), True] += len(result.failures)
    return told
