"""What the database itself holds to, and what any text becomes in it; the same on SQLite and PostgreSQL."""

import math

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from people.models import Membership, Team, User
from reviews.models import Finding, Review, ReviewState, Revision, Submission, Thread, ThreadKind
from tests.reviews.handing_in import hand_in, hand_in_again

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def finding(review: Review, **fields) -> Finding:
    place = {"start": 0, "end": 4, "line": 1, "column": 1, "end_line": 1, "end_column": 5}
    texts = {
        "rule": "r",
        "severity": "error",
        "file": "web.yaml",
        "fingerprint": "f",
        "message_en": "m",
        "message_ja": "m",
    }
    return Finding(**{"review": review, "order": 0, "rank": 0, "document": 0, **place, **texts, **fields})


def refused_by_database(save) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        save()


def test_a_revisions_number_is_unique_in_its_submission(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    refused_by_database(lambda: Revision.objects.create(submission=revision.submission, number=1, sha256="x"))
    refused_by_database(lambda: Revision.objects.create(submission=revision.submission, number=0, sha256="x"))


def test_a_revision_has_one_live_review(aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    more = {"revision": revision, "owner": aiko, "kubernetes": "1.37", "profile": "default"}
    refused_by_database(lambda: Review.objects.create(**more))
    Review.objects.create(**more, state=ReviewState.DONE)


def test_a_review_is_of_a_revision_or_of_a_draft(aiko: User) -> None:
    refused_by_database(lambda: Review.objects.create(owner=aiko, kubernetes="1.37", profile="default"))


def test_a_running_review_has_a_lease(aiko: User, harbour: Team) -> None:
    review = hand_in(aiko, harbour).latest_review()
    refused_by_database(lambda: Review.objects.filter(pk=review.pk).update(state=ReviewState.RUNNING))


def test_the_lines_of_findings_and_threads_are_in_order(aiko: User, harbour: Team) -> None:
    review = hand_in(aiko, harbour).latest_review()
    refused_by_database(finding(review, line=3, end_line=2).save)
    refused_by_database(finding(review, start=3, end=2).save)
    lines = {"file": "web.yaml", "first_line": 3, "last_line": 2}
    refused_by_database(lambda: Thread.objects.create(revision=review.revision, kind=ThreadKind.COMMENT, **lines))


def test_any_text_can_be_stored(aiko: User, harbour: Team) -> None:
    review = hand_in(aiko, harbour).latest_review()
    parameters = {"a\0b": ["\ud83d", math.nan, math.inf, 10**5000, (1, {"x": "\0"})], "n": None, "t": True}
    row = finding(review, message_en="a\0b\udcffc", resource="\0", parameters=parameters)
    row.save()
    row.refresh_from_db()
    assert row.message_en == "a\ufffdb\ufffdc"
    assert row.parameters["a\ufffdb"][:3] == ["\ufffd", "nan", "inf"]
    assert row.parameters["t"] is True
    Submission.objects.filter(pk=review.revision.submission_id).update(title="x" * 5000)


def test_who_reads_a_submission(
    aiko: User, ben: User, chie: User, dan: User, erin: User, frank: User, harbour: Team
) -> None:
    revision = hand_in(aiko, harbour)

    def readers() -> list[str]:
        people = (aiko, ben, chie, dan, erin, frank)
        return [person.name for person in people if Submission.objects.visible_to(person).exists()]

    assert readers() == ["Aiko", "Chie", "Frank"]
    Submission.objects.update(shared_at=timezone.now())
    assert readers() == ["Aiko", "Ben", "Chie", "Frank"]
    Team.objects.filter(pk=harbour.pk).update(members_see_each_other=False)
    assert readers() == ["Aiko", "Chie", "Frank"]
    Submission.objects.update(deleted_at=timezone.now())
    assert readers() == []
    assert list(Submission.objects.in_bin_of(aiko)) == [revision.submission]
    assert not Submission.objects.in_bin_of(chie).exists()


def test_who_leaves_the_team_or_is_disabled_reads_no_more(aiko: User, chie: User, harbour: Team) -> None:
    hand_in(aiko, harbour)
    Membership.objects.filter(user=chie).delete()
    assert not Submission.objects.visible_to(chie).exists()
    aiko.is_active = False
    assert not Submission.objects.visible_to(aiko).exists()


def test_a_list_with_the_latest_of_everything_is_one_query(
    aiko: User, harbour: Team, django_assert_num_queries, settings
) -> None:
    settings.SUBMISSIONS_QUEUED = 99
    first = hand_in(aiko, harbour)
    hand_in_again(first)
    with django_assert_num_queries(1):
        assert [(s.title, s.latest_number, s.latest_state) for s in Submission.objects.by(aiko).with_latest()] == [
            ("web.yaml", 2, "queued")
        ]
    for number in range(5):
        hand_in(aiko, harbour, f"kind: Pod # {number}\n")
    with django_assert_num_queries(1):
        assert len(list(Submission.objects.visible_to(aiko).with_latest())) == 6
