"""The learner's home, and the trainer's page."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from people import access
from progress.continuing import what_next
from progress.summaries import latest_submissions, team_summaries


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what to go on with, and what was handed in last."""
    latest = latest_submissions(request.user)
    return render(request, "progress/home.html", {"next": what_next(latest), "latest": latest})


@login_required
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show a trainer the people of each team they train and their latest manifests; administrators see every team."""
    if not (access.is_administrator(request.user) or access.teams_trained_by(request.user).exists()):
        raise Http404
    teams = access.managed_teams(request.user).current()
    return render(request, "progress/team.html", {"summaries": team_summaries(teams)})
