"""One link lets one person join one team, once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activity.models import Event
from people.invitations import accept_invitation, invite, revoke_invitation, usable_invitation
from people.models import Invitation, Role, Team, User
from people.problems import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both]

SIGN_UP = {"name": "Gen", "password1": "quiet-water-9", "password2": "quiet-water-9"}


def _path(link: str) -> str:
    return link[link.index("/people/") :]


def _token(link: str) -> str:
    return link.rstrip("/").rpartition("/")[2]


def test_a_link_joins_the_team_once(harbour: Team, chie: User, dan: User, erin: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    assert accept_invitation(user=dan, invitation=new.invitation).role == Role.LEARNER
    with pytest.raises(Refused, match="Ask your trainer for a new link"):
        accept_invitation(user=erin, invitation=new.invitation)
    assert not harbour.memberships.filter(user=erin).exists()


def test_the_database_does_not_hold_the_link(harbour: Team, chie: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    assert _token(new.link) not in str(Invitation.objects.values().get())
    assert _token(new.link) not in str(list(Event.objects.values()))
    assert usable_invitation(_token(new.link)) == new.invitation


def test_a_link_ends_after_fourteen_days(harbour: Team, chie: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        assert usable_invitation(_token(new.link)) is None


def test_a_withdrawn_link_and_that_of_an_archived_team_join_nothing(harbour: Team, chie: User, dan: User) -> None:
    withdrawn = invite(actor=chie, team=harbour, role=Role.LEARNER)
    revoke_invitation(actor=chie, invitation=withdrawn.invitation)
    assert usable_invitation(_token(withdrawn.link)) is None
    open_link = invite(actor=chie, team=harbour, role=Role.LEARNER)
    harbour.archived_at = timezone.now()
    harbour.save()
    with pytest.raises(Refused):
        accept_invitation(user=dan, invitation=open_link.invitation)


def test_an_invitation_by_address_is_for_that_address(harbour: Team, chie: User, dan: User, erin: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.TRAINER, email="Dan@Example.org")
    with pytest.raises(Refused, match=r"for dan@example\.org, and you are signed in as erin@example\.org"):
        accept_invitation(user=erin, invitation=new.invitation)
    assert accept_invitation(user=dan, invitation=new.invitation).role == Role.TRAINER


def test_an_invited_learner_who_trains_the_team_already_goes_on_training_it(harbour: Team, chie: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    assert accept_invitation(user=chie, invitation=new.invitation).role == Role.TRAINER


def test_an_address_gets_a_mail_with_the_link(browser_of, harbour: Team, chie: User) -> None:
    answer = browser_of(chie).post(
        reverse("people:invite", args=[harbour.public_id]),
        {"role": "learner", "emails": "gen@example.org, hana@example.org gen@example.org"},
        follow=True,
    )
    assert [sent.to for sent in mail.outbox] == [["gen@example.org"], ["hana@example.org"]]
    for sent in mail.outbox:
        link = next(line for line in sent.body.splitlines() if line.startswith("http"))
        assert link in answer.content.decode()
        assert "Chie invites you to the team Harbour" in sent.body


def test_without_a_mail_server_the_trainer_is_told_to_pass_the_link_on(
    browser_of, settings, harbour: Team, chie: User
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = browser_of(chie).post(
        reverse("people:invite", args=[harbour.public_id]),
        {"role": "learner", "emails": "gen@example.org"},
        follow=True,
    )
    page = answer.content.decode()
    assert "The mail server cannot be reached" in page
    assert "/people/invitations/" in page


def test_a_wrong_address_is_named_and_nobody_is_invited(browser_of, harbour: Team, chie: User) -> None:
    answer = browser_of(chie).post(
        reverse("people:invite", args=[harbour.public_id]), {"role": "learner", "emails": "gen@example.org\nhana@"}
    )
    assert answer.status_code == 422
    assert "hana@ is not an e-mail address" in answer.content.decode()
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_stranger_makes_an_account_and_is_in_the_team(stranger: Client, harbour: Team, chie: User) -> None:
    path = _path(invite(actor=chie, team=harbour, role=Role.LEARNER).link)
    assert "Harbour" in stranger.get(path).content.decode()
    assert stranger.post(path, {"account": "new"}).url == reverse("account_signup")
    stranger.post(reverse("account_signup"), {**SIGN_UP, "email": "gen@example.org", "role": "trainer"})
    gen = User.objects.get(email="gen@example.org")
    assert (gen.name, gen.is_administrator) == ("Gen", False)
    assert harbour.memberships.get(user=gen).role == Role.LEARNER
    assert stranger.get(path).status_code == 404


def test_without_an_invitation_there_is_no_sign_up(stranger: Client, settings) -> None:
    stranger.post(reverse("account_signup"), {**SIGN_UP, "email": "gen@example.org"})
    assert not User.objects.filter(email="gen@example.org").exists()
    settings.OPEN_SIGNUP = True
    stranger.post(reverse("account_signup"), {**SIGN_UP, "email": "gen@example.org"})
    assert User.objects.filter(email="gen@example.org").exists()


def test_an_invitation_withdrawn_while_the_form_is_filled_in_makes_no_account(
    stranger: Client, harbour: Team, chie: User
) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    stranger.post(_path(new.link), {"account": "new"})
    revoke_invitation(actor=chie, invitation=new.invitation)
    stranger.post(reverse("account_signup"), {**SIGN_UP, "email": "gen@example.org"})
    assert not User.objects.filter(email="gen@example.org").exists()


def test_another_address_than_the_invited_one_is_told_in_the_form(stranger: Client, harbour: Team, chie: User) -> None:
    path = _path(invite(actor=chie, team=harbour, role=Role.LEARNER, email="gen@example.org").link)
    stranger.post(path, {"account": "new"})
    assert 'value="gen@example.org"' in stranger.get(reverse("account_signup")).content.decode()
    answer = stranger.post(reverse("account_signup"), {**SIGN_UP, "email": "other@example.org"})
    assert "The invitation is for gen@example.org" in answer.content.decode()
    assert not User.objects.filter(email="other@example.org").exists()


def test_somebody_with_an_account_signs_in_and_joins(stranger: Client, harbour: Team, chie: User, dan: User) -> None:
    path = _path(invite(actor=chie, team=harbour, role=Role.LEARNER).link)
    sign_in = stranger.post(path, {"account": "have"}).url
    assert sign_in == f"{reverse('account_login')}?next={path}"
    stranger.force_login(dan)
    assert stranger.post(path).url == reverse("people:team", args=[harbour.public_id])
    assert harbour.memberships.filter(user=dan).exists()


def test_looking_at_an_invitation_does_not_use_it(stranger: Client, harbour: Team, chie: User) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    stranger.get(_path(new.link))
    stranger.head(_path(new.link))
    assert usable_invitation(_token(new.link)) is not None


def test_a_trainer_withdraws_an_invitation_and_another_teams_trainer_does_not(
    browser_of, harbour: Team, chie: User, erin: User
) -> None:
    new = invite(actor=chie, team=harbour, role=Role.LEARNER)
    address = reverse("people:invitation_revoke", args=[new.invitation.public_id])
    assert browser_of(erin).post(address).status_code == 404
    assert usable_invitation(_token(new.link)) is not None
    browser_of(chie).post(address)
    assert usable_invitation(_token(new.link)) is None
