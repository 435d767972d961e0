"""Telling a worker that something waits. The message may get lost: the row is the queue, the sweeper tells again."""

from __future__ import annotations

import logging
import threading
import time

from celery import current_app
from prometheus_client import Counter

LOG = logging.getLogger(__name__)
BREAKER_SECONDS = 10.0
TASK = "reviews.tasks.review_next"
FAILURES = Counter("portal_wake_failures", "Messages to workers that could not be sent; the sweeper sends them again.")


class _Breaker:
    """After a failure nothing is tried for a while, so that a frozen broker costs one time-out and not one an upload."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._closed_until = 0.0

    def lets_through(self) -> bool:
        """Whether sending may be tried now."""
        with self._lock:
            return time.monotonic() >= self._closed_until

    def trip(self) -> None:
        """Sending failed: not again for a while."""
        with self._lock:
            self._closed_until = time.monotonic() + BREAKER_SECONDS

    def reset(self) -> None:
        """Forget the last failure."""
        with self._lock:
            self._closed_until = 0.0


breaker = _Breaker()


def wake(review_id: int) -> bool:
    """Sends the hint that a review waits; True if it was sent. Never raises: nobody's upload depends on it."""
    if not breaker.lets_through():
        FAILURES.inc()
        return False
    try:
        current_app.send_task(TASK, args=[review_id], retry=False)
    except Exception as error:
        breaker.trip()
        FAILURES.inc()
        LOG.warning("no worker was woken for review %s: %s", review_id, type(error).__name__)
        return False
    return True
