"""The page of one team, shared by the views that end on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from people import access
from people.forms import InvitationForm
from people.models import Role, Team

# The session carries new links from the POST to the page that shows them, once.
NEW_LINKS_KEY = "people.new_links"


def team_page(request: HttpRequest, team: Team, invitation_form: InvitationForm, status: int = 200) -> HttpResponse:
    """Show a team's members; to those who may change it also its invitations. The caller has checked access."""
    memberships = team.memberships.select_related("user").order_by("-role", "user__name", "pk")
    manages = access.managed_teams(request.user).filter(pk=team.pk).exists()
    context = {
        "team": team,
        "manages": manages,
        "memberships": memberships,
        "is_member": any(membership.user_id == request.user.pk for membership in memberships),
        "roles": Role.choices,
    }
    if manages:
        context["invitations"] = team.invitations.usable(timezone.now()).select_related("created_by")
        context["invitation_form"] = invitation_form
        context["new_links"] = request.session.pop(NEW_LINKS_KEY, None)
    return render(request, "people/team.html", context, status=status)
