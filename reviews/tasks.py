"""What workers are told to do: one call each, ids only."""

from celery import Task, shared_task
from django.conf import settings

from reviews import reviewing, sweeping

# The sandbox keeps the limits of a review itself; Celery's only end a watcher that is stuck.
_WATCHER_SECONDS = settings.REVIEW_HARD_LIMIT_SECONDS + settings.REVIEW_LEASE_SECONDS


@shared_task(soft_time_limit=_WATCHER_SECONDS, time_limit=_WATCHER_SECONDS + 5)
def review_next(hint: int | None = None) -> None:
    """Review what is next in the queue; `hint`, the review that this message was sent for, is for the log alone."""
    reviewing.review_next()


@shared_task
def free_stuck_reviews() -> None:
    """Wake workers for what waits too long or has lost its worker."""
    sweeping.free_stuck_reviews()


@shared_task(bind=True)
def record_heartbeat(self: Task) -> None:
    """Say that this worker hears."""
    sweeping.record_heartbeat(name=self.request.hostname or "worker")


@shared_task
def remove_expired() -> None:
    """Remove for good what was deleted 30 days ago, and old drafts."""
    sweeping.remove_expired()
