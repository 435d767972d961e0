"""What is done to people, teams and memberships; each writes its event in the same transaction."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from activity.recording import record
from people.models import Membership, Role, Team, User
from people.problems import Refused

LAST_SEEN_EVERY_SECONDS = 300


@transaction.atomic
def create_team(*, actor: User, name: str) -> Team:
    """A new team, with whoever made it as its first trainer."""
    team = Team.objects.create(name=name)
    Membership.objects.create(user=actor, team=team, role=Role.TRAINER)
    record(kind="people.team_created", actor=actor, team_id=team.pk, target=f"team:{team.public_id}", name=name)
    return team


@transaction.atomic
def change_team(*, actor: User, team: Team, name: str, members_see_each_other: bool) -> Team:
    """Another name, or another answer to who sees shared manifests."""
    team.name = name
    team.members_see_each_other = members_see_each_other
    team.save(update_fields=["name", "members_see_each_other"])
    record(
        kind="people.team_changed",
        actor=actor,
        team_id=team.pk,
        target=f"team:{team.public_id}",
        name=name,
        members_see_each_other=members_see_each_other,
    )
    return team


@transaction.atomic
def archive_team(*, actor: User, team: Team, archived: bool) -> Team:
    """Put a team away, or bring it back; nothing in it is lost."""
    team.archived_at = timezone.now() if archived else None
    team.save(update_fields=["archived_at"])
    kind = "people.team_archived" if archived else "people.team_restored"
    record(kind=kind, actor=actor, team_id=team.pk, target=f"team:{team.public_id}")
    return team


@transaction.atomic
def add_member(*, actor: User, user: User, team: Team, role: str) -> Membership:
    """Put somebody into a team; somebody who is in it already stays what they are."""
    membership, added = Membership.objects.get_or_create(user=user, team=team, defaults={"role": role})
    if added:
        record(kind="people.member_joined", actor=actor, subject=user, team_id=team.pk, role=role)
    return membership


@transaction.atomic
def change_role(*, actor: User, membership: Membership, role: str) -> Membership:
    """Make a member a trainer or a learner. Raises Refused when the team would be left without a trainer."""
    before = membership.role
    if role == before:
        return membership
    if role != Role.TRAINER:
        _keep_a_trainer(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    record(
        kind="people.role_changed",
        actor=actor,
        subject=membership.user,
        team_id=membership.team_id,
        before=before,
        after=role,
    )
    return membership


@transaction.atomic
def remove_member(*, actor: User, membership: Membership) -> Membership:
    """Take somebody out of a team, or leave it. Raises Refused when the team would be left without a trainer."""
    _keep_a_trainer(membership)
    user, team_id, role = membership.user, membership.team_id, membership.role
    membership.delete()
    record(kind="people.member_left", actor=actor, subject=user, team_id=team_id, role=role)
    return membership


def _keep_a_trainer(membership: Membership) -> None:
    """Raise Refused if this is the only trainer of a team; the lock makes two such wishes queue up."""
    trainers = Membership.objects.select_for_update().filter(team=membership.team_id, role=Role.TRAINER)
    others = [trainer for trainer in trainers if trainer.pk != membership.pk]
    if membership.role == Role.TRAINER and not others:
        raise Refused(
            _("%(name)s is the team's only trainer. Make another member a trainer first.") % {"name": membership.user}
        )


@transaction.atomic
def create_person(*, email: str, password: str, name: str) -> User:
    """A person whose address somebody at this keyboard vouches for, so that no mail has to confirm it."""
    user = User.objects.create_user(email, password, name=name)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def change_profile(*, user: User, name: str) -> User:
    """Another name to be shown."""
    user.name = name
    user.save(update_fields=["name"])
    return user


@transaction.atomic
def change_preferences(*, user: User, **preferences: object) -> User:
    """Languages, theme, time zone, shortcuts: only the fields that are given."""
    allowed = {
        "interface_language",
        "lesson_language",
        "second_language",
        "theme",
        "time_zone",
        "shortcuts_enabled",
    }
    unknown = set(preferences) - allowed
    if unknown:
        raise ValueError(f"No preference is called {', '.join(sorted(unknown))}.")
    for field, value in preferences.items():
        setattr(user, field, value)
    user.save(update_fields=list(preferences))
    return user


@transaction.atomic
def set_administrator(*, actor: User | None, user: User, administrator: bool) -> User:
    """Make somebody an administrator, or no longer one. Raises Refused for the last one."""
    if user.is_administrator and not administrator:
        _keep_an_administrator(user)
    user.is_administrator = administrator
    user.save(update_fields=["is_administrator"])
    record(kind="people.administrator_changed", actor=actor, subject=user, administrator=administrator)
    return user


@transaction.atomic
def set_active(*, actor: User | None, user: User, active: bool) -> User:
    """Let somebody in again, or end their access with their next request. Raises Refused for the last administrator."""
    if user.is_administrator and not active:
        _keep_an_administrator(user)
    user.is_active = active
    user.save(update_fields=["is_active"])
    record(kind="people.enabled" if active else "people.disabled", actor=actor, subject=user)
    return user


def is_last_administrator(user: User) -> bool:
    """Whether nobody else could run the portal; locks the administrators, so that two such wishes queue up."""
    administrators = User.objects.filter(is_administrator=True, is_active=True).values_list("pk", flat=True)
    if transaction.get_connection().in_atomic_block:
        administrators = administrators.select_for_update()
    return list(administrators) == [user.pk]


def _keep_an_administrator(user: User) -> None:
    if is_last_administrator(user):
        raise Refused(
            _("%(name)s is the last administrator. Make somebody else an administrator first.") % {"name": user}
        )


def note_seen(*, user: User, now: datetime) -> None:
    """Remember when somebody was last here, to five minutes."""
    seen = user.last_seen_at
    if seen is None or (now - seen).total_seconds() >= LAST_SEEN_EVERY_SECONDS:
        User.objects.filter(pk=user.pk).update(last_seen_at=now)
