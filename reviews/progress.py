"""A review in progress, as stages with their marks and one number for the bar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reviews.models import Review, ReviewState
from reviews.queueing import Place, place_of

LONG_SECONDS = 8  # longer than nearly every review: said, so that nobody thinks it is lost
# How much of the work lies before each stage, and in it, in hundredths.
_SHARES = {"reading": (10, 15), "rules": (25, 60), "fixes": (85, 15)}
_ORDER = ("reading", "rules", "fixes")


@dataclass(frozen=True)
class Progress:
    """What the waiting page shows."""

    stages: list[dict[str, str]]
    percent: int
    place: Place | None
    is_long: bool
    spoken: str = field(default="")  # for the live region: changes only with the stage


def progress_of(review: Review | None) -> Progress:
    """Where the review is, in words."""
    if review is None or not review.is_live:
        return Progress([], 100, None, False)
    place = place_of(review)
    queued = review.state == ReviewState.QUEUED
    now = "" if queued else review.stage or "reading"
    stages: list[dict[str, Any]] = [
        {"state": "done", "text": _("Received")},
        {"state": "now" if queued else "done", "text": _waiting(place) if queued else _("Waited its turn")},
    ]
    for stage in _ORDER:
        stages.append({"state": _state(stage, now, queued), "text": _text(stage, review if stage == now else None)})
    since = review.queued_at if queued else review.started_at
    is_long = since is not None and (timezone.now() - since).total_seconds() > LONG_SECONDS
    spoken = next((stage["text"] for stage in stages if stage["state"] == "now"), "") if queued else _text(now, None)
    return Progress(stages, _percent(review, now), place, is_long, spoken)


def _state(stage: str, now: str, queued: bool) -> str:
    if queued or now not in _ORDER:
        return "waiting"
    if stage == now:
        return "now"
    return "done" if _ORDER.index(stage) < _ORDER.index(now) else "waiting"


def _waiting(place: Place) -> str:
    if not place.ahead:
        return _("Waiting: yours is next")
    return ngettext(
        "Waiting: %(ahead)s ahead of you, about %(seconds)s s",
        "Waiting: %(ahead)s ahead of you, about %(seconds)s s",
        place.ahead,
    ) % {"ahead": place.ahead, "seconds": place.seconds}


def _text(stage: str, review: Review | None) -> str:
    counts = {"done": review.stage_done, "total": review.stage_total} if review and review.stage_total else None
    if stage == "reading":
        return _("Reading the documents")
    if stage == "rules":
        return _("Rules: %(done)s of %(total)s") % counts if counts else _("Going through the rules")
    return _("Trying out fixes: %(done)s of %(total)s") % counts if counts else _("Trying out fixes")


def _percent(review: Review, now: str) -> int:
    if now not in _SHARES:
        return 5
    start, share = _SHARES[now]
    done = review.stage_done / review.stage_total if review.stage_total else 0
    return start + round(share * min(1, done))
