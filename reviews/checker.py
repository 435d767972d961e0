"""The only door to the rules: texts in, report out. No Django, no clock, no network, no settings."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviews.engine import limits
from reviews.engine.bundle import Bundle
from reviews.engine.documents import Source, read_documents
from reviews.engine.edits import EditsCollide, apply
from reviews.engine.graph import graph_of
from reviews.engine.pages import Page, read_page
from reviews.engine.profile import DEFAULT_PROFILE, Profile
from reviews.engine.registry import load_rules, rules_version
from reviews.engine.report import Edit, Finding, Report
from reviews.engine.rule import Rule
from reviews.engine.running import findings, run
from reviews.engine.secrets import Mask
from reviews.engine.suppression import note_used, suppress, suppressions_of
from reviews.engine.verifying import verified
from reviews.schemas import DEFAULT_KUBERNETES, KUBERNETES_VERSIONS

RULES_PACKAGE = "reviews.rules"
Progress = Callable[[str, int, int], None]

__all__ = ["DEFAULT_KUBERNETES", "KUBERNETES_VERSIONS", "Options", "fix_all", "review", "rule_page", "rules"]


@dataclass(frozen=True)
class Options:
    """How to review.

    kubernetes: the version to check for. fixes: whether to try out and offer fixes (slower). masks: where secrets stood
    before they were masked, by file; None looks for them in the text. stop: asked between two rules, True ends the review
    with what there is. interrupts: exceptions raised from outside when time is up; the rule they hit is cut. most_findings: how many are kept; a terminal shows them all.
    """

    kubernetes: str = DEFAULT_KUBERNETES
    profile: Profile = DEFAULT_PROFILE
    fixes: bool = True
    masks: Mapping[str, tuple[Mask, ...]] | None = None
    stop: Callable[[], bool] | None = None
    interrupts: tuple[type[BaseException], ...] = ()
    most_findings: int = limits.FINDINGS.value


def rules() -> Mapping[str, Rule]:
    """Every rule by id."""
    return load_rules(RULES_PACKAGE)


def rule_page(rule_id: str) -> Page:
    """A rule's page: why, where, examples, in both languages. Raises KeyError for an unknown id."""
    return read_page(rules()[rule_id].module)


def review(files: Mapping[str, str], options: Options = Options(), on_progress: Progress | None = None) -> Report:
    """Checks texts (by file name) together and says what was found. Whatever the texts hold, it gives a report.

    on_progress(stage, done, total) is told the stages "reading", "rules" and "fixes" as they go on.
    Raises limits.TooMuch only for a submission of too many documents.
    """
    tell = on_progress or _nobody
    collecting = gc.isenabled()
    gc.disable()  # thousands of small values are made and none is garbage before the end
    try:
        return _review(files, options, tell)
    finally:
        if collecting:
            gc.enable()


def _nobody(_stage: str, _done: int, _total: int) -> None:
    return None


def _review(files: Mapping[str, str], options: Options, tell: Progress) -> Report:
    tell("reading", 0, len(files))
    documents = read_documents(files, options.masks)
    bundle = Bundle(documents, options.kubernetes, options.profile)
    bundle.suppressions = suppressions_of(bundle, rules())
    tell("reading", len(documents), len(documents))
    early, late = options.profile.chosen(rules())
    total = len(early) + len(late)
    tell("rules", 0, total)
    on_rule = None if tell is _nobody else lambda done: tell("rules", done, total)
    result = run(bundle, early, stop=options.stop, interrupts=options.interrupts, on_rule=on_rule)
    if bundle.suppressions and not result.unfinished:  # a rule that was cut can't have met its suppressions
        note_used((reported for reported, _subject in result.reported), bundle)
        result.add(run(bundle, late, interrupts=options.interrupts))
    kept = suppress(findings(result, bundle, fixes=options.fixes, most=options.most_findings), bundle)
    if options.fixes:
        untried = (lambda: True) if result.unfinished else options.stop
        kept = verified(kept, result, bundle, early, tell=tell, stop=untried, interrupts=options.interrupts)
    _name_resources(bundle)
    return Report(
        kubernetes=options.kubernetes,
        rules_version=rules_version(RULES_PACKAGE),
        profile=options.profile.name,
        documents=tuple(document.reported() for document in documents),
        findings=tuple(finding for finding, _reported in kept),
        failures=tuple(result.failures),
        graph=graph_of(bundle),
        rules_run=tuple(sorted(result.rules_run)),
        truncated=len(result.reported) - len(kept),
        unfinished=result.unfinished,
    )


def _name_resources(bundle: Bundle) -> None:
    for document in bundle.documents:
        document.identities = ()
    for resource in bundle.resources:
        resource.document.identities += (resource.identity,)


def fix_all(
    files: Mapping[str, str], options: Options = Options(), rounds: int = 10
) -> tuple[dict[str, str], list[Finding]]:
    """The files with every offered fix applied, and the findings that this mended.

    Fixes that want the same place take turns: after each round the files are reviewed anew.
    """
    # A byte order mark is put back at the end; offsets are those of the text without it.
    marked = {name for name, text in files.items() if Source(name, text, 0).text != text}
    current = {name: Source(name, text, 0).text for name, text in files.items()}
    mended: list[Finding] = []
    for _round in range(rounds):
        report = review(current, replace(options, masks=None))
        edits: list[Edit] = []
        for finding in report.open_findings:
            if finding.fix is None:
                continue
            try:
                attempt = apply(current, [*edits, *finding.fix.edits])
            except EditsCollide:
                continue
            if _same_parent(edits, finding.fix.edits) or attempt == current:
                continue
            edits += finding.fix.edits
            mended.append(finding)
        if not edits:
            break
        current = apply(current, edits)
    return {name: ("\ufeff" if name in marked else "") + text for name, text in current.items()}, mended


def _same_parent(edits: list[Edit], wanted: Any) -> bool:
    """Two insertions behind one line could each write the same missing parent."""
    taken = {(edit.file, edit.start) for edit in edits}
    return any((edit.file, edit.start) in taken for edit in wanted)
