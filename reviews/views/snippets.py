"""The checker in other places: what to copy into a pipeline, a hook, a terminal."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe


@login_required
@require_safe
def snippets(request: HttpRequest) -> HttpResponse:
    """Show what to copy, with this portal's own address in it."""
    context = {
        "base_url": settings.PORTAL_URL,
        "docs_url": reverse("api-1:openapi-view"),
        "tokens_url": reverse("people:tokens"),
        "snippets": [
            {
                "id": "github",
                "title": "GitHub Actions",
                "lead": _("Findings stand as notes on the changed lines of a pull request."),
                "template": "reviews/snippets/github.yaml",
            },
            {
                "id": "gitlab",
                "title": "GitLab CI/CD",
                "lead": _("Findings stand among the test results of a merge request."),
                "template": "reviews/snippets/gitlab.yaml",
            },
            {
                "id": "pre-commit",
                "title": "pre-commit",
                "lead": _(
                    "Findings are shown before a commit is made. The hook manifest-review-fix also applies safe fixes."
                ),
                "template": "reviews/snippets/pre-commit.yaml",
            },
        ],
    }
    return render(request, "reviews/snippets.html", context)
