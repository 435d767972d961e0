"""Personal API tokens: made, recognised, revoked."""

from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.recording import record
from people.models import ApiToken, User
from people.problems import Refused
from people.secret_links import new_token, token_hash

# The prefix lets scanners of repositories recognise a leaked token.
PREFIX = "portal_"
HINT_CHARACTERS = len(PREFIX) + 4
MAX_TOKENS = 20
LAST_USED_EVERY = timedelta(minutes=1)


class NewToken(NamedTuple):
    """A token and its text, which cannot be shown again."""

    token: ApiToken
    text: str


@transaction.atomic
def create_token(*, user: User, name: str) -> NewToken:
    """A new token for this person. Raises Refused above the number one may have."""
    if user.api_tokens.filter(revoked_at=None).count() >= MAX_TOKENS:
        raise Refused(_("You have %(count)s tokens. Revoke one that you no longer use first.") % {"count": MAX_TOKENS})
    text = PREFIX + new_token()
    token = ApiToken.objects.create(user=user, name=name, hint=text[:HINT_CHARACTERS], token_hash=token_hash(text))
    record(kind="people.token_created", actor=user, target=f"token:{token.public_id}", name=name)
    return NewToken(token, text)


@transaction.atomic
def revoke_token(*, user: User, token: ApiToken) -> ApiToken:
    """Make a token useless from now on."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(kind="people.token_revoked", actor=user, target=f"token:{token.public_id}", name=token.name)
    return token


def user_for_token(text: str) -> User | None:
    """Whose token this is; nobody's if it is unknown or revoked, or its owner was disabled. Notes its use."""
    if not text.startswith(PREFIX):
        return None
    usable = ApiToken.objects.filter(revoked_at=None, user__is_active=True).select_related("user")
    token = usable.filter(token_hash=token_hash(text)).first()
    if token is None:
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > LAST_USED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token.user
