"""One revision: how its review goes, and what it found, line by line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from reviews import access, annotated, cards, pages, submitting
from reviews.models import Review, ReviewState, Revision
from reviews.problems import told
from reviews.progress import progress_of
from reviews.storing import finding_of
from reviews.views.answers import refusing
from reviews.views.places import finding_in, own_revision, readable_revision, readable_submission

MOST_FOLD_LINES = 1_000


@login_required
@require_safe
def submission(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Go to the newest revision."""
    latest = readable_submission(request, public_id).latest_revision()
    if latest is None:
        raise Http404
    return redirect("reviews:revision", public_id, latest.number)


@login_required
@require_safe
def revision(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Show a revision: its review in progress, or what was found on its lines."""
    shown = readable_revision(request, public_id, number)
    access.note_reading(request.user, shown.submission)
    return revision_answer(request, shown, pages.permissions(request.user, shown))


def revision_answer(request: HttpRequest, shown: Revision, may: dict[str, bool]) -> HttpResponse:
    """The page of a revision, for whoever was let in."""
    review = shown.latest_review()
    context: dict[str, Any] = {"revision": shown, "submission": shown.submission, "review": review, **may}
    if review is None or review.is_live:
        context["progress"] = progress_of(review)
        answer = render(request, "reviews/progress.html", context)
        # The result follows within seconds: what was told about the upload stays until it is there.
        messages.get_messages(request).used = False  # type: ignore[attr-defined]
        return answer
    if review.state == ReviewState.WITHDRAWN or (review.problem and not review.report.get("rules_run")):
        context["problem"] = told(review.problem) if review.problem else None
        return render(request, "reviews/no_result.html", context)
    errors_only = request.GET.get("show") == "errors"
    # A link is for the review: the words of trainers and team-mates were not written for whoever has it.
    within = not may.get("shared")
    context["page"] = pages.revision_page(shown, review, errors_only=errors_only, conversations=within)
    context["verdict"] = shown.verdicts.select_related("by").order_by("-pk").first() if within else None
    return render(request, "reviews/revision.html", context)


@login_required
@require_safe
def progress(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """The part of the waiting page that htmx asks for; ends the asking and leads to the result when there is one."""
    shown = readable_revision(request, public_id, number)
    review = shown.latest_review()
    if not request.htmx:
        return redirect("reviews:revision", public_id, number)
    context = {"revision": shown, "submission": shown.submission, "review": review, "progress": progress_of(review)}
    context |= pages.permissions(request.user, shown)
    answer = render(request, "reviews/progress.html#progress", context)
    if review is not None and review.is_live:
        return answer
    over = HttpResponseStopPolling(answer.content)
    over["HX-Redirect"] = request.build_absolute_uri(request.path.removesuffix("progress/"))
    return over


@login_required
@require_safe
def lines(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Lines of a file that were folded away."""
    shown = readable_revision(request, public_id, number)
    name = request.GET.get("file", "")
    text = shown.texts().get(name)
    try:
        first, last = int(request.GET.get("first", "")), int(request.GET.get("last", ""))
    except ValueError:
        raise Http404 from None
    if text is None or not 1 <= first <= last:
        raise Http404
    anchor = annotated.anchors_of(shown.texts())[name]
    part = annotated.excerpt(name, text, first, min(last, first + MOST_FOLD_LINES - 1), anchor=anchor)
    context = {
        "revision": shown,
        "submission": shown.submission,
        "name": name,
        "part": part,
        "next_first": part.last + 1 if part.last < last else 0,
        "last": last,
    }
    return render(request, "reviews/lines.html#lines" if request.htmx else "reviews/lines.html", context)


@login_required
@require_safe
def finding(request: HttpRequest, public_id: UUID, number: int, finding_id: UUID) -> HttpResponse:
    """One finding with everything about it; the page asks for it when a card is opened."""
    shown = readable_revision(request, public_id, number)
    row = finding_in(shown, finding_id)
    card = cards.whole_card(str(row.public_id), row.state, finding_of(row), shown.texts())
    context = {
        "revision": shown,
        "submission": shown.submission,
        "card": card,
        "anchors": annotated.anchors_of(shown.texts()),
        **pages.permissions(request.user, shown),
    }
    return render(request, "reviews/finding.html#card" if request.htmx else "reviews/finding.html", context)


@login_required
@require_POST
def review_again(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Ask for another review of the same text."""
    again = own_revision(request, public_id, number)
    with refusing(request):
        submitting.review_again(revision=again, person=request.user)
    return redirect("reviews:revision", public_id, number)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Take a review out of the queue."""
    review: Review | None = own_revision(request, public_id, number).latest_review()
    if review is not None:
        with refusing(request):
            submitting.withdraw(review=review, person=request.user)
    return redirect("reviews:revision", public_id, number)
