"""The people and things that the access table points at."""

from functools import cache
from types import SimpleNamespace

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.test import Client

from people.invitations import invite
from people.models import ApiToken, Invitation, Membership, Role, Team, User
from people.tokens import create_token
from tests.access import ROLES
from tests.access.work import add_work


class World(SimpleNamespace):
    """Aiko, Ben and Chie of Harbour; Dan and Erin of Orchard; Frank; Haru, who was disabled; and what they have."""

    harbour: Team
    people: dict[str, User]
    browsers: dict[str, Client]
    invitation: Invitation
    invitation_token: str
    token: ApiToken


def build_world() -> World:
    """Make everything anew; belongs into a test's transaction."""
    world = World()
    world.harbour = Team.objects.create(name="Harbour")
    world.orchard = Team.objects.create(name="Orchard")
    world.people = {
        "learner": _person("Aiko", world.harbour),
        "colleague": _person("Ben", world.harbour),
        "trainer": _person("Chie", world.harbour, Role.TRAINER),
        "outsider": _person("Dan", world.orchard),
        "other_trainer": _person("Erin", world.orchard, Role.TRAINER),
        "administrator": _person("Frank", is_administrator=True),
        "disabled": _person("Haru", world.harbour, Role.TRAINER),
    }
    world.learner = world.people["learner"]
    world.browsers = {role: _browser(world.people.get(role)) for role in ROLES}
    User.objects.filter(pk=world.people["disabled"].pk).update(is_active=False)
    world.invitation, link = invite(actor=world.people["trainer"], team=world.harbour, role=Role.LEARNER)
    world.invitation_token = link.rstrip("/").rpartition("/")[2]
    world.token = create_token(user=world.learner, name="CI").token
    add_work(world)
    return world


@cache
def _password() -> str:
    """Hashed once for everybody: nobody here signs in by it, but allauth treats people without one differently."""
    return make_password("a-harbour-at-night")


def _person(name: str, team: Team | None = None, role: str = Role.LEARNER, **fields: object) -> User:
    user = User.objects.create(email=f"{name.lower()}@example.org", name=name, password=_password(), **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if team is not None:
        Membership.objects.create(user=user, team=team, role=role)
    return user


def _browser(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client
