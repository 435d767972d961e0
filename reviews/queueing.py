"""The queue as people see it: how many are ahead, how long it may take, whether anybody works; and each learner's limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Avg, F, Max
from django.utils import formats, timezone

from reviews.models import Review, ReviewState, WorkerHeartbeat
from reviews.problems import Refused

# A worker reports every 30 s; after three silent reports there is nobody.
SILENT_REPORTS = 3
_TYPICAL_SECONDS = 2.0
_RECENT = 20


@dataclass(frozen=True)
class Place:
    """Where a waiting review stands. `working`: whether a worker was heard of lately."""

    ahead: int
    seconds: int
    working: bool


def place_of(review: Review) -> Place:
    """How many reviews come before this one, and about how many seconds it may take until it is done."""
    ahead = (
        Review.objects.waiting().filter(queued_at__lt=review.queued_at).count()
        if review.state == ReviewState.QUEUED
        else 0
    )
    return Place(ahead, max(1, round((ahead + 1) * seconds_each())), is_working())


def is_working(now: datetime | None = None) -> bool:
    """Whether a worker was heard of lately: by its report, or by a review that it has in hand."""
    now = now or timezone.now()
    last = WorkerHeartbeat.objects.aggregate(at=Max("beat_at"))["at"]
    in_hand = Review.objects.aggregate(at=Max("heartbeat_at"))["at"]
    heard = [at for at in (last, in_hand) if at is not None]
    silent = timedelta(seconds=SILENT_REPORTS * settings.WORKER_HEARTBEAT_SECONDS)
    return bool(heard) and now - max(heard) < silent


def oldest_wait(now: datetime | None = None) -> timedelta:
    """How long the review that waits longest has waited; nothing if none waits."""
    oldest = Review.objects.waiting().order_by("queued_at").values_list("queued_at", flat=True).first()
    return (now or timezone.now()) - oldest if oldest else timedelta(0)


def seconds_each() -> float:
    """How long a review took lately, on average."""
    recent = Review.objects.finished().filter(copied_from=None, started_at__isnull=False).order_by("-pk")[:_RECENT]
    took = Review.objects.filter(pk__in=list(recent.values_list("pk", flat=True))).aggregate(
        seconds=Avg(F("finished_at") - F("started_at"))
    )["seconds"]
    return took.total_seconds() if took else _TYPICAL_SECONDS


def check_limits(owner: Any, *, now: datetime | None = None, will_wait: bool = True) -> None:
    """Raises Refused, saying when a place is free, if this learner's queue or pace is full.

    `will_wait`: False for a text whose result is already known: it takes no place in the queue.
    """
    now = now or timezone.now()
    own = Review.objects.filter(owner=owner)
    waiting = own.live().count() if will_wait else 0
    if waiting >= settings.SUBMISSIONS_QUEUED:
        wait = max(1, round((Review.objects.waiting().count() - waiting + 1) * seconds_each()))
        raise Refused("queue-full", limit=settings.SUBMISSIONS_QUEUED, wait=wait)
    minute = _full_until(own, now, timedelta(minutes=1), settings.SUBMISSIONS_A_MINUTE)
    if minute is not None:
        wait = max(1, round((minute - now).total_seconds()))
        raise Refused("minute-full", limit=settings.SUBMISSIONS_A_MINUTE, wait=wait)
    day = _full_until(own, now, timedelta(hours=24), settings.SUBMISSIONS_A_DAY)
    if day is not None:
        at = formats.date_format(timezone.localtime(day), "DATETIME_FORMAT")
        raise Refused("day-full", limit=settings.SUBMISSIONS_A_DAY, at=at)


def _full_until(own: Any, now: datetime, period: timedelta, limit: int) -> datetime | None:
    """When the period has room again; None if it has room now."""
    times = own.filter(queued_at__gt=now - period).order_by("-queued_at").values_list("queued_at", flat=True)
    oldest_that_counts = list(times[limit - 1 : limit])
    return oldest_that_counts[0] + period if oldest_that_counts else None
