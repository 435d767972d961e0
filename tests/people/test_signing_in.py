"""Signing in: told in the audit log, closed to the disabled, the same answer for unknown people."""

import pytest
from django.test import Client
from django.urls import reverse

from activity.models import Event
from people import services
from people.models import User
from tests.people_of_the_tests import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_guesses_yet() -> None:
    """The rate limits count across tests otherwise."""
    from django.core.cache import cache

    cache.clear()


def _sign_in(browser: Client, email: str, password: str):
    return browser.post(reverse("account_login"), {"login": email, "password": password})


def test_somebody_signs_in_with_address_and_password_in_any_case(stranger: Client, aiko: User) -> None:
    assert _sign_in(stranger, "AIKO@Example.org", PASSWORD).url == reverse("home")
    event = Event.objects.get(kind="people.signed_in")
    assert event.actor == aiko


def test_a_failed_sign_in_is_in_the_audit_log_without_what_was_typed(stranger: Client, aiko: User) -> None:
    _sign_in(stranger, "aiko@example.org", "my-secret-typed-here")
    _sign_in(stranger, "my-other-secret@example.org", "x")
    known, unknown = Event.objects.filter(kind="people.sign_in_failed").order_by("pk")
    assert (known.subject, unknown.subject) == (aiko, None)
    assert "secret" not in str(list(Event.objects.values()))


def test_an_unknown_person_gets_the_same_answer_as_a_wrong_password(stranger: Client, aiko: User) -> None:
    wrong = _sign_in(stranger, "aiko@example.org", "wrong").content.decode()
    unknown = _sign_in(stranger, "nobody@example.org", "wrong").content.decode()
    message = "No account has this e-mail address and password together"
    assert message in wrong
    assert message in unknown


def test_a_disabled_person_loses_access_with_the_next_request(browser_of, aiko: User, frank: User) -> None:
    browser = browser_of(aiko)
    assert browser.get(reverse("home")).status_code == 200
    services.set_active(actor=frank, user=aiko, active=False)
    assert browser.get(reverse("home")).url.startswith(reverse("account_login"))


def test_a_disabled_person_does_not_get_in_again(stranger: Client, aiko: User, frank: User) -> None:
    services.set_active(actor=frank, user=aiko, active=False)
    _sign_in(stranger, "aiko@example.org", PASSWORD)
    assert stranger.get(reverse("home")).status_code == 302


def test_five_wrong_guesses_close_one_account_for_a_while_and_nobody_elses(
    stranger: Client, aiko: User, ben: User
) -> None:
    for _ in range(5):
        _sign_in(stranger, "aiko@example.org", "wrong")
    assert _sign_in(stranger, "aiko@example.org", PASSWORD).status_code != 302
    assert _sign_in(stranger, "ben@example.org", PASSWORD).status_code == 302
