"""Two revisions side by side: rows of each file, folded where nothing changed, with the findings of both sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reviews.annotated import anchors_of
from reviews.checker import rules
from reviews.engine.lines import split_lines
from reviews.engine.report import Text
from reviews.models import Draft, Finding, Outcome, Review, ReviewState, Revision
from reviews.patches import Row, folded, rows_between

MOST_ROWS = 3_000
_ROWS_AROUND = 3


@dataclass(frozen=True, slots=True)
class Note:
    """What is said about a line: on the old side what became of a finding, on the new side what is new."""

    title: Text
    severity: str
    state: str  # fixed, gone, rules_changed, still_open, new_by_change ...; fix: what a draft is to mend


@dataclass(frozen=True, slots=True)
class DiffRow:
    """A row with what was found on it."""

    row: Row
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows to show, or unchanged ones that are folded away."""

    folded: bool
    count: int
    rows: tuple[DiffRow, ...] = ()

    @property
    def runs(self) -> list[tuple[bool, list[DiffRow]]]:
        """Neighbouring rows that are changed (True: old and new stand side by side on wide screens) or the same."""
        grouped = groupby(self.rows, key=lambda shown: shown.row.kind != "same")
        return [(is_change, list(rows)) for is_change, rows in grouped]


@dataclass(frozen=True, slots=True)
class FileDiff:
    """One file's changes."""

    name: str
    anchor: str
    added: int
    removed: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that changed. `cut`: rows that are not shown since there are too many."""

    files: tuple[FileDiff, ...]
    added: int = 0
    removed: int = 0
    cut: int = 0
    unchanged: tuple[str, ...] = ()
    fixed: list[Finding] = field(default_factory=list)
    new: list[Finding] = field(default_factory=list)


_Places = Mapping[tuple[str, int], list[Note]]


def difference(older: Revision, newer: Revision) -> Difference:
    """What changed from one revision to another, with findings told on both sides."""
    before, after = _done(older), _done(newer)
    old_rows = list(before.findings.open()) if before else []
    new_rows = list(after.findings.open()) if after else []
    still = {row.fingerprint for row in new_rows}
    known = {row.fingerprint for row in old_rows}
    became = _outcomes(after) if after else {}
    left: dict[tuple[str, int], list[Note]] = defaultdict(list)
    right: dict[tuple[str, int], list[Note]] = defaultdict(list)
    for row in old_rows:
        if row.fingerprint not in still and after is not None:
            left[row.file, _line(row)].append(_note(row, became.get(row.fingerprint, "no_longer")))
    for row in new_rows:
        if row.fingerprint not in known and before is not None:
            right[row.file, _line(row)].append(_note(row, row.state))
    made = _made(older.texts(), newer.texts(), left, right)
    fixed = [row for row in old_rows if became.get(row.fingerprint) == "fixed" and row.fingerprint not in still]
    new = [row for row in new_rows if row.fingerprint not in known] if before else []
    return Difference(**made, fixed=fixed, new=new)


def draft_difference(draft: Draft) -> Difference:
    """What a draft's fixes change in the revision that it is based on."""
    older = draft.based_on
    if older is None:
        return Difference(())
    applied = set(draft.applied)
    review = _done(older)
    mended = [row for row in review.findings.open() if row.fingerprint in applied] if review else []
    left: dict[tuple[str, int], list[Note]] = defaultdict(list)
    for row in mended:
        left[row.file, _line(row)].append(_note(row, "fix"))
    return Difference(**_made(older.texts(), draft.texts(), left, {}), fixed=mended)


def _made(old: Mapping[str, str], new: Mapping[str, str], left: _Places, right: _Places) -> dict[str, Any]:
    """The changed files; what goes beyond MOST_ROWS is counted and not shown."""
    anchors = anchors_of(new)
    files, unchanged = [], []
    shown = cut = 0
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) == new.get(name):
            unchanged.append(name)
            continue
        rows = rows_between(split_lines(old.get(name, "")), split_lines(new.get(name, "")))
        stretches = []
        for is_folded, part in folded(rows, _ROWS_AROUND):
            if is_folded:
                stretches.append(Stretch(True, len(part)))
                continue
            room = part[: max(0, MOST_ROWS - shown)]
            shown += len(room)
            cut += len(part) - len(room)
            stretches.append(Stretch(False, len(part), tuple(_with_notes(row, name, left, right) for row in room)))
        added = sum(row.kind == "added" for row in rows)
        removed = sum(row.kind == "removed" for row in rows)
        files.append(FileDiff(name, anchors.get(name, name), added, removed, tuple(stretches)))
    totals = {"added": sum(file.added for file in files), "removed": sum(file.removed for file in files)}
    return {"files": tuple(files), "unchanged": tuple(unchanged), "cut": cut, **totals}


def _with_notes(row: Row, name: str, left: _Places, right: _Places) -> DiffRow:
    notes = [*(left.get((name, row.old), ()) if row.old else ()), *(right.get((name, row.new), ()) if row.new else ())]
    return DiffRow(row, tuple(notes))


def _note(row: Finding, state: str) -> Note:
    rule = rules().get(row.rule)
    return Note(rule.title if rule else Text(en=row.rule, ja=row.rule), row.severity, state)


def _line(row: Finding) -> int:
    return row.insert_line if row.missing and row.insert_line else row.line


def _done(revision: Revision) -> Review | None:
    return revision.reviews.filter(state=ReviewState.DONE).order_by("-pk").first()


def _outcomes(review: Review) -> dict[str, str]:
    rows = Outcome.objects.filter(review=review)
    return dict(rows.values_list("finding__fingerprint", "state"))
