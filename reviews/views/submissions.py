"""The list of manifests: search and filter; rename, put away, delete, take back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from reviews import access, submitting
from reviews.forms import RenameForm
from reviews.models import ReviewState, Submission
from reviews.models.submissions import SubmissionQuerySet
from reviews.views.answers import refusing
from reviews.views.places import own_submission

A_PAGE = 20
MOST_SEARCH_CHARACTERS = 200
SHELVES = ("own", "team", "archived", "bin")
RESULTS = ("open", "clean", "running")


@login_required
@require_safe
def submissions(request: HttpRequest) -> HttpResponse:
    """List one's own manifests, or those of others that one may read."""
    shelf = request.GET.get("shelf") if request.GET.get("shelf") in SHELVES else "own"
    result = request.GET.get("result") if request.GET.get("result") in RESULTS else ""
    query = request.GET.get("q", "").strip()[:MOST_SEARCH_CHARACTERS]
    rows = _found(_on_shelf(request, shelf).with_latest(), query, result)
    page = Paginator(rows.select_related("author", "team").order_by("-updated_at", "-pk"), A_PAGE)
    context: dict[str, Any] = {
        "page_obj": page.get_page(request.GET.get("page")),
        "shelf": shelf,
        "result": result,
        "query": query,
        "has_others": _others(request).exists(),
    }
    return render(request, "reviews/submissions.html", context)


def _on_shelf(request: HttpRequest, shelf: str) -> SubmissionQuerySet:
    own = Submission.objects.by(request.user)
    if shelf == "archived":
        return own.exclude(archived_at=None)
    if shelf == "bin":
        return Submission.objects.in_bin_of(request.user)
    if shelf == "team":
        return _others(request)
    return own.current()


def _others(request: HttpRequest) -> SubmissionQuerySet:
    return access.visible_submissions(request.user).current().exclude(author=request.user)


def _found(rows: SubmissionQuerySet, query: str, result: str) -> SubmissionQuerySet:
    if query:
        # Names of files and of authors are looked through too.
        in_files = Q(revisions__files__name__icontains=query)
        matches = Submission.objects.filter(Q(title__icontains=query) | Q(author__name__icontains=query) | in_files)
        rows = rows.filter(pk__in=matches.values("pk"))
    if result == "running":
        return rows.filter(latest_state__in=(ReviewState.QUEUED, ReviewState.RUNNING))
    done = rows.filter(latest_state=ReviewState.DONE)
    if result == "open":
        return done.alias(open=F("latest_errors") + F("latest_warnings")).filter(open__gt=0)
    if result == "clean":
        return done.filter(latest_errors=0, latest_warnings=0, latest_unchecked=0)
    return rows


@login_required
@require_safe
def manage(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Name, sharing and storage of one submission."""
    shown = own_submission(request, public_id)
    return render(request, "reviews/manage.html", manage_context(shown, RenameForm(initial={"title": shown.title})))


def manage_context(shown: Submission, rename_form: RenameForm, new_link: str = "") -> dict[str, Any]:
    """What the page of one's own submission shows; `new_link` is told once, when it is made."""
    return {
        "submission": shown,
        "latest": shown.latest_revision(),
        "rename_form": rename_form,
        "links": shown.share_links.filter(revoked_at=None),
        "new_link": new_link,
        "can_share": shown.team is not None and shown.team.members_see_each_other,
    }


@login_required
@require_POST
def rename(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a submission another title."""
    renamed = own_submission(request, public_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return render(request, "reviews/manage.html", manage_context(renamed, form))
    with refusing(request):
        submitting.rename(submission=renamed, person=request.user, title=form.cleaned_data["title"])
        messages.success(request, _("The title is saved."))
    return redirect("reviews:manage", public_id)


@login_required
@require_POST
def archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a submission away, or take it back into the list."""
    put_away = own_submission(request, public_id)
    if request.POST.get("archived") == "no":
        submitting.unarchive(submission=put_away, person=request.user)
        messages.success(request, _("%(title)s is back in the list.") % {"title": put_away})
    else:
        submitting.archive(submission=put_away, person=request.user)
        messages.success(request, _("%(title)s is archived. You find it under Archived.") % {"title": put_away})
    return redirect("reviews:submissions")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, then delete a submission."""
    deleted = own_submission(request, public_id)
    if request.method != "POST":
        return render(request, "reviews/delete.html", {"submission": deleted})
    submitting.delete(submission=deleted, person=request.user)
    messages.success(request, _("%(title)s is deleted. You can take it back for 30 days.") % {"title": deleted})
    return redirect("reviews:submissions")


@login_required
@require_POST
def undelete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a deleted submission back."""
    kept = get_object_or_404(Submission.objects.in_bin_of(request.user), public_id=public_id)
    with refusing(request):
        submitting.undelete(submission=kept, person=request.user)
        messages.success(request, _("%(title)s is back.") % {"title": kept})
    return redirect("reviews:submissions")
