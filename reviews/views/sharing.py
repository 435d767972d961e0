"""Letting others read: team-mates, and whoever has a link."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from reviews import sharing
from reviews.forms import RenameForm
from reviews.views.places import own_submission
from reviews.views.revision import revision_answer
from reviews.views.submissions import manage_context

READ_ONLY = {"may_change": False, "may_comment": False, "may_judge": False, "shared": True}


@login_required
@require_POST
def share(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let team-mates read a submission, or take it back from them."""
    shared = own_submission(request, public_id)
    if request.POST.get("shared") == "no":
        sharing.unshare(submission=shared, person=request.user)
        messages.success(request, _("Your team-mates can't see it any more; your trainers still can."))
    else:
        sharing.share(submission=shared, person=request.user)
        messages.success(request, _("Your team-mates can read it and comment on it now."))
    return redirect("reviews:manage", public_id)


@login_required
@require_POST
def link_make(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a link and show it, once."""
    shared = own_submission(request, public_id)
    _link, token = sharing.make_link(submission=shared, person=request.user)
    address = request.build_absolute_uri(reverse("reviews:shared", args=[token]))
    return render(
        request,
        "reviews/manage.html",
        manage_context(shared, RenameForm(initial={"title": shared.title}), new_link=address),
    )


@login_required
@require_POST
def link_withdraw(request: HttpRequest, public_id: UUID, link_id: UUID) -> HttpResponse:
    """End a link at once."""
    shared = own_submission(request, public_id)
    link = get_object_or_404(shared.share_links, public_id=link_id)
    sharing.withdraw_link(link=link, person=request.user)
    messages.success(request, _("The link no longer works."))
    return redirect("reviews:manage", public_id)


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The newest revision for whoever has a link, to be read only."""
    submission = sharing.submission_for(token)
    latest = submission.latest_revision() if submission else None
    if latest is None:
        raise Http404
    return revision_answer(request, latest, READ_ONLY)
