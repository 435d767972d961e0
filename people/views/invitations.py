"""Inviting people into a team, and following an invitation."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people import access
from people.adapter import INVITATION_KEY
from people.forms import InvitationForm
from people.invitations import (
    accept_invitation,
    invite_all,
    is_for,
    mail_invitations,
    revoke_invitation,
    usable_invitation,
)
from people.models import Invitation
from people.problems import Refused
from people.views.team_page import NEW_LINKS_KEY, team_page


@login_required
@require_POST
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make invitations: one for each address, or one link to pass on."""
    team = get_object_or_404(access.managed_teams(request.user).current(), public_id=public_id)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return team_page(request, team, form, status=422)
    emails = form.cleaned_data["emails"]
    made = invite_all(actor=request.user, team=team, role=form.cleaned_data["role"], emails=emails)
    request.session[NEW_LINKS_KEY] = [{"email": new.invitation.email, "link": new.link} for new in made]
    if emails and mail_invitations(made):
        text = ngettext("%(count)d invitation is on its way.", "%(count)d invitations are on their way.", len(emails))
        messages.success(request, text % {"count": len(emails)})
    elif emails:
        messages.error(request, _("The mail server cannot be reached. Copy the links and pass them on yourself."))
    return redirect("people:team", public_id)


@login_required
@require_POST
def invitation_revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make an invitation useless."""
    managed = Invitation.objects.filter(team__in=access.managed_teams(request.user)).select_related("team")
    revoked = revoke_invitation(actor=request.user, invitation=get_object_or_404(managed, public_id=public_id))
    messages.success(request, _("The invitation no longer works."))
    return redirect("people:team", revoked.team.public_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show an invitation to whoever has its link; accept it, or go on to make an account."""
    found = usable_invitation(token)
    if found is None:
        return render(request, "people/invitation_over.html", status=404)
    if request.method == "POST":
        return _accept(request, found, token)
    signed_in = request.user.is_authenticated
    context = {
        "invitation": found,
        "token": token,
        "for_somebody_else": signed_in and not is_for(found, request.user.email),
        "is_member": signed_in and access.is_member_of(request.user, found.team),
    }
    return render(request, "people/invitation.html", context)


def _accept(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    if not request.user.is_authenticated:
        if request.POST.get("account") == "have":
            return redirect(f"{reverse('account_login')}?next={request.path}")
        request.session[INVITATION_KEY] = token
        return redirect("account_signup")
    try:
        accept_invitation(user=request.user, invitation=found)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("people:invitation", token)
    messages.success(request, _("Welcome to the team %(team)s.") % {"team": found.team})
    return redirect("people:team", found.team.public_id)
