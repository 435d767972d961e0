"""What is done every few seconds so that nothing gets stuck, and every hour so that nothing piles up."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from activity.recording import record
from reviews import clock
from reviews.models import Draft, Review, Submission, WorkerHeartbeat
from reviews.waking import wake

LOG = logging.getLogger(__name__)
WAITS_SECONDS = 8  # a review that nobody has begun by then may have lost its message
WOKEN_AT_ONCE = 50
BIN_DAYS = 30
DRAFT_HOURS = 24
SILENT_WORKER_DAYS = 1


def free_stuck_reviews() -> list[int]:
    """Wakes workers for reviews that wait for more than 8 s or whose worker vanished; gives their ids.

    Nothing is taken from anybody here: the worker that wakes claims the review, or gives it up.
    """
    waiting = Q(pk__in=Review.objects.unseen(clock.now(-WAITS_SECONDS)).values("pk"))
    lost = Q(pk__in=Review.objects.stuck(clock.now()).values("pk"))
    lately_woken = Q(woken_at__gt=clock.now(-WAITS_SECONDS))
    found = Review.objects.filter(waiting | lost).exclude(lately_woken & Q(woken_at__isnull=False))
    ids = list(found.order_by("queued_at", "pk").values_list("pk", flat=True)[:WOKEN_AT_ONCE])
    if not ids:
        return []
    Review.objects.filter(pk__in=ids).update(woken_at=clock.now())
    sent = [review_id for review_id in ids if wake(review_id)]
    LOG.info("%s reviews wait or lost their worker; %s workers were told", len(ids), len(sent))
    return ids


def record_heartbeat(*, name: str) -> None:
    """Writes when a worker was last heard of, and forgets those that are silent for a day."""
    WorkerHeartbeat.objects.update_or_create(name=name, defaults={"beat_at": timezone.now()})
    WorkerHeartbeat.objects.filter(beat_at__lt=timezone.now() - timedelta(days=SILENT_WORKER_DAYS)).delete()


def remove_expired(now: datetime | None = None) -> None:
    """Removes drafts of yesterday, and submissions that their author deleted 30 days ago."""
    now = now or timezone.now()
    Draft.objects.filter(created_at__lt=now - timedelta(hours=DRAFT_HOURS)).delete()
    for submission in Submission.objects.filter(deleted_at__lt=now - timedelta(days=BIN_DAYS)).select_related("author"):
        record(
            kind="reviews.removed",
            subject=submission.author,
            team_id=submission.team_id,
            target=f"submission:{submission.public_id}",
        )
        submission.delete()
