"""Why something could not be done: whose matter it is, what happened, what to do. All texts in one place."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reviews.engine import limits


class Fault(enum.StrEnum):
    """Who can change it."""

    TEXT = "text"  # what was handed in
    PACE = "pace"  # too much at once: waiting helps
    OURS = "ours"


@dataclass(frozen=True)
class Problem:
    """One kind of problem: `%(name)s` in its sentences is filled from parameters."""

    id: str
    fault: Fault
    sentence: Any  # what happened and where
    remedy: Any  # what to do


@dataclass(frozen=True)
class Told:
    """A problem that happened, in the reader's language."""

    id: str
    fault: Fault
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What happened, and where."""
        if self.id in _ENGINE_LIMITS:
            return _ENGINE_LIMITS[self.id].told().in_language(get_language() or "en")
        return str(PROBLEMS[self.id].sentence) % {**_numbers(), **self.parameters}

    @property
    def remedy(self) -> str:
        """What to do; "" where the text says it."""
        if self.id in _ENGINE_LIMITS:
            return ""
        return str(PROBLEMS[self.id].remedy) % {**_numbers(), **self.parameters}

    def __str__(self) -> str:
        return f"{self.text} {self.remedy}".strip()


class Refused(Exception):
    """What a person asked for isn't done; `problem` says why in their language."""

    def __init__(self, problem_id: str, **parameters: Any) -> None:
        self.problem = told(problem_id, **parameters)
        super().__init__(problem_id)

    def __str__(self) -> str:
        return str(self.problem)


def told(problem_id: str, **parameters: Any) -> Told:
    """The problem of that id, ready to be shown. An id that no version knows any more is told as our fault."""
    if problem_id in _ENGINE_LIMITS:
        return Told(problem_id, Fault.TEXT)
    known = problem_id if problem_id in PROBLEMS else "checker-failed"
    return Told(known, PROBLEMS[known].fault, parameters)


def _numbers() -> dict[str, Any]:
    return {
        "seconds": settings.REVIEW_HARD_LIMIT_SECONDS,
        "soft_seconds": settings.REVIEW_SOFT_LIMIT_SECONDS,
        "mebibytes": settings.REVIEW_MEMORY_BYTES // (1024 * 1024),
        "attempts": settings.REVIEW_ATTEMPTS,
    }


_ENGINE_LIMITS = {limit.id: limit for limit in vars(limits).values() if isinstance(limit, limits.Limit)}

_SPLIT = _("Hand in a part of the files, or split large documents.")
_RENAME = _("Rename the file and hand it in again.")
_ARCHIVE_AGAIN = _("Make the archive again from the manifests alone, or hand the files in one by one.")

