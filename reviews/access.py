"""Who may see and do what with manifests and reviews. Views answer 404 where these say no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from activity.models import Event
from activity.recording import record
from people.access import is_administrator, is_member_of, is_trainer_in, teams_trained_by
from reviews.models import Draft, Finding, Objection, Review, Revision, Submission, Thread
from reviews.models.submissions import SubmissionQuerySet

Who = Any


def visible_submissions(user: Who) -> SubmissionQuerySet:
    """What this person may read."""
    return Submission.objects.visible_to(user)


def visible_revisions(user: Who) -> Any:
    """The revisions this person may read."""
    return Revision.objects.filter(submission__in=visible_submissions(user))


def visible_findings(user: Who) -> Any:
    """The findings this person may read; those of a draft are its owner's alone."""
    return Finding.objects.filter(review__revision__submission__in=visible_submissions(user))


def visible_threads(user: Who) -> Any:
    """The conversations this person may read."""
    return Thread.objects.visible_to(user)


def own_drafts(user: Who) -> Any:
    """The texts this person is trying out."""
    return Draft.objects.filter(owner_id=getattr(user, "pk", None))


def visible_reviews(user: Who) -> Any:
    """The reviews this person may read: of revisions they may read, and of their own drafts."""
    of_revisions = Review.objects.filter(revision__in=visible_revisions(user))
    return of_revisions | Review.objects.filter(draft__in=own_drafts(user))


def objections_to_answer(user: Who) -> Any:
    """Objections that this person decides: in the teams they train; all for an administrator."""
    if is_administrator(user):
        return Objection.objects.all()
    return Objection.objects.filter(finding__review__revision__submission__team__in=teams_trained_by(user))


def may_change(user: Who, submission: Submission) -> bool:
    """New revisions, fixes, name, sharing, bin: the author alone."""
    return bool(getattr(user, "is_active", False)) and submission.author_id == user.pk


def may_judge(user: Who, submission: Submission) -> bool:
    """A verdict: a trainer of the submission's team, on another's work."""
    return (
        submission.team is not None
        and submission.author_id != getattr(user, "pk", None)
        and is_trainer_in(user, submission.team)
    )


def may_comment(user: Who, submission: Submission) -> bool:
    """The author, the team's trainers, and team-mates where it is shared and the team allows it."""
    if may_change(user, submission):
        return True
    team = submission.team
    if team is None:
        return False
    return is_trainer_in(user, team) or (
        submission.is_shared and team.members_see_each_other and is_member_of(user, team)
    )


def note_reading(user: Who, submission: Submission) -> None:
    """Writes to the audit log that somebody read another's work, at most once an hour."""
    if submission.author_id == user.pk:
        return
    target = f"submission:{submission.public_id}"
    hour_ago = timezone.now() - timedelta(hours=1)
    if Event.objects.filter(kind="reviews.read", actor=user, target=target, at__gt=hour_ago).exists():
        return
    record(kind="reviews.read", actor=user, subject=submission.author, team_id=submission.team_id, target=target)
