"""The pages of practising and of spaced repetition."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Say what practising will be, while no chapter has questions."""
    return render(request, "quizzes/index.html")


@login_required
@require_safe
def recall(request: HttpRequest) -> HttpResponse:
    """Say what comes back by spaced repetition, while nothing does."""
    return render(request, "quizzes/recall.html")
