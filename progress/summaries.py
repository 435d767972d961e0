"""One learner, one team: the only place that reads several apps' tables together."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from people.models import Membership, Team, User
from reviews.models import Source, Submission

LATEST_SHOWN = 5


@dataclass(frozen=True)
class Member:
    """A member of a team with what they handed in last, if anything."""

    membership: Membership
    latest: Submission | None


@dataclass(frozen=True)
class TeamSummary:
    """A team and its members, trainers first."""

    team: Team
    members: tuple[Member, ...]


def latest_submissions(user: User) -> list[Submission]:
    """What this person worked on last, newest first, each with its latest revision and counts."""
    own = Submission.objects.by(user).filter(source=Source.OWN).current()
    return list(own.with_latest().order_by("-updated_at", "-pk")[:LATEST_SHOWN])


def team_summaries(teams: Iterable[Team]) -> list[TeamSummary]:
    """Each team's members with their latest submission; the number of queries doesn't grow with the teams."""
    teams = list(teams)
    newest = (
        Submission.objects.for_team(OuterRef("team")).filter(author=OuterRef("user")).order_by("-updated_at", "-pk")
    )
    memberships = list(
        Membership.objects.filter(team__in=teams)
        .select_related("user")
        .annotate(latest_id=Subquery(newest.values("pk")[:1]))
        .order_by("-role", "user__name", "pk")
    )
    latest = _by_id(membership.latest_id for membership in memberships)
    return [
        TeamSummary(
            team,
            tuple(
                Member(membership, latest.get(membership.latest_id))
                for membership in memberships
                if membership.team_id == team.pk
            ),
        )
        for team in teams
    ]


def _by_id(ids: Iterable[int | None]) -> dict[int, Any]:
    return Submission.objects.with_latest().in_bulk([found for found in ids if found is not None])
