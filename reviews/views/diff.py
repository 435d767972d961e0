"""What changed between two revisions, with what was found on both sides."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews import access, pages
from reviews.diffs import difference
from reviews.views.places import readable_revision


@login_required
@require_safe
def diff(request: HttpRequest, public_id: UUID, number: int) -> HttpResponse:
    """Compare a revision with another one, the one before unless `with` names one."""
    newer = readable_revision(request, public_id, number)
    access.note_reading(request.user, newer.submission)
    numbers = list(newer.submission.revisions.order_by("-number").values_list("number", flat=True))
    chosen = request.GET.get("with", "")
    other = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 9 else number - 1
    if other == number or other not in numbers:
        if chosen or number == 1:
            raise Http404
        other = max(smaller for smaller in numbers if smaller < number)
    older = readable_revision(request, public_id, other)
    context = {
        "revision": newer,
        "submission": newer.submission,
        "older": older,
        "numbers": numbers,
        "diff": difference(older, newer),
        **pages.permissions(request.user, newer),
    }
    return render(request, "reviews/diff.html", context)
