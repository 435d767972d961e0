"""The trainer's page: the people of the teams they train, and nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from people.models import Membership, Role, Team, User
from tests.progress.submitted import submitted

pytestmark = pytest.mark.django_db


def test_a_trainer_sees_who_handed_in_what_last(browser_of, harbour: Team, aiko: User, ben: User, chie: User) -> None:
    submitted(aiko, harbour, "old.yaml", errors=3)
    submitted(aiko, harbour, "new.yaml", warnings=1)
    page = browser_of(chie).get(reverse("progress:team")).content.decode()
    assert "new.yaml" in page
    assert "old.yaml" not in page
    assert "Ben" in page
    assert "none yet" in page


def test_teams_never_see_each_other(
    browser_of, harbour: Team, orchard: Team, aiko: User, dan: User, erin: User
) -> None:
    submitted(aiko, harbour, "harbours-web.yaml", errors=1)
    submitted(dan, orchard, "orchards-web.yaml", errors=1)
    page = browser_of(erin).get(reverse("progress:team")).content.decode()
    assert "orchards-web.yaml" in page
    assert "harbours-web.yaml" not in page
    assert "Harbour" not in page


def test_work_for_another_team_stays_with_that_team(
    browser_of, harbour: Team, orchard: Team, aiko: User, chie: User, erin: User
) -> None:
    Membership.objects.create(user=aiko, team=orchard, role=Role.LEARNER)
    submitted(aiko, orchard, "for-orchard.yaml", errors=1)
    assert "for-orchard.yaml" not in browser_of(chie).get(reverse("progress:team")).content.decode()
    assert "for-orchard.yaml" in browser_of(erin).get(reverse("progress:team")).content.decode()


def test_an_administrator_without_teams_is_shown_how_to_begin(browser_of, frank: User) -> None:
    assert "Make a new team" in browser_of(frank).get(reverse("progress:team")).content.decode()


def test_the_page_asks_the_database_as_often_for_many_people_as_for_few(
    browser_of, harbour: Team, aiko: User, chie: User
) -> None:
    browser = browser_of(chie)
    submitted(aiko, harbour, "web.yaml", errors=1)
    browser.get(reverse("progress:team"))
    with CaptureQueriesContext(connection) as few:
        browser.get(reverse("progress:team"))
    for number in range(20):
        person = User.objects.create(email=f"p{number}@example.org", name=f"P{number}")
        Membership.objects.create(user=person, team=harbour)
        submitted(person, harbour, f"web-{number}.yaml", errors=1)
    with CaptureQueriesContext(connection) as many:
        browser.get(reverse("progress:team"))
    assert len(many) == len(few)
