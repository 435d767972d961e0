"""What the portal decides about signing in and signing up, where allauth asks."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from activity.recording import record
from people.invitations import accept_invitation, usable_invitation
from people.models import Invitation, User
from people.problems import Refused

# The session remembers, by this key, the link of the invitation that somebody without an account followed.
INVITATION_KEY = "people.invitation"


def pending_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation that this visitor is about to make an account for."""
    token = request.session.get(INVITATION_KEY)
    return usable_invitation(token) if token else None


def _join(request: HttpRequest, user: User) -> None:
    """Join the team of the invitation that led here; a refusal goes back to the invitation's page."""
    invitation = pending_invitation(request)
    if invitation is None:
        return
    token = request.session[INVITATION_KEY]
    try:
        accept_invitation(user=user, invitation=invitation)
    except Refused as refused:
        messages.error(request, refused.reason)
        raise ImmediateHttpResponse(redirect("people:invitation", token)) from refused
    del request.session[INVITATION_KEY]


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up by invitation, and an event for every sign-in and every failed one."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.OPEN_SIGNUP or pending_invitation(request) is not None

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name") or user.name
        with transaction.atomic():
            user = super().save_user(request, user, form, commit=commit)
            if commit:
                record(kind="people.signed_up", actor=user)
                _join(request, user)
        return user

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        record(kind="people.signed_in", actor=user)
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        address = str(credentials.get("email") or credentials.get("username") or "")
        # The address itself isn't kept: people type passwords into the wrong field.
        record(kind="people.sign_in_failed", subject=User.objects.filter(email__iexact=address).first())


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """The same for people who come through the organisation's own sign-in (OpenID Connect)."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user = super().populate_user(request, sociallogin, data)
        parts = [data.get("first_name"), data.get("last_name")]
        user.name = data.get("name") or " ".join(part for part in parts if part) or user.email
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        with transaction.atomic():
            user = super().save_user(request, sociallogin, form)
            if form is None:
                record(kind="people.signed_up", actor=user)
                _join(request, user)
        return user
