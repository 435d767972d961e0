"""Nothing waits for ever: what lost its message or its worker is told again, what is over is removed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Event
from people.models import Team, User
from reviews import queueing, submitting, sweeping
from reviews.models import Draft, Review, ReviewState, Submission, WorkerHeartbeat
from reviews.reviewing import claim
from reviews.uploads import from_texts
from tests.reviews.handing_in import hand_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the reviews for which a message was sent."""
    ids: list[int] = []
    monkeypatch.setattr(sweeping, "wake", lambda review_id: ids.append(review_id) or True)
    return ids


def ago(seconds: float):
    return timezone.now() - timedelta(seconds=seconds)


def test_what_waits_longer_than_eight_seconds_is_told_again(aiko: User, harbour: Team, woken: list[int]) -> None:
    review = hand_in(aiko, harbour).latest_review()
    sweeping.free_stuck_reviews()
    assert woken == []
    Review.objects.update(queued_at=ago(9))
    sweeping.free_stuck_reviews()
    sweeping.free_stuck_reviews()
    assert woken == [review.pk]
    Review.objects.update(woken_at=ago(9))
    sweeping.free_stuck_reviews()
    assert woken == [review.pk, review.pk]


def test_what_lost_its_worker_is_told_again_and_what_has_one_is_not(
    aiko: User, harbour: Team, woken: list[int]
) -> None:
    hand_in(aiko, harbour)
    review = claim()
    sweeping.free_stuck_reviews()
    assert woken == []
    Review.objects.update(lease_until=ago(1))
    sweeping.free_stuck_reviews()
    assert woken == [review.pk]


def test_what_is_finished_is_left_alone(aiko: User, harbour: Team, woken: list[int]) -> None:
    hand_in(aiko, harbour)
    Review.objects.update(state=ReviewState.DONE, queued_at=ago(99))
    assert sweeping.free_stuck_reviews() == []


def test_a_heartbeat_is_one_row_a_worker_and_old_ones_go(db: None) -> None:
    WorkerHeartbeat.objects.create(name="old", beat_at=ago(2 * 86_400))
    sweeping.record_heartbeat(name="worker@a")
    sweeping.record_heartbeat(name="worker@a")
    assert [row.name for row in WorkerHeartbeat.objects.all()] == ["worker@a"]


def test_whether_anybody_works_is_told_by_the_last_sign_of_life(aiko: User, harbour: Team) -> None:
    assert not queueing.is_working()
    sweeping.record_heartbeat(name="worker@a")
    assert queueing.is_working()
    WorkerHeartbeat.objects.update(beat_at=ago(91))
    assert not queueing.is_working()
    hand_in(aiko, harbour)
    claim()
    assert queueing.is_working()


def test_a_place_in_the_queue_counts_who_came_before(aiko: User, ben: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour).latest_review()
    second = hand_in(ben, harbour).latest_review()
    assert (queueing.place_of(first).ahead, queueing.place_of(second).ahead) == (0, 1)
    assert queueing.place_of(second).seconds >= 1
    Review.objects.filter(pk=first.pk).update(queued_at=ago(60))
    assert queueing.oldest_wait() >= timedelta(seconds=60)


def test_drafts_of_yesterday_and_what_was_deleted_a_month_ago_are_removed(aiko: User, harbour: Team) -> None:
    kept, deleted, forgotten = (hand_in(aiko, harbour, f"kind: Pod # {n}\n").submission for n in range(3))
    Review.objects.update(state=ReviewState.DONE)
    for text in ("kind: Old\n", "kind: New\n"):
        submitting_draft(aiko, text)
    Draft.objects.filter(files__0__text="kind: Old\n").update(created_at=ago(25 * 3600))
    for submission in (deleted, forgotten):
        submitting.delete(submission=submission, person=aiko)
    Submission.objects.filter(pk=forgotten.pk).update(deleted_at=ago(31 * 86_400))
    sweeping.remove_expired()
    assert set(Submission.objects.all()) == {kept, deleted}
    assert Draft.objects.get().files[0]["text"] == "kind: New\n"
    assert Event.objects.filter(kind="reviews.removed", target=f"submission:{forgotten.public_id}").exists()


def submitting_draft(owner: User, text: str) -> None:
    from reviews.drafting import start_draft

    start_draft(owner=owner, purpose="exercise", files=from_texts([("a.yaml", text)]).files)
