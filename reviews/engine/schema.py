"""What an object gets wrong against Kubernetes' own schema: found once per object, told by two rules."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from reviews.engine import limits
from reviews.engine.nearby import belonging
from reviews.engine.subjects import Resource
from reviews.engine.tree import Path, walk
from reviews.schemas import packed

_EXPLAINED = 50  # unknown fields of one object for which a better name or place is looked for
_LONGEST_NAME = 100
_KINDS = {"additionalProperties": "unknown", "type": "type", "enum": "value", "required": "missing"}
_ORDER = {"type": 0, "value": 1, "missing": 2, "unknown": 3}


@dataclass(frozen=True, slots=True)
class Problem:
    """One disagreement with the schema.

    kind: "unknown" (no such field), "type", "value" (not one of a few) or "missing". path: of the field, missing or not,
    below the object. expected: JSON types, or the values allowed. nearest: the name or value that was probably meant;
    is_certain: it differs in letter case or dashes only, or is the only close one. belongs: where an unknown field is known.
    """

    kind: str
    path: Path
    expected: tuple[str, ...] = ()
    nearest: str = ""
    is_certain: bool = False
    belongs: str = ""


def definition_of(resource: Resource, kubernetes: str) -> str:
    """The name of an object's definition in a Kubernetes version, "" for what that version does not know."""
    return packed.kinds(kubernetes).get(f"{resource.api_version} {resource.kind}", "")


def problems_of(resource: Resource, kubernetes: str) -> tuple[Problem, ...]:
    """Everything that the schema of a Kubernetes version has against an object, by place; () for unknown kinds."""
    found: tuple[Problem, ...] | None = resource.schema_problems.get(kubernetes)
    if found is None:
        found = resource.schema_problems[kubernetes] = _problems(resource, kubernetes)
    return found


def _problems(resource: Resource, kubernetes: str) -> tuple[Problem, ...]:
    name = definition_of(resource, kubernetes)
    if not name:
        return ()
    validator = packed.validator(kubernetes, name)
    if validator.is_valid(resource.value):
        return ()
    found: dict[Path, Problem] = {}
    explained = 0
    for error in validator.iter_errors(resource.value):
        if len(found) > limits.FINDINGS.value:
            break
        path = tuple(error.instance_path)
        facts = error.kind.as_dict()
        kind = _KINDS.get(error.kind.name, "")
        if kind == "unknown":
            chain = _chain(kubernetes, name, path)
            for field in facts["unexpected"][: limits.FINDINGS.value]:
                explained += 1
                known = _unknown(kubernetes, chain, resource.value, (*path, field), explained <= _EXPLAINED)
                found.setdefault(known.path, known)
        elif kind == "missing":
            place = (*path, facts["property"])
            found.setdefault(place, Problem(kind, place, _types(kubernetes, name, place)))
        elif kind == "type":
            found[path] = Problem(kind, path, _plain(facts["types"]))
        elif kind == "value" and path not in found:
            found[path] = _value(path, facts["options"], walk(resource.value, path))
    return tuple(sorted(found.values(), key=lambda problem: (_ORDER[problem.kind], str(problem.path))))


def _plain(types: list[str]) -> tuple[str, ...]:
    return tuple(sorted(name for name in types if name != "null"))


def _value(path: Path, options: list[Any], written: Any) -> Problem:
    allowed = tuple(value for value in options if isinstance(value, str) and value)
    nearest, is_certain = _nearest(str(written), allowed)
    return Problem("value", path, allowed, nearest, is_certain)


def _nearest(written: str, known: tuple[str, ...]) -> tuple[str, bool]:
    """The known word that was probably meant, and whether there is no doubt about it."""
    if len(written) > _LONGEST_NAME:
        return "", False
    alike = [word for word in known if _bare(word) == _bare(written)]
    if alike:
        return alike[0], len(alike) == 1
    close = get_close_matches(written, known, n=2, cutoff=0.8)
    return (close[0], len(close) == 1) if close else ("", False)


def _bare(word: str) -> str:
    return word.replace("-", "").replace("_", "").casefold()


Chain = list[tuple[Path, packed.Schema]]


def _chain(kubernetes: str, name: str, path: Path) -> Chain:
    """The mappings from the object's root down to a path, each with its schema."""
    schema = packed.definition(kubernetes, name)
    chain: Chain = [((), schema)]
    for depth, step in enumerate(path):
        below = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
        below = schema.get("additionalProperties") if below is None else below
        if not isinstance(below, dict):
            break
        schema = packed.resolved(kubernetes, below)
        if "properties" in schema:
            chain.append((path[: depth + 1], schema))
    return chain


def _types(kubernetes: str, name: str, path: Path) -> tuple[str, ...]:
    """The types of a missing field."""
    _above, schema = _chain(kubernetes, name, path[:-1])[-1]
    below = packed.resolved(kubernetes, schema.get("properties", {}).get(path[-1], {}))
    types = below.get("type", ())
    return _plain([types] if isinstance(types, str) else list(types))


def _unknown(kubernetes: str, chain: Chain, root: Any, path: Path, is_explained: bool) -> Problem:
    field = str(path[-1])
    if not is_explained or len(field) > _LONGEST_NAME:
        return Problem("unknown", path)
    holder = walk(root, path[:-1])
    free = tuple(name for name in chain[-1][1].get("properties", {}) if name not in holder)
    nearest, is_certain = _nearest(field, free)
    if nearest and _bare(nearest) == _bare(field):
        return Problem("unknown", path, (), nearest, is_certain)
    belongs = belonging(kubernetes, chain, field, root)
    if belongs:
        return Problem("unknown", path, belongs=belongs)
    return Problem("unknown", path, (), nearest, is_certain)
