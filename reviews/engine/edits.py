"""Applying edits to texts: whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from reviews.engine.report import Edit


class EditsCollide(ValueError):
    """Two edits want the same place."""


def apply(files: Mapping[str, str], edits: Iterable[Edit]) -> dict[str, str]:
    """The files with all edits in place. Offsets are those of the files as given, without a byte order mark.

    Raises EditsCollide where two edits overlap or insert at one place, KeyError for a file that is not there.
    """
    by_file: dict[str, list[Edit]] = defaultdict(list)
    for edit in dict.fromkeys(edits):
        by_file[edit.file].append(edit)
    changed = dict(files)
    for name, wanted in by_file.items():
        changed[name] = _applied(files[name], wanted)
    return changed


def _applied(text: str, edits: list[Edit]) -> str:
    edits.sort(key=lambda edit: (edit.start, edit.end))
    parts: list[str] = []
    at = 0
    last: Edit | None = None
    for edit in edits:
        if edit.start < at or (last is not None and edit.start == last.start):
            raise EditsCollide(f"two edits at offset {edit.start} of {edit.file}")
        parts += (text[at : edit.start], edit.text)
        at = edit.end
        last = edit
    parts.append(text[at:])
    return "".join(parts)
