"""Fixes: applied to a copy, looked at as a diff, then taken as a new revision."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from reviews import access, drafting, pages
from reviews.diffs import draft_difference
from reviews.models import DraftPurpose, Finding, ReviewState, Revision
from reviews.problems import Refused, told
from reviews.progress import progress_of
from reviews.views.answers import refusing
from reviews.views.places import finding_in, own_revision


@login_required
@require_POST
def apply(request: HttpRequest, public_id: UUID, number: int, finding_id: UUID) -> HttpResponse:
    """Apply one finding's fix to a copy."""
    revision = own_revision(request, public_id, number)
    return _draft(request, revision, [finding_in(revision, finding_id)])


@login_required
@require_POST
def apply_all(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Apply every safe fix to a copy."""
    revision = own_revision(request, public_id, number)
    review = revision.latest_review()
    found = review.findings.open().filter(fix__isnull=False).by_importance() if review else []
    return _draft(request, revision, found)


def _draft(request: HttpRequest, revision: Revision, findings: Iterable[Finding]) -> HttpResponse:
    try:
        draft = drafting.draft_fixes(revision=revision, findings=findings, person=request.user)
    except Refused as refused:
        messages.error(request, str(refused.problem))
        return redirect("reviews:revision", revision.submission.public_id, revision.number)
    return redirect("reviews:fixes", draft.public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fixes(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Show what the fixes change and what the checker says to it; take them as a new revision."""
    drafts = access.own_drafts(request.user).filter(purpose=DraftPurpose.FIXES, based_on__submission__deleted_at=None)
    draft = get_object_or_404(
        drafts.select_related("based_on__submission__author", "based_on__submission__team"), public_id=draft_id
    )
    submission = draft.based_on.submission
    if request.method == "POST":
        with refusing(request):
            note = ngettext("%(count)s fix applied", "%(count)s fixes applied", len(draft.applied))
            revision = drafting.submit_draft(
                draft=draft, person=request.user, note=note % {"count": len(draft.applied)}
            )
            return redirect("reviews:revision", submission.public_id, revision.number)
        return redirect("reviews:fixes", draft_id)
    review = draft.latest_review()
    context = {
        "draft": draft,
        "revision": draft.based_on,
        "submission": submission,
        "review": review,
        "progress": progress_of(review),
        "problem": told(review.problem) if review and review.problem else None,
        "diff": draft_difference(draft),
        "is_done": review is not None and review.state == ReviewState.DONE,
        **pages.permissions(request.user, draft.based_on),
    }
    template = "reviews/fixes.html"
    if not request.htmx:
        return render(request, template, context)
    answer = render(request, f"{template}#result", context)
    if review is None or not review.is_live:
        answer.status_code = 286  # htmx stops asking
    return answer
