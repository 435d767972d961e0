"""What people do to teams and accounts, and what the audit log keeps of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from activity.models import Event
from people import services
from people.models import Role, Team, User
from people.problems import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_whoever_makes_a_team_trains_it(frank: User) -> None:
    team = services.create_team(actor=frank, name="Lighthouse")
    assert team.memberships.get().role == Role.TRAINER
    event = Event.objects.get(kind="people.team_created")
    assert (event.actor, event.team_id, event.target) == (frank, team.pk, f"team:{team.public_id}")


def test_the_only_trainer_stays_trainer(harbour: Team, chie: User, aiko: User) -> None:
    membership = harbour.memberships.get(user=chie)
    with pytest.raises(Refused, match="Chie is the team's only trainer"):
        services.change_role(actor=chie, membership=membership, role=Role.LEARNER)
    with pytest.raises(Refused, match="Make another member a trainer first"):
        services.remove_member(actor=chie, membership=membership)
    services.change_role(actor=chie, membership=harbour.memberships.get(user=aiko), role=Role.TRAINER)
    services.remove_member(actor=chie, membership=membership)
    assert list(harbour.members.all()) == [aiko]


def test_a_change_of_role_is_in_the_audit_log_with_before_and_after(harbour: Team, chie: User, aiko: User) -> None:
    services.change_role(actor=chie, membership=harbour.memberships.get(user=aiko), role=Role.TRAINER)
    event = Event.objects.get(kind="people.role_changed")
    assert (event.actor, event.subject, event.details) == (chie, aiko, {"before": "learner", "after": "trainer"})


def test_the_last_administrator_cannot_be_removed(frank: User, chie: User) -> None:
    with pytest.raises(Refused, match="Frank is the last administrator"):
        services.set_administrator(actor=frank, user=frank, administrator=False)
    with pytest.raises(Refused, match="Frank is the last administrator"):
        services.set_active(actor=frank, user=frank, active=False)
    services.set_administrator(actor=frank, user=chie, administrator=True)
    services.set_administrator(actor=chie, user=frank, administrator=False)
    assert not User.objects.get(pk=frank.pk).is_administrator


def test_a_disabled_administrator_does_not_count_as_one(frank: User, chie: User) -> None:
    services.set_administrator(actor=frank, user=chie, administrator=True)
    services.set_active(actor=frank, user=chie, active=False)
    with pytest.raises(Refused):
        services.set_administrator(actor=frank, user=frank, administrator=False)


def test_addresses_differ_by_more_than_case(aiko: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="AIKO@example.org", name="Another Aiko")
    assert User.objects.get_by_natural_key("Aiko@Example.org") == aiko


def test_a_preference_that_does_not_exist_is_a_mistake_of_ours(aiko: User) -> None:
    with pytest.raises(ValueError, match="is_administrator"):
        services.change_preferences(user=aiko, is_administrator=True)


def test_the_last_visit_is_kept_to_five_minutes(aiko: User) -> None:
    now = timezone.now()
    services.note_seen(user=aiko, now=now)
    aiko.refresh_from_db()
    assert aiko.last_seen_at == now
    services.note_seen(user=aiko, now=now + timedelta(minutes=4))
    aiko.refresh_from_db()
    assert aiko.last_seen_at == now
    services.note_seen(user=aiko, now=now + timedelta(minutes=5))
    aiko.refresh_from_db()
    assert aiko.last_seen_at == now + timedelta(minutes=5)
