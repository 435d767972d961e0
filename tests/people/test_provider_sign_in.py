"""Signing in through the organisation's own provider (OpenID Connect): a real exchange with a provider on this machine."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests
from django.test import Client
from django.urls import reverse
from oidc_provider_mock import User as ProvidersUser
from oidc_provider_mock import run_server_in_thread

from activity.models import Event
from people.invitations import invite
from people.models import Role, Team, User

pytestmark = pytest.mark.django_db

GEN = ProvidersUser(sub="gen-1", claims={"email": "gen@example.org", "email_verified": True, "name": "Gen Ito"})


@pytest.fixture
def provider(settings) -> Iterator[str]:
    """A provider that knows Gen, set up as an administrator would."""
    with run_server_in_thread(user_claims=[GEN]) as server:
        app = {
            "provider_id": "oidc",
            "name": "Example Works",
            "client_id": "portal",
            "secret": "not-a-secret",
            "settings": {"server_url": f"http://localhost:{server.server_port}"},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield "oidc"


def _sign_in(browser: Client, provider: str):
    """Go to the provider, agree there as Gen, and come back."""
    away = browser.post(reverse("openid_connect_login", args=[provider])).url
    back = requests.post(away, data={"sub": GEN.sub}, allow_redirects=False, timeout=10).headers["Location"]
    place = urlsplit(back)
    return browser.get(f"{place.path}?{place.query}", follow=True)


def test_an_invited_person_makes_an_account_and_is_in_the_team(
    stranger: Client, provider: str, harbour: Team, chie: User
) -> None:
    link = invite(actor=chie, team=harbour, role=Role.LEARNER).link
    stranger.post(link[link.index("/people/") :], {"account": "new"})
    answer = _sign_in(stranger, provider)
    assert answer.request["PATH_INFO"] == reverse("home")
    gen = User.objects.get(email="gen@example.org")
    assert (gen.name, gen.has_usable_password()) == ("Gen Ito", False)
    assert harbour.memberships.get(user=gen).role == Role.LEARNER
    assert set(Event.objects.filter(actor=gen).values_list("kind", flat=True)) >= {
        "people.signed_up",
        "people.member_joined",
        "people.signed_in",
    }


def test_somebody_without_an_invitation_makes_no_account(stranger: Client, provider: str) -> None:
    _sign_in(stranger, provider)
    assert not User.objects.filter(email="gen@example.org").exists()


def test_the_second_time_is_the_same_account(stranger: Client, provider: str, settings) -> None:
    settings.OPEN_SIGNUP = True
    _sign_in(stranger, provider)
    stranger.post(reverse("account_logout"))
    assert _sign_in(stranger, provider).request["PATH_INFO"] == reverse("home")
    assert User.objects.filter(email="gen@example.org").count() == 1


def test_an_account_of_that_address_is_not_taken_over(stranger: Client, provider: str, settings) -> None:
    settings.OPEN_SIGNUP = True
    owner = User.objects.create_user("gen@example.org", "a-harbour-at-night", name="Gen the first")
    _sign_in(stranger, provider)
    assert stranger.get(reverse("home")).status_code == 302
    assert not owner.socialaccount_set.exists()


def test_a_disabled_person_does_not_get_in_through_the_provider(stranger: Client, provider: str, settings) -> None:
    settings.OPEN_SIGNUP = True
    _sign_in(stranger, provider)
    User.objects.filter(email="gen@example.org").update(is_active=False)
    stranger.post(reverse("account_logout"))
    _sign_in(stranger, provider)
    assert stranger.get(reverse("home")).status_code == 302
