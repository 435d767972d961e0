"""Which rules run, how severe they are, and the numbers a team may choose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from reviews.engine.report import Severity, Tier


class BadProfile(ValueError):
    """A profile's YAML says something that no profile can say; the message names the key."""


@dataclass(frozen=True)
class Profile:
    """A choice of rules: whole tiers, and single rules switched on or off beyond them."""

    name: str
    tiers: frozenset[Tier] = frozenset({Tier.CORE, Tier.EXTENDED})
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def runs(self, rule: str, tier: Tier) -> bool:
        """Whether a rule of a tier runs."""
        return rule in self.on or (rule not in self.off and str(tier) in self._tiers)

    def chosen(self, rules: Mapping[str, Any]) -> tuple[list[Any], list[Any]]:
        """The rules that run, and apart from them those that wait for the others. Decided once for one set of rules."""
        known, choice = self._last_choice
        if known is not rules:
            chosen = [rule for rule in rules.values() if self.runs(rule.id, rule.tier)]
            choice = [rule for rule in chosen if not rule.is_late], [rule for rule in chosen if rule.is_late]
            self._last_choice[:] = rules, choice
        return choice

    @cached_property
    def _last_choice(self) -> list[Any]:
        return [None, ([], [])]

    @cached_property
    def _tiers(self) -> frozenset[str]:
        """As plain words: a member of an enumeration is hashed in Python, which is slow for so small a question."""
        return frozenset(str(tier) for tier in self.tiers)

    def parameter(self, name: str, default: Any) -> Any:
        """A number or list that the team may have chosen."""
        return self.parameters.get(name, default)

    def as_dict(self) -> dict[str, Any]:
        """The profile as it stands in YAML and in the database."""
        return {
            "name": self.name,
            "tiers": sorted(self.tiers),
            "on": sorted(self.on),
            "off": sorted(self.off),
            "severities": {rule: str(severity) for rule, severity in sorted(self.severities.items())},
            "parameters": dict(self.parameters),
        }

    @classmethod
    def from_dict(cls, content: Any) -> Profile:
        """A profile from `as_dict`'s form. Raises BadProfile naming what is wrong."""
        if not isinstance(content, dict):
            raise BadProfile("a profile is a mapping with the keys name, tiers, on, off, severities and parameters")
        # YAML 1.1 reads the keys `on` and `off` as true and false.
        content = {{True: "on", False: "off"}[key] if isinstance(key, bool) else key: content[key] for key in content}
        unknown = content.keys() - {"name", "tiers", "on", "off", "severities", "parameters"}
        if unknown:
            raise BadProfile(
                f"unknown key {sorted(unknown, key=str)[0]!r}: name, tiers, on, off, severities and parameters are known"
            )
        try:
            return cls(
                name=str(content.get("name", "own")),
                tiers=frozenset(Tier(tier) for tier in content.get("tiers", (Tier.CORE, Tier.EXTENDED))),
                on=frozenset(map(str, content.get("on", ()))),
                off=frozenset(map(str, content.get("off", ()))),
                severities={
                    str(rule): Severity(severity) for rule, severity in dict(content.get("severities", {})).items()
                },
                parameters=dict(content.get("parameters", {})),
            )
        except (TypeError, ValueError) as error:
            raise BadProfile(str(error)) from None


DEFAULT_PROFILE = Profile("default")
EVERYTHING = Profile("everything", tiers=frozenset(Tier))
PROFILES = {profile.name: profile for profile in (DEFAULT_PROFILE, EVERYTHING)}
