"""The catalogue of rules, and each rule's own page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reviews import checker
from reviews.catalogue import search, shown_example, topics
from reviews.models import Finding, Review, Submission

MOST_SEARCH_CHARACTERS = 200


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the rules; search them in either language."""
    query = request.GET.get("q", "").strip()[:MOST_SEARCH_CHARACTERS]
    severity = request.GET.get("severity", "")
    found = search(query, severity=severity)
    context = {
        "query": query,
        "severity": severity,
        "topics": topics(found),
        "count": len(found),
        "records": _records(request),
    }
    return render(request, "rules/index.html", context)


@login_required
@require_safe
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """Explain one rule: why, where, bad and good, and how often one had it oneself."""
    shown = checker.rules().get(rule_id)
    if shown is None:
        raise Http404
    page = checker.rule_page(rule_id)
    context: dict[str, Any] = {
        "rule": shown,
        "page": page,
        "bad": [shown_example(example) for example in page.bad],
        "good": [shown_example(example) for example in page.good],
        "record": _record(request, rule_id),
    }
    return render(request, "rules/rule.html", context)


def _own_findings(request: HttpRequest) -> Any:
    """This person's findings, one count a revision however often it was reviewed."""
    own = Submission.objects.by(request.user)
    newest = Review.objects.filter(revision__submission__in=own).values("revision").annotate(newest=Max("pk"))
    return Finding.objects.filter(review__in=newest.values("newest"), suppressed=False)


def _record(request: HttpRequest, rule_id: str) -> dict[str, Any]:
    """How many of one's manifests had this finding, when last, and in which it is open now."""
    rows = _own_findings(request).filter(rule=rule_id)
    return rows.aggregate(
        submissions=Count("review__revision__submission", distinct=True), last=Max("review__revision__created_at")
    )


def _records(request: HttpRequest) -> dict[str, int]:
    """How many of one's manifests had each rule's finding."""
    rows = _own_findings(request).values("rule").annotate(n=Count("review__revision__submission", distinct=True))
    return dict(rows.values_list("rule", "n"))
