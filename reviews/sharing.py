"""Letting others read a submission: team-mates, and whoever has a link."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone

from activity.recording import record
from people.models import User
from reviews.models import ShareLink, Submission

_TOKEN_BYTES = 32


@transaction.atomic
def share(*, submission: Submission, person: User) -> Submission:
    """Lets team-mates read it, and comment where the team allows that."""
    submission.shared_at = submission.shared_at or timezone.now()
    return _saved(submission, person, "reviews.shared")


@transaction.atomic
def unshare(*, submission: Submission, person: User) -> Submission:
    """Takes it back from team-mates; trainers still see it."""
    submission.shared_at = None
    return _saved(submission, person, "reviews.unshared")


@transaction.atomic
def make_link(*, submission: Submission, person: User) -> tuple[ShareLink, str]:
    """A link that lets anybody read the submission; its token is given here once and never again."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    link = ShareLink.objects.create(submission=submission, token_hash=_hash(token), created_by=person)
    _record("reviews.link_made", person, submission)
    return link, token


@transaction.atomic
def withdraw_link(*, link: ShareLink, person: User) -> ShareLink:
    """Ends a link at once."""
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["revoked_at"])
    _record("reviews.link_withdrawn", person, link.submission)
    return link


def submission_for(token: str) -> Submission | None:
    """The submission that this link's token opens, to be read only; None for a withdrawn or unknown one."""
    link = (
        ShareLink.objects.filter(token_hash=_hash(token), revoked_at=None, submission__deleted_at=None)
        .filter(created_by__is_active=True)
        .select_related("submission__author", "submission__team")
        .first()
    )
    return link.submission if link else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _saved(submission: Submission, person: User, kind: str) -> Submission:
    submission.save(update_fields=["shared_at"])
    _record(kind, person, submission)
    return submission


def _record(kind: str, person: User, submission: Submission, **details: Any) -> None:
    record(
        kind=kind,
        actor=person,
        subject=submission.author,
        team_id=submission.team_id,
        target=f"submission:{submission.public_id}",
        **details,
    )
