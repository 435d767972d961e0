"""Which rule profile a review goes by: one that is built in, or one of the team's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import yaml

from people.models import Team
from reviews.engine.profile import PROFILES, BadProfile
from reviews.engine.profile import Profile as EngineProfile
from reviews.models import CustomRule, Profile
from reviews.problems import Refused

_TEAM_PREFIX = "team:"
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True)
class Choice:
    """A profile that can be chosen: the name it is stored by, and the words for it (a team's own name)."""

    name: str
    label: str


def choices(team: Team | None) -> list[Choice]:
    """The profiles that a submission of this team can be reviewed by, the team's default first."""
    built_in = [Choice(name, name) for name in PROFILES]
    if team is None:
        return built_in
    own = [Choice(f"{_TEAM_PREFIX}{row.public_id}", row.name) for row in team.profiles.order_by("-is_default", "name")]
    return [*own, *built_in] if team.profiles.filter(is_default=True).exists() else [*built_in, *own]


def text_of(name: str, team: Team | None) -> str:
    """The profile as JSON, frozen for one review; Refused for one that the team doesn't have or that is broken."""
    if name in PROFILES:
        return json.dumps(PROFILES[name].as_dict(), sort_keys=True)
    row = _row(name, team)
    if row is None:
        raise Refused("unknown-profile", name=name)
    return json.dumps(parsed(row.text, row.name).as_dict(), sort_keys=True)


def parsed(text: str, name: str) -> EngineProfile:
    """The profile that a trainer wrote as YAML; Refused says what is wrong with it."""
    try:
        if len(text) > _MOST_CHARACTERS or "&" in text or "[[[[" in text:
            raise BadProfile("anchors, deep nesting and more than 20,000 characters are not accepted")
        content: Any = yaml.safe_load(text)
        return EngineProfile.from_dict({"name": name, **content} if isinstance(content, dict) else content)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused("broken-profile", name=name, reason=" ".join(str(error).split())[:300]) from None


def frozen(text: str) -> EngineProfile:
    """The profile that text_of froze."""
    return EngineProfile.from_dict(json.loads(text))


def own_rules(team: Team | None) -> dict[str, str]:
    """A team's own rules that are in use, by name."""
    if team is None:
        return {}
    return dict(CustomRule.objects.filter(team=team, is_enabled=True).values_list("name", "text"))


def _row(name: str, team: Team | None) -> Profile | None:
    if team is None or not name.startswith(_TEAM_PREFIX):
        return None
    public_id = name.removeprefix(_TEAM_PREFIX)
    return next((row for row in team.profiles.all() if str(row.public_id) == public_id), None)
