"""Conversations about a submission, each where its lines are in the revision that is shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviews import patches
from reviews.engine.lines import split_lines
from reviews.models import Revision, RevisionFile, Thread


@dataclass(frozen=True)
class Conversation:
    """A conversation where it stands in the revision that is shown."""

    thread: Thread
    line: int
    comments: list[Any]
    outdated: bool = False

    kind = "talk"


def conversations_of(revision: Revision, texts: Mapping[str, str]) -> list[Conversation]:
    """The submission's conversations up to this revision, each where its lines are now."""
    threads = (
        Thread.objects.filter(revision__submission=revision.submission, revision__number__lte=revision.number)
        .select_related("revision", "started_by", "taken_by", "finding")
        .prefetch_related("comments__author")
        .order_by("revision__number", "file", "first_line", "pk")
    )
    earlier = {thread.revision for thread in threads if thread.revision_id != revision.pk and thread.file}
    texts_then: dict[int, dict[str, str]] = defaultdict(dict)
    if earlier:
        wanted = {thread.file for thread in threads}
        files = RevisionFile.objects.filter(revision__in=earlier, name__in=wanted)
        for file in files:
            texts_then[file.revision_id][file.name] = file.text
    moved: dict[tuple[int, str], Mapping[int, int]] = {}
    talks = []
    for thread in threads:
        line = thread.first_line
        if thread.file and thread.revision_id != revision.pk:
            key = (thread.revision_id, thread.file)
            if key not in moved:
                old, new = texts_then[thread.revision_id].get(thread.file), texts.get(thread.file)
                moved[key] = {} if old is None or new is None else _lines_moved(old, new)
            line = moved[key].get(thread.first_line, 0)
        talks.append(Conversation(thread, line, list(thread.comments.all()), outdated=bool(thread.file) and not line))
    return talks


def _lines_moved(old: str, new: str) -> dict[int, int]:
    """Where each unchanged line of the old text is in the new one."""
    rows = patches.rows_between(split_lines(old), split_lines(new))
    return {row.old: row.new for row in rows if row.kind == "same"}
