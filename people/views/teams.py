"""Teams: one's own, their members, roles, settings."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import access, services
from people.forms import InvitationForm, NewTeamForm, RoleForm, TeamForm
from people.models import Membership, Team
from people.problems import Refused
from people.views.team_page import team_page


def managed_team(request: HttpRequest, public_id: UUID) -> Team:
    """The team, if this person may change it; 404 otherwise."""
    return get_object_or_404(access.managed_teams(request.user), public_id=public_id)


@login_required
@require_http_methods(["GET", "HEAD"])
def teams(request: HttpRequest) -> HttpResponse:
    """List one's teams."""
    memberships = request.user.memberships.filter(team__in=access.teams_of(request.user)).select_related("team")
    others = access.visible_teams(request.user).exclude(pk__in=[membership.team_id for membership in memberships])
    return render(
        request,
        "people/teams.html",
        {"memberships": memberships, "other_teams": others, "can_create": access.can_create_team(request.user)},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_create(request: HttpRequest) -> HttpResponse:
    """Make a new team."""
    if not access.can_create_team(request.user):
        raise Http404
    form = NewTeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = services.create_team(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The team %(team)s is there. Invite its members.") % {"team": new})
        return redirect("people:team", new.public_id)
    return render(request, "people/team_create.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD"])
def team(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a team's members; to those who may change it also its invitations."""
    shown = get_object_or_404(access.visible_teams(request.user), public_id=public_id)
    return team_page(request, shown, InvitationForm())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a team's name and what its members see of each other."""
    changed = managed_team(request, public_id)
    form = TeamForm(request.POST or None, instance=changed)
    if request.method == "POST" and form.is_valid():
        services.change_team(actor=request.user, team=changed, **form.cleaned_data)
        messages.success(request, _("The team is saved."))
        return redirect("people:team", public_id)
    # The heading keeps the stored name while a wrong one stands in the form.
    changed.refresh_from_db()
    return render(request, "people/team_edit.html", {"team": changed, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_archive(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, then put a team away; bring one back without asking."""
    changed = managed_team(request, public_id)
    if request.method != "POST":
        return render(request, "people/team_archive.html", {"team": changed})
    archived = request.POST.get("archived") != "no"
    services.archive_team(actor=request.user, team=changed, archived=archived)
    text = _("%(team)s is archived.") if archived else _("%(team)s is back.")
    messages.success(request, text % {"team": changed})
    return redirect("people:teams")


@login_required
@require_POST
def member_role(request: HttpRequest, public_id: UUID, user_id: UUID) -> HttpResponse:
    """Make a member a trainer or a learner."""
    membership = _member(managed_team(request, public_id), user_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose learner or trainer."))
        return redirect("people:team", public_id)
    try:
        services.change_role(actor=request.user, membership=membership, role=form.cleaned_data["role"])
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(
            request,
            _("%(name)s: %(role)s.") % {"name": membership.user, "role": membership.get_role_display()},
        )
    # Whoever gave up being a trainer may still see the team.
    return redirect("people:team", public_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: HttpRequest, public_id: UUID, user_id: UUID) -> HttpResponse:
    """Ask, then take a member out of the team."""
    left = managed_team(request, public_id)
    membership = _member(left, user_id)
    if request.method != "POST":
        return render(request, "people/member_remove.html", {"team": left, "member": membership.user})
    try:
        services.remove_member(actor=request.user, membership=membership)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": membership.user})
    still_mine = access.visible_teams(request.user).filter(pk=left.pk).exists()
    return redirect("people:team", public_id) if still_mine else redirect("people:teams")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def team_leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask, then leave a team."""
    left = get_object_or_404(access.teams_of(request.user), public_id=public_id)
    if request.method != "POST":
        return render(request, "people/team_leave.html", {"team": left})
    try:
        services.remove_member(actor=request.user, membership=left.memberships.get(user=request.user))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("people:team", public_id)
    messages.success(request, _("You left %(team)s.") % {"team": left})
    return redirect("people:teams")


def _member(of: Team, user_id: UUID) -> Membership:
    return get_object_or_404(of.memberships.select_related("user", "team"), user__public_id=user_id)
