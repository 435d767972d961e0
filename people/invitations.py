"""Invitations into a team: made, mailed, withdrawn, accepted once."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.recording import record
from people.models import Invitation, Membership, Team, User
from people.problems import Refused
from people.secret_links import new_token, token_hash
from people.services import add_member

VALID_FOR = timedelta(days=14)

log = logging.getLogger(__name__)


class NewInvitation(NamedTuple):
    """An invitation and the link that accepts it; the link cannot be shown again."""

    invitation: Invitation
    link: str


@transaction.atomic
def invite(*, actor: User, team: Team, role: str, email: str = "") -> NewInvitation:
    """Invite one person. With an address only the account of that address can accept."""
    token = new_token()
    invitation = Invitation.objects.create(
        team=team,
        role=role,
        email=email.strip().lower(),
        token_hash=token_hash(token),
        created_by=actor,
        expires_at=timezone.now() + VALID_FOR,
    )
    record(
        kind="people.invited",
        actor=actor,
        team_id=team.pk,
        target=f"invitation:{invitation.public_id}",
        role=role,
        by_mail=bool(email),
    )
    link = settings.PORTAL_URL + reverse("people:invitation", args=[token])
    return NewInvitation(invitation, link)


@transaction.atomic
def invite_all(*, actor: User, team: Team, role: str, emails: Sequence[str]) -> list[NewInvitation]:
    """Invite everybody of a list, or nobody if something fails; an empty list makes one link for whoever gets it."""
    return [invite(actor=actor, team=team, role=role, email=email) for email in emails or [""]]


@transaction.atomic
def revoke_invitation(*, actor: User, invitation: Invitation) -> Invitation:
    """Make the link useless, unless it was used already."""
    now = timezone.now()
    if Invitation.objects.filter(pk=invitation.pk, used_at=None, revoked_at=None).update(revoked_at=now):
        invitation.revoked_at = now
        record(
            kind="people.invitation_revoked",
            actor=actor,
            team_id=invitation.team_id,
            target=f"invitation:{invitation.public_id}",
        )
    return invitation


def usable_invitation(token: str) -> Invitation | None:
    """The invitation a link stands for, if it can still be accepted."""
    usable = Invitation.objects.usable(timezone.now()).select_related("team", "created_by")
    return usable.filter(token_hash=token_hash(token)).first()


def is_for(invitation: Invitation, email: str) -> bool:
    """Whether somebody of this address may accept it: anybody may if it names no address."""
    return not invitation.email or invitation.email == email.strip().lower()


@transaction.atomic
def accept_invitation(*, user: User, invitation: Invitation) -> Membership:
    """Join the team, once. Raises Refused if it is used, over, withdrawn, or for somebody else."""
    if not is_for(invitation, user.email):
        raise Refused(
            _("This invitation is for %(invited)s, and you are signed in as %(email)s.")
            % {"invited": invitation.email, "email": user.email}
        )
    now = timezone.now()
    # One conditional UPDATE: of two people who follow the same link at once, one joins.
    if not Invitation.objects.usable(now).filter(pk=invitation.pk).update(used_at=now, used_by=user):
        raise Refused(_("This invitation was used, withdrawn or is over. Ask your trainer for a new link."))
    return add_member(actor=user, user=user, team=invitation.team, role=invitation.role)


def mail_invitations(made: Sequence[NewInvitation]) -> bool:
    """Send each link to the address it is for, all over one connection; call it after the commit.

    Returns whether it could be done. If not, the trainer passes the links on: they stand on the page.
    """
    mails = [_mail(new) for new in made if new.invitation.email]
    try:
        get_connection().send_messages(mails)
    except (OSError, SMTPException):
        log.exception("The mails with %d invitations could not be sent.", len(mails))
        return False
    return True


def _mail(new: NewInvitation) -> EmailMessage:
    context = {"invitation": new.invitation, "link": new.link, "days": VALID_FOR.days}
    return EmailMessage(
        subject=_("Invitation to the team %(team)s") % {"team": new.invitation.team},
        body=render_to_string("people/mail/invitation.txt", context),
        to=[new.invitation.email],
    )
