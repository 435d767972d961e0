"""The people of every test: Aiko and Ben learn in Harbour, where Chie trains; Dan and Erin are of another team."""

from collections.abc import Callable

import pytest
from django.test import Client

from people.models import Membership, Role, Team, User

PASSWORD = "a-harbour-at-night"


def _person(name: str, *, team: Team | None = None, role: str = Role.LEARNER, **fields: object) -> User:
    user = User.objects.create_user(f"{name.lower()}@example.org", PASSWORD, name=name, **fields)
    if team is not None:
        Membership.objects.create(user=user, team=team, role=role)
    return user


@pytest.fixture
def harbour(db: None) -> Team:
    """The team of most tests."""
    return Team.objects.create(name="Harbour")


@pytest.fixture
def orchard(db: None) -> Team:
    """The other team, of which Harbour must see nothing."""
    return Team.objects.create(name="Orchard")


@pytest.fixture
def aiko(harbour: Team) -> User:
    """The learner."""
    return _person("Aiko", team=harbour)


@pytest.fixture
def ben(harbour: Team) -> User:
    """Aiko's team-mate."""
    return _person("Ben", team=harbour)


@pytest.fixture
def chie(harbour: Team) -> User:
    """The trainer of Aiko and Ben."""
    return _person("Chie", team=harbour, role=Role.TRAINER)


@pytest.fixture
def dan(orchard: Team) -> User:
    """A learner of the other team."""
    return _person("Dan", team=orchard)


@pytest.fixture
def erin(orchard: Team) -> User:
    """The other team's trainer."""
    return _person("Erin", team=orchard, role=Role.TRAINER)


@pytest.fixture
def frank(db: None) -> User:
    """The administrator, in no team."""
    return _person("Frank", is_administrator=True)


@pytest.fixture
def stranger(db: None) -> Client:
    """A browser in which nobody is signed in."""
    return Client()


@pytest.fixture
def browser_of(db: None) -> Callable[[User], Client]:
    """Return a browser in which the given person is signed in."""

    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in