_ALL = (
    # What was handed in
    Problem("nothing-handed-in", Fault.TEXT, _("There was no text in what you handed in."), _("Choose files, or paste a manifest.")),
    Problem("too-many-files", Fault.TEXT, _("You handed in %(count)s files; at most %(limit)s can be reviewed together."), _("Hand in those that belong together.")),
    Problem("file-too-large", Fault.TEXT, _("%(name)s has %(count)s bytes; a file may have %(limit)s."), _("Split it into several files, or leave out what need not be reviewed.")),
    Problem("all-too-large", Fault.TEXT, _("Together the files have more than %(limit)s bytes."), _("Hand in fewer files at once.")),
    Problem("not-text", Fault.TEXT, _("%(name)s is not a text file: byte %(offset)s is no part of a text."), _("Save it as UTF-8 text and hand it in again.")),
    Problem("wrong-encoding", Fault.TEXT, _("%(name)s is not written in UTF-8: line %(line)s, byte %(offset)s."), _("Save it as UTF-8 in your editor and hand it in again.")),
    Problem("file-name", Fault.TEXT, _("A file's name cannot be used: %(name)s"), _RENAME),
    Problem("file-name-twice", Fault.TEXT, _("Two files have the name %(name)s."), _("Give each file a name of its own, so that findings can say which one they mean.")),
    Problem("compressed-file", Fault.TEXT, _("%(name)s is compressed in a form that is not opened here."), _("Hand in the file itself, or a .zip or .tar.gz.")),
    Problem("archive-too-large", Fault.TEXT, _("The archive %(name)s has %(count)s bytes; an archive may have %(limit)s."), _ARCHIVE_AGAIN),
    Problem("archive-entries", Fault.TEXT, _("The archive %(name)s has more than %(limit)s entries."), _ARCHIVE_AGAIN),
    Problem("archive-unpacked", Fault.TEXT, _("Unpacked, the archive %(name)s has more than %(limit)s bytes."), _ARCHIVE_AGAIN),
    Problem("archive-path", Fault.TEXT, _("The archive %(name)s holds a path that leads out of it or cannot be used: %(entry)s"), _ARCHIVE_AGAIN),
    Problem("archive-link", Fault.TEXT, _("The archive %(name)s holds a link or device: %(entry)s"), _("Put the file itself into the archive.")),
    Problem("archive-nested", Fault.TEXT, _("The archive %(name)s holds another archive: %(entry)s"), _("Put the manifests themselves into the archive.")),
    Problem("archive-locked", Fault.TEXT, _("The archive %(name)s is protected by a password."), _("Make it again without a password.")),
    Problem("archive-broken", Fault.TEXT, _("The archive %(name)s could not be read: it is damaged, or packed in an uncommon way."), _ARCHIVE_AGAIN),
    Problem("archive-empty", Fault.TEXT, _("The archive %(name)s holds no manifest (.yaml, .yml, .json or Dockerfile)."), _ARCHIVE_AGAIN),
    Problem("unknown-kubernetes", Fault.TEXT, _("Kubernetes %(version)s is not known here."), _("Choose one of the versions offered.")),
    Problem("unknown-profile", Fault.TEXT, _("There is no rule profile %(name)s."), _("Choose one of the profiles offered.")),
    Problem("broken-profile", Fault.TEXT, _("The rule profile %(name)s could not be read: %(reason)s"), _("Ask a trainer of your team to correct it, or choose another profile.")),
    Problem("not-in-team", Fault.TEXT, _("You are not in that team any more."), _("Choose one of your teams.")),
    Problem("in-bin", Fault.TEXT, _("This submission is deleted."), _("Take it back first, then go on with it.")),
    Problem("no-words", Fault.TEXT, _("There are no words in what you wrote."), _("Write something and send it again.")),
    Problem("too-many-words", Fault.TEXT, _("What you wrote has %(count)s characters; at most %(limit)s fit."), _("Make it shorter.")),
    Problem("no-such-line", Fault.TEXT, _("The file %(name)s has no line %(line)s in this revision."), _("Choose a line of the file.")),
    Problem("not-based-on-a-revision", Fault.TEXT, _("These texts belong to no submission."), _("Hand them in as a new submission.")),
    Problem("fixes-collide", Fault.TEXT, _("None of these fixes could be applied: they want the same place, or have been applied."), _("Apply one of them, then look at the new revision.")),
    Problem("not-reviewed-yet", Fault.TEXT, _("This revision has no finished review yet."), _("Wait until the review is done.")),
    Problem("thread-taken", Fault.TEXT, _("Somebody else has taken or answered this question."), _("Look at the conversation again.")),
    Problem("own-work", Fault.TEXT, _("This is your own work."), _("Another trainer of the team can decide about it.")),
    Problem("already-finished", Fault.TEXT, _("The review is already finished."), _("Look at its result.")),
    # The pace
    Problem("queue-full", Fault.PACE, _("You have %(limit)s reviews waiting, which is as many as fit."), _("Hand this in when one of them is done, in about %(wait)s s. Your text is not stored yet.")),
    Problem("minute-full", Fault.PACE, _("You handed in %(limit)s times within a minute, which is as often as can be."), _("Hand this in again in %(wait)s s.")),
    Problem("day-full", Fault.PACE, _("You handed in %(limit)s times within 24 hours, which is as often as can be."), _("Hand this in again after %(at)s.")),
    # The review itself
    Problem("too-slow", Fault.TEXT, _("The review took longer than %(seconds)s seconds and was ended."), _SPLIT),
    Problem("cut-short", Fault.TEXT, _("The review reached its limit of %(soft_seconds)s seconds: what it had found until then is listed."), _SPLIT),
    Problem("too-much-memory", Fault.TEXT, _("The review needed more than %(mebibytes)s MiB of memory and was ended."), _SPLIT),
    Problem("checker-crashed", Fault.OURS, _("The checker broke down while it read this text. That is our mistake, not yours."), _("Your text is stored. Hand in the files one by one to see which one it is, and tell an administrator.")),
    Problem("checker-failed", Fault.OURS, _("The review failed inside the portal. That is our mistake, not yours."), _("Your text is stored. Ask for another review; if it fails again, tell an administrator.")),
    Problem("given-up", Fault.OURS, _("The review was begun %(attempts)s times, and each time the program that does it came to an end. That is our mistake, not yours."), _("Your text is stored. Ask for another review later, or tell an administrator.")),
)  # fmt: skip

PROBLEMS = {problem.id: problem for problem in _ALL}
