"""Who may see and do what with a submission, its reviews, its conversations."""

import pytest

from activity.models import Event
from people.models import Team, User
from reviews import access, drafting, sharing
from reviews.models import ShareLink
from reviews.reviewing import review_next
from tests.reviews.handing_in import hand_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def everybody(aiko: User, ben: User, chie: User, dan: User, erin: User, frank: User) -> list[User]:
    return [aiko, ben, chie, dan, erin, frank]


def who(people: list[User], question) -> list[str]:
    return [person.name for person in people if question(person)]


def test_the_author_changes_the_trainer_judges_the_team_comments_when_shared(
    everybody: list[User], aiko: User, harbour: Team
) -> None:
    submission = hand_in(aiko, harbour).submission
    assert who(everybody, lambda p: access.may_change(p, submission)) == ["Aiko"]
    assert who(everybody, lambda p: access.may_judge(p, submission)) == ["Chie"]
    assert who(everybody, lambda p: access.may_comment(p, submission)) == ["Aiko", "Chie"]
    sharing.share(submission=submission, person=aiko)
    assert who(everybody, lambda p: access.may_comment(p, submission)) == ["Aiko", "Ben", "Chie"]
    assert who(everybody, lambda p: access.may_change(p, submission)) == ["Aiko"]
    sharing.unshare(submission=submission, person=aiko)
    assert who(everybody, lambda p: access.may_comment(p, submission)) == ["Aiko", "Chie"]


def test_nobody_judges_their_own_work(chie: User, harbour: Team) -> None:
    assert not access.may_judge(chie, hand_in(chie, harbour).submission)


def test_without_a_team_only_the_author_and_administrators_read(everybody: list[User], aiko: User) -> None:
    submission = hand_in(aiko, None).submission
    sharing.share(submission=submission, person=aiko)
    assert who(everybody, lambda p: access.visible_submissions(p).exists()) == ["Aiko", "Frank"]
    assert who(everybody, lambda p: access.may_comment(p, submission)) == ["Aiko"]


def test_reviews_findings_and_revisions_follow_their_submission(
    everybody: list[User], aiko: User, harbour: Team
) -> None:
    hand_in(aiko, harbour)
    review_next()
    for question in (access.visible_revisions, access.visible_reviews, access.visible_findings):
        assert who(everybody, lambda p, question=question: question(p).exists()) == ["Aiko", "Chie", "Frank"]


def test_a_draft_is_its_owners_alone(everybody: list[User], aiko: User, harbour: Team) -> None:
    revision = hand_in(aiko, harbour)
    review_next()
    fixable = [finding for finding in revision.latest_review().findings.all() if finding.fix]
    draft = drafting.draft_fixes(revision=revision, findings=fixable, person=aiko)
    assert who(everybody, lambda p: access.own_drafts(p).exists()) == ["Aiko"]
    assert who(everybody, lambda p: access.visible_reviews(p).filter(draft=draft).exists()) == ["Aiko"]


def test_reading_anothers_work_is_written_down_once_an_hour(aiko: User, chie: User, harbour: Team) -> None:
    submission = hand_in(aiko, harbour).submission
    for person in (aiko, chie, chie):
        access.note_reading(person, submission)
    event = Event.objects.get(kind="reviews.read")
    assert (event.actor, event.subject) == (chie, aiko)


def test_a_link_opens_one_submission_until_it_is_withdrawn(aiko: User, harbour: Team) -> None:
    submission = hand_in(aiko, harbour).submission
    link, token = sharing.make_link(submission=submission, person=aiko)
    assert sharing.submission_for(token) == submission
    assert sharing.submission_for(token + "x") is None
    assert not ShareLink.objects.filter(token_hash__contains=token).exists()
    sharing.withdraw_link(link=link, person=aiko)
    assert sharing.submission_for(token) is None


def test_a_link_ends_with_its_submission_and_its_maker(aiko: User, harbour: Team) -> None:
    submission = hand_in(aiko, harbour).submission
    _link, token = sharing.make_link(submission=submission, person=aiko)
    User.objects.filter(pk=aiko.pk).update(is_active=False)
    assert sharing.submission_for(token) is None
