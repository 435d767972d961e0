"""What administrators do to people: on the administration site and from a terminal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from activity.models import Event
from people.management.commands.create_administrator import PASSWORD_VARIABLE
from people.models import User

pytestmark = pytest.mark.django_db


def _change(browser, person: User, **changes: str):
    fields = {"name": person.name, "is_active": "on", "memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    if person.is_administrator:
        fields["is_administrator"] = "on"
    fields = {key: value for key, value in {**fields, **changes}.items() if value}
    return browser.post(reverse("admin:people_user_change", args=[person.pk]), fields)


def test_disabling_somebody_is_in_the_audit_log(browser_of, frank: User, aiko: User) -> None:
    assert _change(browser_of(frank), aiko, is_active="").status_code == 302
    aiko.refresh_from_db()
    assert not aiko.is_active
    event = Event.objects.get(kind="people.disabled")
    assert (event.actor, event.subject) == (frank, aiko)


@pytest.mark.parametrize("change", [{"is_administrator": ""}, {"is_active": ""}])
def test_the_last_administrator_stays_one(browser_of, frank: User, change: dict[str, str]) -> None:
    answer = _change(browser_of(frank), frank, **change)
    assert "This is the last administrator" in answer.content.decode()
    frank.refresh_from_db()
    assert frank.is_administrator
    assert frank.is_active


def test_nobody_is_deleted_and_no_event_changed_there(browser_of, frank: User, aiko: User) -> None:
    browser = browser_of(frank)
    assert browser.post(reverse("admin:people_user_delete", args=[aiko.pk]), {"post": "yes"}).status_code == 403
    browser.post(reverse("admin:people_user_changelist"), {"action": "delete_selected", "_selected_action": aiko.pk})
    assert User.objects.filter(pk=aiko.pk).exists()
    assert browser.get(reverse("admin:activity_event_add")).status_code == 403


def test_the_terminal_makes_an_administrator_who_can_sign_in_without_a_mail(monkeypatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "a-long-night-at-sea")
    said = StringIO()
    call_command("create_administrator", "Gen@Example.org", "--name", "Gen", stdout=said)
    gen = User.objects.get(email="gen@example.org")
    assert (gen.name, gen.is_administrator) == ("Gen", True)
    assert gen.check_password("a-long-night-at-sea")
    assert gen.emailaddress_set.get().verified
    assert "gen@example.org is an administrator" in said.getvalue()


def test_the_terminal_makes_somebody_who_is_there_an_administrator(aiko: User) -> None:
    call_command("create_administrator", "AIKO@example.org", stdout=StringIO())
    aiko.refresh_from_db()
    assert aiko.is_administrator
    assert Event.objects.get(kind="people.administrator_changed").subject == aiko


def test_the_terminal_refuses_what_is_no_address_or_a_weak_password(monkeypatch) -> None:
    with pytest.raises(CommandError, match="'gen' is not an e-mail address"):
        call_command("create_administrator", "gen")
    monkeypatch.setenv(PASSWORD_VARIABLE, "short")
    with pytest.raises(CommandError, match="This password cannot be used"):
        call_command("create_administrator", "gen@example.org")
    assert not User.objects.exists()
