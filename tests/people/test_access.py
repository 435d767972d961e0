"""Who trains whom, who sees whom: asked by every other app."""

import pytest
from django.contrib.auth.models import AnonymousUser

from people import access, services
from people.models import Membership, Role, Team, User

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_a_trainer_trains_the_members_of_their_team_only(aiko: User, chie: User, dan: User, erin: User) -> None:
    assert access.is_trainer_of(chie, aiko)
    assert not access.is_trainer_of(chie, dan)
    assert not access.is_trainer_of(erin, aiko)
    assert not access.is_trainer_of(aiko, chie)


def test_somebody_can_train_one_team_and_learn_in_another(chie: User, erin: User, orchard: Team, dan: User) -> None:
    Membership.objects.create(user=chie, team=orchard, role=Role.LEARNER)
    assert access.is_trainer_of(erin, chie)
    assert not access.is_trainer_of(chie, dan)
    assert set(access.teams_trained_by(chie).values_list("name", flat=True)) == {"Harbour"}


def test_people_are_visible_to_themselves_their_trainer_and_administrators(
    aiko: User, ben: User, chie: User, dan: User, erin: User, frank: User
) -> None:
    assert set(access.visible_people(aiko)) == {aiko}
    assert set(access.visible_people(chie)) == {aiko, ben, chie}
    assert set(access.visible_people(erin)) == {dan, erin}
    assert set(access.visible_people(frank)) == {aiko, ben, chie, dan, erin, frank}


def test_team_mates_are_colleagues_while_their_team_lets_them(harbour: Team, aiko: User, ben: User, dan: User) -> None:
    assert access.is_colleague_of(aiko, ben)
    assert not access.is_colleague_of(aiko, dan)
    harbour.members_see_each_other = False
    harbour.save()
    assert not access.is_colleague_of(aiko, ben)


def test_an_archived_team_gives_no_rights(harbour: Team, aiko: User, chie: User, frank: User) -> None:
    services.archive_team(actor=frank, team=harbour, archived=True)
    assert not access.is_trainer_of(chie, aiko)
    assert not access.teams_of(aiko).exists()
    assert harbour in access.visible_teams(frank)


def test_a_stranger_sees_and_manages_nothing(harbour: Team, aiko: User) -> None:
    nobody = AnonymousUser()
    assert not access.is_administrator(nobody)
    assert not access.teams_of(nobody).exists()
    assert not access.managed_teams(nobody).exists()
    assert not access.visible_people(nobody).exists()
    assert not access.is_trainer_of(nobody, aiko)


def test_a_disabled_administrator_is_none(frank: User) -> None:
    frank.is_active = False
    assert not access.is_administrator(frank)


def test_a_change_of_role_counts_at_once(harbour: Team, aiko: User, ben: User, chie: User) -> None:
    services.change_role(actor=chie, membership=harbour.memberships.get(user=aiko), role=Role.TRAINER)
    assert access.is_trainer_of(aiko, ben)
    services.change_role(actor=chie, membership=harbour.memberships.get(user=aiko), role=Role.LEARNER)
    assert not access.is_trainer_of(aiko, ben)
