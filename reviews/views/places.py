"""What the addresses of manifests stand for: fetched for this person, or 404."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from reviews import access
from reviews.models import Finding, Revision, Submission


def readable_submission(request: HttpRequest, public_id: UUID) -> Submission:
    """The submission, if this person may read it."""
    rows = access.visible_submissions(request.user).select_related("author", "team")
    return get_object_or_404(rows, public_id=public_id)


def own_submission(request: HttpRequest, public_id: UUID) -> Submission:
    """The submission, if this person handed it in; whoever only reads it can't change it."""
    rows = Submission.objects.by(request.user).select_related("author", "team")
    return get_object_or_404(rows, public_id=public_id)


def readable_revision(request: HttpRequest, public_id: UUID, number: int) -> Revision:
    """The revision, if this person may read it."""
    rows = access.visible_revisions(request.user).select_related("submission__author", "submission__team")
    return get_object_or_404(rows.prefetch_related("files"), submission__public_id=public_id, number=number)


def own_revision(request: HttpRequest, public_id: UUID, number: int) -> Revision:
    """The revision, if this person handed it in."""
    rows = Revision.objects.filter(submission__in=Submission.objects.by(request.user))
    rows = rows.select_related("submission__author", "submission__team").prefetch_related("files")
    return get_object_or_404(rows, submission__public_id=public_id, number=number)


def finding_in(revision: Revision, finding_id: UUID) -> Finding:
    """The finding of that revision."""
    rows = Finding.objects.filter(review__revision=revision).select_related("review")
    return get_object_or_404(rows, public_id=finding_id)
