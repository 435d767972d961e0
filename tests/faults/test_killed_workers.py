"""A killed worker costs time, not work; a text that kills costs its own review, nobody else's."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from activity.models import Event
from reviews.models import Finding, Review
from tests.faults.conftest import PoisonedWorker, none_is_live, sweep_until
from tests.services import running, wait_until

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]


def outcome(revision) -> tuple[str, str, int]:
    review = revision.latest_review()
    return review.state, review.problem, review.attempts


def test_the_child_is_killed_in_mid_review_and_the_same_row_is_finished(
    worker: PoisonedWorker, hand_in, marker: Path
) -> None:
    revision = hand_in("slow-once")
    wait_until(marker.exists, "the review has begun", 30)
    for child in worker.children():
        os.kill(child, signal.SIGKILL)
    sweep_until(none_is_live)
    assert outcome(revision) == ("done", "", 2)
    assert Event.objects.filter(kind="reviews.finished").count() == 1


def test_the_whole_group_is_killed_and_another_worker_finishes(
    poisoned: Callable[..., PoisonedWorker], hand_in, marker: Path
) -> None:
    revision = hand_in("slow-once")
    with running(poisoned()) as first:
        wait_until(marker.exists, "the review has begun", 30)
        first.stop(signal.SIGKILL)
    assert outcome(revision)[0] == "running"
    with running(poisoned()):
        sweep_until(none_is_live)
    assert outcome(revision) == ("done", "", 2)


def test_no_checker_outlives_the_worker_that_watched_it(worker: PoisonedWorker, hand_in) -> None:
    hand_in("sleep")
    wait_until(lambda: any(_grandchildren(worker)), "the checker runs", 30)
    checkers = _grandchildren(worker)
    worker.stop(signal.SIGKILL)
    wait_until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in checkers), "the checker is gone", 10)


def _grandchildren(worker: PoisonedWorker) -> list[int]:
    from tests.faults.conftest import _children_of

    return [pid for child in worker.children() for pid in _children_of(child)]


def test_a_worker_that_is_asked_to_stop_finishes_what_it_has(poisoned: Callable[..., PoisonedWorker], hand_in) -> None:
    with running(poisoned()) as process:
        revision = hand_in("spin")
        wait_until(lambda: outcome(revision)[0] == "running", "the review has begun", 30)
        assert process.process is not None
        os.kill(process.process.pid, signal.SIGTERM)
        process.process.wait(30)
    assert outcome(revision) == ("done", "cut-short", 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("crash", ("given_up", "checker-crashed", 1)),
        ("memory", ("refused", "too-much-memory", 1)),
        ("spin", ("done", "cut-short", 1)),
        ("sleep", ("done", "cut-short", 1)),
        ("deaf-spin", ("refused", "too-slow", 1)),
        ("kill-worker", ("given_up", "given-up", 4)),
    ],
)
def test_a_text_that_breaks_the_checker_is_told_and_stops_nobody_else(
    worker: PoisonedWorker, hand_in, name: str, expected: tuple[str, str, int]
) -> None:
    poisoned, good = hand_in(name), hand_in("good")
    sweep_until(none_is_live)
    assert outcome(poisoned) == expected
    state, problem, _attempts = outcome(good)
    assert (state, problem) == ("done", "")
    assert good.latest_review().findings.exists()


def test_a_rule_that_is_cut_leaves_the_other_findings(worker: PoisonedWorker, hand_in) -> None:
    revision = hand_in("spin")
    sweep_until(none_is_live)
    report = revision.latest_review().report
    assert ("poison", "") in {(failure["rule"], failure["resource"]) for failure in report["failures"]}
    assert Review.objects.filter(unfinished=True).count() == 1
    assert Finding.objects.filter(review__revision=revision).exists() or report["rules_run"]
