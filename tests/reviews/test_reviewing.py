"""A worker claims the fairest review, checks it within its limits, and stores each exactly once."""

import os
import signal
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from activity.models import Event
from people.models import Team, User
from reviews import checker, reviewing, sandbox
from reviews.models import Finding, Review, ReviewState
from reviews.problems import told
from reviews.reviewing import claim, finish, review_next
from tests.reviews.handing_in import DEPLOYMENT, MENDED, hand_in, hand_in_again

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def checking(monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Puts another function in the checker's place, for texts that break it."""
    monkeypatch.setattr(reviewing, "_warm", True)

    def put(work: Callable) -> None:
        monkeypatch.setattr(checker, "review", work)

    return put


def live(state: str = ReviewState.QUEUED) -> Review:
    return Review.objects.get(state=state)


def test_a_review_is_done_with_its_findings(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    assert review_next().revision == revision
    review = revision.latest_review()
    assert (review.state, review.problem, review.attempts, review.unfinished) == ("done", "", 1, False)
    assert (review.token, review.lease_until) == (None, None)
    tag = review.findings.get(rule="image-tag-latest")
    assert (tag.line, tag.resource, tag.state) == (15, "Deployment/shop/web", "new")
    assert tag.message_ja != tag.message_en
    assert review.warnings == review.findings.open().filter(severity="warning").count() > 0
    assert Event.objects.get(kind="reviews.finished").details["warnings"] == review.warnings
    assert review_next() is None


def test_the_next_revision_tells_what_is_fixed_and_what_is_new(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    review_next()
    second = hand_in_again(
        first, MENDED.replace("name: web\n          image", "name: web\n          tty: true\n          image")
    )
    review_next()
    review = second.latest_review()
    assert [(o.finding.rule, o.state) for o in review.outcomes.all()] == [("image-tag-latest", "fixed")]
    assert (review.mended, set(review.findings.values_list("state", flat=True))) == (1, {"still_open"})
    assert Event.objects.filter(kind="reviews.finished").latest("pk").details["fixed"] == ["image-tag-latest"]


def test_learners_take_turns_and_each_ones_oldest_comes_first(aiko: User, ben: User, chie: User, harbour: Team) -> None:
    for person, count in ((aiko, 3), (ben, 2), (chie, 1)):
        for number in range(count):
            hand_in(person, harbour, f"kind: Pod # {person.name} {number}\n")
    turns = [claim() for _turn in range(6)]
    assert [review.owner.name for review in turns] == ["Aiko", "Ben", "Chie", "Aiko", "Ben", "Aiko"]
    first, second, third = (review.pk for review in turns if review.owner == aiko)
    assert first < second < third


def test_two_workers_never_have_one_review(aiko: User, harbour: Team) -> None:
    hand_in(aiko, harbour)
    assert claim() is not None
    assert claim() is None


def test_a_vanished_workers_review_is_taken_over_and_its_late_result_dropped(aiko: User, harbour: Team) -> None:
    hand_in(aiko, harbour)
    late = claim()
    Review.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    taken = claim()
    assert (taken.pk, taken.attempts) == (late.pk, 2)
    result = {"result": None, "problem": "checker-failed"}
    assert finish(late, sandbox.Ran(**result)) is False
    assert live(ReviewState.RUNNING).token == taken.token
    assert reviewing.Lease(late)._renew() is False
    assert finish(taken, sandbox.Ran(**result)) is True
    assert not Finding.objects.exists()


def test_what_ends_its_worker_three_times_is_given_up_before_the_fourth(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    for attempt in range(1, 4):
        assert claim().attempts == attempt
        Review.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim() is None
    review = revision.latest_review()
    assert (review.state, review.problem) == ("given_up", "given-up")
    assert "3 times" in told(review.problem).text


def test_given_up_work_doesnt_stop_the_next(aiko: User, ben: User, harbour: Team) -> None:
    hand_in(aiko, harbour)
    Review.objects.update(attempts=3)
    hand_in(ben, harbour)
    Review.objects.filter(owner=ben).update(queued_at=timezone.now())
    assert claim().owner == ben


@pytest.mark.parametrize(
    ("breaks", "state", "problem"),
    [
        (lambda *_: os.kill(os.getpid(), signal.SIGSEGV), "given_up", "checker-crashed"),
        (lambda *_: bytearray(4 * 1024**3), "refused", "too-much-memory"),
        (lambda *_: {}["x"], "given_up", "checker-failed"),
    ],
)
def test_what_breaks_the_checker_is_final_at_once(
    checking, aiko: User, harbour: Team, breaks, state: str, problem: str
) -> None:
    checking(breaks)
    revision = hand_in(aiko, harbour)
    review_next()
    review = revision.latest_review()
    assert (review.state, review.problem, review.attempts) == (state, problem, 1)
    assert told(review.problem).remedy


def test_a_text_of_too_many_documents_is_told_with_the_number(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour, "---\nkind: Pod\n" * 501)
    review_next()
    review = revision.latest_review()
    assert (review.state, review.problem) == ("refused", "documents")
    assert "500" in told(review.problem).text


def test_a_review_that_runs_out_of_time_keeps_what_it_found(aiko: User, harbour: Team, settings) -> None:
    settings.REVIEW_SOFT_LIMIT_SECONDS = 0.000001
    revision = hand_in(aiko, harbour)
    review_next()
    review = revision.latest_review()
    assert (review.state, review.problem, review.unfinished) == ("done", "cut-short", True)
    settings.REVIEW_SOFT_LIMIT_SECONDS = 10
    assert hand_in(aiko, harbour).latest_review().state == "queued"


def test_findings_beyond_the_limit_are_counted_and_left_out(aiko: User, harbour: Team) -> None:
    pods = "".join(
        f"---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{n}}}\nspec: {{containers: [{{name: a, image: b}}]}}\n"
        for n in range(200)
    )
    revision = hand_in(aiko, harbour, pods)
    review_next()
    review = revision.latest_review()
    assert review.findings.count() == 1000
    assert review.report["truncated"] > 0


def test_a_lost_lease_ends_the_work_and_stores_nothing(checking, aiko: User, harbour: Team, settings) -> None:
    settings.REVIEW_HEARTBEAT_SECONDS = 0
    revision = hand_in(aiko, harbour)

    def slow(*_) -> None:
        while True:
            pass

    checking(slow)
    original = reviewing.Lease._renew

    def taken_away(lease: reviewing.Lease) -> bool:
        Review.objects.update(token=uuid.uuid4())
        return original(lease)

    reviewing.Lease._renew, kept = taken_away, original
    try:
        assert review_next() is None
    finally:
        reviewing.Lease._renew = kept
    assert revision.latest_review().state == "running"


def test_a_database_that_is_away_for_a_moment_costs_a_moment(aiko: User, harbour: Team, monkeypatch) -> None:
    revision = hand_in(aiko, harbour)
    real, failures = reviewing.finish, iter([OperationalError("database is locked"), OperationalError("gone")])

    def finish_at_last(*args):
        for failure in failures:
            raise failure
        return real(*args)

    monkeypatch.setattr(reviewing, "finish", finish_at_last)
    monkeypatch.setattr(reviewing, "_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(reviewing.connection, "close", lambda: None)
    monkeypatch.setattr(reviewing, "close_old_connections", lambda: None)
    review_next()
    assert revision.latest_review().state == "done"


def test_a_result_and_its_findings_are_one_commit(aiko: User, harbour: Team, monkeypatch) -> None:
    revision = hand_in(aiko, harbour)
    review = claim()

    def fail(*_) -> None:
        raise OperationalError("disk full")

    monkeypatch.setattr(reviewing, "store_findings", fail)
    with pytest.raises(OperationalError):
        finish(review, sandbox.run(reviewing._work_on(review), reviewing._limits(), lambda *_: True))
    assert (revision.latest_review().state, Finding.objects.count()) == ("running", 0)


def test_the_text_is_checked_with_the_masks_that_were_found_before_masking(aiko: User, harbour: Team) -> None:
    text = (
        DEPLOYMENT
        + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: correct-horse-b\n"
    )
    revision = hand_in(aiko, harbour, text)
    review_next()
    stored = list(revision.latest_review().findings.values_list("message_en", "parameters", "fix"))
    assert "correct-horse" not in repr(stored)
