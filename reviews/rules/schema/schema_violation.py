"""Value that the API server refuses."""

from collections.abc import Callable, Iterator
from typing import Any

from reviews.engine.bundle import Bundle
from reviews.engine.fields import Field
from reviews.engine.report import Severity, Suggestion, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.scalars import typed
from reviews.engine.schema import Problem, problems_of
from reviews.engine.subjects import Resource
from reviews.engine.tree import walk
from reviews.engine.writing import Change, set_value, suggest
from reviews.rules.schema.violations import MISSING, VALUE, VALUE_NEAR, placeholder, type_message

RULE = Rule(
    __name__,
    title=Text(en="Value that the API server refuses", ja="APIサーバーが受け付けない値"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p04-03",),
)


@RULE.each(Resource)
def check(resource: Resource, bundle: Bundle) -> Iterator[Reported]:
    for problem in problems_of(resource, bundle.kubernetes):
        if problem.kind == "unknown":
            continue
        place = resource.at(*problem.path)
        told: dict[str, Any] = {"key": _named(problem), "kind": resource.kind, "allowed": ", ".join(problem.expected)}
        if problem.kind == "missing":
            yield RULE.finding(place, MISSING, suggestion=_suggestion(place, problem), **told)
            continue
        value = walk(resource.value, problem.path)
        told["value"] = place.text[:60] if value is not None else ""
        if problem.kind == "type":
            fix = _requoted(place, value, problem.expected)
            message = type_message(problem.expected, value, quoting=fix is not None)
        else:
            fix = set_value(place, problem.nearest) if problem.is_certain else None
            message = VALUE_NEAR if problem.nearest else VALUE
            told["nearest"] = problem.nearest
        yield RULE.finding(place, message, fix=fix, **told)


def _named(problem: Problem) -> str:
    """The field's name; for an item of a list, the list's."""
    return str(next((step for step in reversed(problem.path) if isinstance(step, str)), ""))[:100]


def _requoted(place: Field, value: Any, expected: tuple[str, ...]) -> Change | None:
    """Edits for the one mistake with one answer: quotes around a number or truth value, or none around a text."""
    if isinstance(value, str):
        meant = typed(value)
        number, truth = isinstance(meant, int) and not isinstance(meant, bool), value in ("true", "false")
        right = (number and "integer" in expected) or (truth and "boolean" in expected)
        return set_value(place, meant) if right else None
    if isinstance(value, bool | int | float) and "string" in expected:
        # The word as it is written: 1.10 is the text "1.10", whatever the number is.
        return set_value(place, place.text) if typed(place.text) == value else None
    return None


def _suggestion(place: Field, problem: Problem) -> Callable[[], Suggestion] | None:
    value = placeholder(problem.expected)
    if value is None or not isinstance(place.holder, dict) or len(place.rest) != 1:
        return None
    return suggest(place, value)
