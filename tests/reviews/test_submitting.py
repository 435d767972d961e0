"""Handing in, handing in again, limits, fixes, putting away: what is kept and what is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Event
from people.models import Membership, Team, User
from reviews import drafting, submitting, waking
from reviews.models import Profile, Review, ReviewState, Revision, RevisionFile, Submission
from reviews.problems import Refused
from reviews.reviewing import review_next
from reviews.uploads import from_texts
from tests.reviews.handing_in import DEPLOYMENT, MENDED, hand_in, hand_in_again, upload

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def problem_of(call) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.problem.id


def test_what_is_handed_in_is_stored_whole_and_waits(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    review = revision.latest_review()
    assert (revision.number, revision.texts()) == (1, {"web.yaml": DEPLOYMENT})
    assert (revision.submission.title, revision.submission.team, review.state) == ("web.yaml", harbour, "queued")
    event = Event.objects.get(kind="reviews.submitted")
    assert (event.actor, event.team_id, event.target) == (aiko, harbour.pk, f"revision:{revision.public_id}")


def test_a_worker_is_told_once_it_is_committed(
    aiko: User, harbour: Team, monkeypatch, django_capture_on_commit_callbacks
) -> None:
    told = []
    monkeypatch.setattr("reviews.dispatching.wake", told.append)
    with django_capture_on_commit_callbacks(execute=True):
        review = hand_in(aiko, harbour).latest_review()
        assert told == []
    assert told == [review.pk]


def test_a_broker_that_fails_costs_one_attempt_and_nobodys_upload(monkeypatch) -> None:
    attempts = []

    def fail(*args, **kwargs) -> None:
        attempts.append(args)
        raise ConnectionError("refused")

    monkeypatch.setattr("celery.app.base.Celery.send_task", fail)
    waking.breaker.reset()
    assert [waking.wake(1), waking.wake(2), waking.wake(3)] == [False, False, False]
    assert len(attempts) == 1
    waking.breaker.reset()
    waking.wake(4)
    assert len(attempts) == 2
    waking.breaker.reset()


def test_a_version_a_profile_or_a_team_that_cannot_be_had_is_refused(aiko: User, harbour: Team, orchard: Team) -> None:
    assert problem_of(lambda: hand_in(aiko, harbour, kubernetes="0.9")) == "unknown-kubernetes"
    assert problem_of(lambda: hand_in(aiko, harbour, profile="team:x")) == "unknown-profile"
    assert problem_of(lambda: hand_in(aiko, orchard)) == "not-in-team"
    assert not Submission.objects.exists()


def test_a_team_reviews_by_a_profile_of_its_own_and_another_team_cannot(
    aiko: User, dan: User, harbour: Team, orchard: Team
) -> None:
    own = Profile.objects.create(team=harbour, name="House", text="tiers: [core]\noff: [image-tag-latest]\n")
    revision = hand_in(aiko, harbour, profile=f"team:{own.public_id}")
    review_next()
    assert not revision.latest_review().findings.filter(rule="image-tag-latest").exists()
    assert problem_of(lambda: hand_in(dan, orchard, profile=f"team:{own.public_id}")) == "unknown-profile"


def test_a_broken_profile_is_told_with_its_reason(aiko: User, harbour: Team) -> None:
    own = Profile.objects.create(team=harbour, name="House", text="tires: [core]\n")
    with pytest.raises(Refused) as refused:
        hand_in(aiko, harbour, profile=f"team:{own.public_id}")
    assert "tires" in refused.value.problem.text


def test_three_wait_and_the_fourth_is_told_when_there_is_room(aiko: User, ben: User, harbour: Team) -> None:
    for number in range(3):
        hand_in(aiko, harbour, f"kind: Pod # {number}\n")
    with pytest.raises(Refused) as refused:
        hand_in(aiko, harbour)
    assert (refused.value.problem.id, "3 reviews" in refused.value.problem.text) == ("queue-full", True)
    assert "in about " in refused.value.problem.remedy
    assert Submission.objects.count() == Revision.objects.count() == 3
    hand_in(ben, harbour)


def test_ten_a_minute_and_the_eleventh_is_told_to_wait(aiko: User, harbour: Team) -> None:
    for number in range(10):
        hand_in(aiko, harbour, f"kind: Pod # {number}\n")
        Review.objects.update(state=ReviewState.DONE)
    assert problem_of(lambda: hand_in(aiko, harbour)) == "minute-full"
    Review.objects.update(queued_at=timezone.now() - timedelta(seconds=61))
    hand_in(aiko, harbour)


def test_so_many_a_day_and_one_more_is_told_the_hour(aiko: User, harbour: Team, settings) -> None:
    settings.SUBMISSIONS_A_DAY = 2
    for number in range(2):
        hand_in(aiko, harbour, f"kind: Pod # {number}\n")
    Review.objects.update(state=ReviewState.DONE, queued_at=timezone.now() - timedelta(hours=23))
    assert problem_of(lambda: hand_in(aiko, harbour)) == "day-full"
    Review.objects.update(queued_at=timezone.now() - timedelta(hours=25))
    hand_in(aiko, harbour)


def test_the_same_text_opens_the_earlier_revision(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    second = hand_in_again(first)
    assert (second.number, hand_in_again(first, DEPLOYMENT), hand_in_again(first)) == (2, first, second)
    assert first.submission.revisions.count() == 2


def test_another_name_is_another_text(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    renamed = submitting.submit_revision(submission=first.submission, person=aiko, upload=upload(name="app.yaml"))
    assert renamed.number == 2


def test_what_was_reviewed_before_has_its_result_at_once(aiko: User, dan: User, harbour: Team, orchard: Team) -> None:
    first = hand_in(aiko, harbour)
    review_next()
    done, copied = first.latest_review(), hand_in(dan, orchard).latest_review()
    assert (copied.state, copied.copied_from, copied.owner) == ("done", done, dan)
    assert [f.fingerprint for f in copied.findings.all()] == [f.fingerprint for f in done.findings.all()]
    assert (copied.errors, copied.warnings, copied.rules_version) == (done.errors, done.warnings, done.rules_version)


@pytest.mark.parametrize("other", [{"kubernetes": "1.30"}, {"profile": "everything"}])
def test_another_version_or_profile_is_reviewed_anew(aiko: User, harbour: Team, other: dict[str, str]) -> None:
    hand_in(aiko, harbour)
    review_next()
    assert hand_in(aiko, harbour, **other).latest_review().state == "queued"


def test_newer_rules_review_anew(aiko: User, harbour: Team, monkeypatch) -> None:
    hand_in(aiko, harbour)
    review_next()
    monkeypatch.setattr("reviews.content.rules_version", lambda: "newer")
    assert hand_in(aiko, harbour).latest_review().state == "queued"


def test_an_earlier_revision_comes_back_as_the_newest(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    hand_in_again(first)
    restored = submitting.restore_revision(revision=first, person=aiko)
    assert (restored.number, restored.texts(), restored.based_on) == (3, first.texts(), first)
    assert submitting.restore_revision(revision=first, person=aiko) == restored


def test_secrets_stay_masked_from_revision_to_revision(aiko: User, harbour: Team) -> None:
    secret = "apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: correct-horse-battery\n"
    first = hand_in(aiko, harbour, secret)
    hand_in_again(first)
    restored = submitting.restore_revision(revision=first, person=aiko)
    assert (
        [mask.kind for mask in restored.masks()["web.yaml"]] == [mask.kind for mask in first.masks()["web.yaml"]] != []
    )
    stored = RevisionFile.objects.values_list("text", flat=True)
    assert not any("correct-horse-battery" in text for text in stored)


def test_fixes_are_tried_out_and_then_become_a_revision(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    review_next()
    fixable = [finding for finding in first.latest_review().findings.by_importance() if finding.fix]
    draft = drafting.draft_fixes(revision=first, findings=fixable, person=aiko)
    assert draft.latest_review().state == "queued"
    review_next()
    found = {finding.fingerprint for finding in draft.latest_review().findings.all()}
    assert draft.applied
    assert not found & set(draft.applied)
    second = drafting.submit_draft(draft=draft, person=aiko)
    assert (second.number, second.based_on, second.texts()) == (2, first, draft.texts())
    assert (second.latest_review().state, second.latest_review().mended >= len(draft.applied)) == ("done", True)


def test_fixes_that_fit_nowhere_are_told(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    review_next()
    without = [finding for finding in first.latest_review().findings.all() if not finding.fix]
    assert problem_of(lambda: drafting.draft_fixes(revision=first, findings=without, person=aiko)) == "fixes-collide"


def test_a_fix_moves_the_secrets_behind_it(aiko: User, harbour: Team) -> None:
    text = (
        DEPLOYMENT
        + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData:\n  password: correct-horse-x\n"
    )
    first = hand_in(aiko, harbour, text)
    review_next()
    fixable = [finding for finding in first.latest_review().findings.all() if finding.fix]
    draft = drafting.draft_fixes(revision=first, findings=fixable, person=aiko)
    (mask,) = draft.masks()["web.yaml"]
    assert set(draft.texts()["web.yaml"][mask.start : mask.end]) == {"•"}


def test_a_submission_is_renamed_put_away_deleted_and_taken_back(aiko: User, harbour: Team) -> None:
    submission = hand_in(aiko, harbour).submission
    assert submitting.rename(submission=submission, person=aiko, title=" Shop ").title == "Shop"
    assert problem_of(lambda: submitting.rename(submission=submission, person=aiko, title=" ")) == "no-words"
    submitting.archive(submission=submission, person=aiko)
    assert not Submission.objects.by(aiko).current().exists()
    submitting.unarchive(submission=submission, person=aiko)
    submitting.delete(submission=submission, person=aiko)
    assert not Submission.objects.by(aiko).exists()
    assert submission.latest_revision().latest_review().state == "withdrawn"
    assert problem_of(lambda: hand_in_again(submission.latest_revision())) == "in-bin"
    submitting.undelete(submission=submission, person=aiko)
    assert submission.latest_revision().latest_review().state == "queued"
    kinds = list(
        Event.objects.filter(target=f"submission:{submission.public_id}").order_by("pk").values_list("kind", flat=True)
    )
    assert kinds == [
        "reviews.renamed",
        "reviews.archived",
        "reviews.unarchived",
        "reviews.deleted",
        "reviews.undeleted",
    ]


def test_a_withdrawn_review_is_not_done_and_makes_room(aiko: User, harbour: Team) -> None:
    review = hand_in(aiko, harbour).latest_review()
    submitting.withdraw(review=review, person=aiko)
    assert review_next() is None
    assert problem_of(lambda: submitting.withdraw(review=review, person=aiko)) == "already-finished"
    again = submitting.review_again(revision=review.revision, person=aiko)
    assert submitting.review_again(revision=review.revision, person=aiko) == again
    assert again.state == "queued"


def test_who_left_the_team_can_still_go_on_with_what_they_handed_in(aiko: User, harbour: Team) -> None:
    first = hand_in(aiko, harbour)
    Membership.objects.filter(user=aiko).delete()
    assert hand_in_again(first, MENDED).number == 2


def test_several_files_keep_their_order(aiko: User, harbour: Team) -> None:
    texts = [("b.yaml", DEPLOYMENT), ("a.yaml", "kind: Service\n")]
    revision = submitting.submit(author=aiko, team=harbour, upload=from_texts(texts))
    assert list(revision.texts()) == ["b.yaml", "a.yaml"]
    assert revision.submission.title == "b.yaml + 1"
