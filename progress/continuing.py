"""What a learner goes on with: the one card at the top of Home. Pure."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any, NamedTuple


class Why(StrEnum):
    """The reason why a submission is what to go on with."""

    IN_PROGRESS = "in_progress"
    FAILED = "failed"
    TO_MEND = "to_mend"
    CLEAN = "clean"


class Next(NamedTuple):
    """A submission and why it is the next thing to look at."""

    submission: Any
    why: Why


def what_next(submissions: Sequence[Any]) -> Next | None:
    """The submission to go on with, of those given newest first (Submission.with_latest).

    A result that is on its way comes first, then the newest one with something to mend, then the newest.
    """
    judged = [Next(submission, _why(submission)) for submission in submissions]
    for wanted in (Why.IN_PROGRESS, Why.FAILED, Why.TO_MEND):
        for found in judged:
            if found.why is wanted:
                return found
    return judged[0] if judged else None


def _why(submission: Any) -> Why:
    if submission.latest_state in ("queued", "running"):
        return Why.IN_PROGRESS
    if submission.latest_state in ("given_up", "refused"):
        return Why.FAILED
    if submission.latest_errors or submission.latest_warnings:
        return Why.TO_MEND
    return Why.CLEAN
