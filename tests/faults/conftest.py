"""Workers with poison among their rules and short limits, and what stands in for the beat process."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from people.models import Team, User
from portal.celery import app
from reviews import sweeping, waking
from reviews.models import Review, Revision
from reviews.submitting import submit
from reviews.uploads import from_texts
from tests.services import Worker, running

SHORT_LIMITS = {
    "PORTAL_REVIEW_SOFT_LIMIT_SECONDS": "1",
    "PORTAL_REVIEW_HARD_LIMIT_SECONDS": "6",
    "PORTAL_REVIEW_LEASE_SECONDS": "3",
    "PORTAL_REVIEW_HEARTBEAT_SECONDS": "1",
}
POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\nspec:\n  containers:\n    - name: web\n      image: web:latest\n"


class PoisonedWorker(Worker):
    """A worker that also knows the rule of poison.py."""

    def command(self) -> list[str]:
        """Return what starts the worker in the foreground."""
        return [*super().command(), "--include", "tests.faults.poison"]

    def children(self) -> list[int]:
        """Return the pids of the pool's processes."""
        assert self.process is not None
        return _children_of(self.process.pid)


def _children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    """The file that tells "slow-once" that it was slow before."""
    return tmp_path / "was-slow"


@pytest.fixture
def empty_queue(transactional_db: None) -> None:
    """No message of an earlier test is left, and no breaker is open."""
    app.control.purge()
    waking.breaker.reset()


@pytest.fixture
def poisoned(process_environment: dict[str, str], empty_queue: None, marker: Path) -> Callable[..., PoisonedWorker]:
    """Makes a worker (not started yet) on this test's database and queue; `limits` are settings by name."""

    def make(concurrency: int = 1, **limits: str) -> PoisonedWorker:
        environment = {**process_environment, **SHORT_LIMITS, **limits, "POISON_MARKER": str(marker)}
        return PoisonedWorker(environment, concurrency)

    return make


@pytest.fixture
def worker(poisoned: Callable[..., PoisonedWorker]) -> Iterator[PoisonedWorker]:
    """A running worker with poison."""
    with running(poisoned()) as process:
        yield process


@pytest.fixture
def hand_in(aiko: User, harbour: Team, transactional_db: None) -> Callable[[str], Revision]:
    """Hands in a Pod of that name and wakes a worker, without a learner's limits."""
    settings_before = settings.SUBMISSIONS_QUEUED, settings.SUBMISSIONS_A_MINUTE
    settings.SUBMISSIONS_QUEUED = settings.SUBMISSIONS_A_MINUTE = 1000

    def hand_in_pod(name: str) -> Revision:
        return submit(author=aiko, team=harbour, upload=from_texts([("pod.yaml", POD.format(name=name))]))

    yield hand_in_pod
    settings.SUBMISSIONS_QUEUED, settings.SUBMISSIONS_A_MINUTE = settings_before


def sweep_until(done: Callable[[], bool], seconds: float = 60) -> None:
    """Does what the beat process does, every half second, as if each review had waited long enough."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, list(Review.objects.values("state", "attempts", "problem", "stage"))
        Review.objects.waiting().update(queued_at=timezone.now() - timedelta(seconds=9))
        Review.objects.update(woken_at=None)
        sweeping.free_stuck_reviews()
        time.sleep(0.5)


def none_is_live() -> bool:
    """Whether every review has come to its end."""
    return not Review.objects.live().exists()


def end(pid: int, number: int) -> None:
    """Send a signal to one process."""
    os.kill(pid, number)
