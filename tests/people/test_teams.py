"""The pages of teams: who is in, who may change what, asked before it is done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Membership, Role, Team, User

pytestmark = pytest.mark.django_db


def test_a_trainer_makes_a_team_and_lands_on_its_page(browser_of, chie: User) -> None:
    answer = browser_of(chie).post(reverse("people:team_create"), {"name": "Lighthouse"}, follow=True)
    team = Team.objects.get(name="Lighthouse")
    assert answer.request["PATH_INFO"] == reverse("people:team", args=[team.public_id])
    assert team.memberships.get().user == chie


def test_members_see_names_and_roles_but_no_addresses(
    browser_of, harbour: Team, aiko: User, ben: User, chie: User
) -> None:
    page = browser_of(aiko).get(reverse("people:team", args=[harbour.public_id])).content.decode()
    assert "Ben" in page
    assert "Chie" in page
    assert "ben@example.org" not in page
    assert "Invite" not in page


def test_a_member_is_removed_after_a_question(browser_of, harbour: Team, aiko: User, chie: User) -> None:
    browser = browser_of(chie)
    address = reverse("people:member_remove", args=[harbour.public_id, aiko.public_id])
    assert "Remove Aiko from Harbour?" in browser.get(address).content.decode()
    assert harbour.members.filter(pk=aiko.pk).exists()
    browser.post(address)
    assert not harbour.members.filter(pk=aiko.pk).exists()


def test_somebody_of_another_team_is_no_member_to_be_changed(browser_of, harbour: Team, chie: User, dan: User) -> None:
    address = reverse("people:member_role", args=[harbour.public_id, dan.public_id])
    assert browser_of(chie).post(address, {"role": "trainer"}).status_code == 404
    assert Membership.objects.get(user=dan).role == Role.LEARNER


def test_an_unknown_role_is_refused_in_words(browser_of, harbour: Team, aiko: User, chie: User) -> None:
    address = reverse("people:member_role", args=[harbour.public_id, aiko.public_id])
    answer = browser_of(chie).post(address, {"role": "administrator"}, follow=True)
    assert "Choose learner or trainer." in answer.content.decode()
    assert harbour.memberships.get(user=aiko).role == Role.LEARNER


def test_the_only_trainer_is_told_why_she_cannot_leave(browser_of, harbour: Team, chie: User) -> None:
    answer = browser_of(chie).post(reverse("people:team_leave", args=[harbour.public_id]), follow=True)
    assert "Chie is the team&#x27;s only trainer" in answer.content.decode()
    assert harbour.members.filter(pk=chie.pk).exists()


def test_a_learner_leaves(browser_of, harbour: Team, aiko: User, chie: User) -> None:
    browser = browser_of(aiko)
    browser.post(reverse("people:team_leave", args=[harbour.public_id]))
    assert browser.get(reverse("people:team", args=[harbour.public_id])).status_code == 404


def test_an_archived_team_is_gone_for_its_members_until_an_administrator_brings_it_back(
    browser_of, harbour: Team, aiko: User, chie: User, frank: User
) -> None:
    browser_of(chie).post(reverse("people:team_archive", args=[harbour.public_id]))
    page = reverse("people:team", args=[harbour.public_id])
    assert browser_of(aiko).get(page).status_code == 404
    assert browser_of(chie).get(page).status_code == 404
    browser_of(frank).post(reverse("people:team_archive", args=[harbour.public_id]), {"archived": "no"})
    assert browser_of(aiko).get(page).status_code == 200


def test_the_list_says_what_will_be_there_when_one_is_in_no_team(browser_of, harbour: Team, aiko: User) -> None:
    Membership.objects.all().delete()
    assert "Ask a trainer for an invitation link" in browser_of(aiko).get(reverse("people:teams")).content.decode()


def test_a_teams_page_asks_the_database_as_often_for_many_members_as_for_few(
    browser_of, harbour: Team, chie: User
) -> None:
    browser = browser_of(chie)
    address = reverse("people:team", args=[harbour.public_id])
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    people = [User.objects.create(email=f"p{number}@example.org", name=f"P{number}") for number in range(30)]
    Membership.objects.bulk_create(Membership(user=person, team=harbour) for person in people)
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) == len(few)
