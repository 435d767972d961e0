"""Who may see and do what with people and teams: the one answer that every other app asks."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from people.models import Membership, Role, Team, TeamQuerySet, User

# Views pass request.user, which may be nobody: every function here then answers no, or nothing.
Who = Any


def is_administrator(user: Who) -> bool:
    """Whether this person runs the portal."""
    return bool(getattr(user, "pk", None) and user.is_active and user.is_administrator)


def teams_of(user: Who) -> TeamQuerySet:
    """The current teams this person belongs to, in whatever role."""
    if not getattr(user, "pk", None):
        return Team.objects.none()
    return Team.objects.current().filter(Exists(_memberships(user).filter(team=OuterRef("pk"))))


def teams_trained_by(user: Who) -> TeamQuerySet:
    """The current teams in which this person is a trainer."""
    if not getattr(user, "pk", None):
        return Team.objects.none()
    return Team.objects.current().filter(Exists(_memberships(user).filter(team=OuterRef("pk"), role=Role.TRAINER)))


def visible_teams(user: Who) -> TeamQuerySet:
    """The teams whose page this person may open: their own; for an administrator every one, archived too."""
    return Team.objects.all() if is_administrator(user) else teams_of(user)


def managed_teams(user: Who) -> TeamQuerySet:
    """The teams whose members, invitations and settings this person may change."""
    return Team.objects.all() if is_administrator(user) else teams_trained_by(user)


def is_member_of(user: Who, team: Team) -> bool:
    """Whether this person is in this current team."""
    return teams_of(user).filter(pk=team.pk).exists()


def is_trainer_in(user: Who, team: Team) -> bool:
    """Whether this person is a trainer of this current team."""
    return teams_trained_by(user).filter(pk=team.pk).exists()


def is_trainer_of(user: Who, learner: Who) -> bool:
    """Whether this person is a trainer in a current team that the other one belongs to."""
    return teams_trained_by(user).filter(Exists(_memberships(learner).filter(team=OuterRef("pk")))).exists()


def is_colleague_of(user: Who, other: Who) -> bool:
    """Whether both are in a current team whose members see what is shared."""
    together = teams_of(user).filter(members_see_each_other=True)
    return together.filter(Exists(_memberships(other).filter(team=OuterRef("pk")))).exists()


def visible_people(user: Who) -> QuerySet[User]:
    """Whose learning this person may look at: their own, that of teams they train; an administrator everyone's."""
    if not getattr(user, "pk", None):
        return User.objects.none()
    if is_administrator(user):
        return User.objects.all()
    trained = Membership.objects.filter(user=OuterRef("pk"), team__in=teams_trained_by(user))
    return User.objects.filter(Q(pk=user.pk) | Exists(trained))


def can_create_team(user: Who) -> bool:
    """Administrators and people who already train a team may create another."""
    return is_administrator(user) or teams_trained_by(user).exists()


def _memberships(user: Who) -> QuerySet[Membership]:
    return Membership.objects.filter(user_id=getattr(user, "pk", None))
