"""The packed schemas, unpacked when they are first asked for."""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reviews.schemas import KUBERNETES_VERSIONS, PACKED

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

Schema = dict[str, Any]
_REFERENCE = "#/$defs/"


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(lzma.decompress(PACKED.read_bytes()))
    return content


@cache
def kinds(version: str) -> Mapping[str, str]:
    """ "apps/v1 Deployment" -> name of its definition, for every kind that a Kubernetes version serves."""
    found: dict[str, str] = _content()["versions"][version]["kinds"]
    return found


@cache
def versions_of(api_version: str, kind: str) -> tuple[str, ...]:
    """The Kubernetes versions that serve a kind, oldest first; () for what none of them knows."""
    key = f"{api_version} {kind}"
    return tuple(version for version in KUBERNETES_VERSIONS if key in kinds(version))


@cache
def api_versions_of(version: str, kind: str) -> tuple[str, ...]:
    """The apiVersions under which a Kubernetes version serves a kind, the most stable first."""
    found = (key.partition(" ")[0] for key in kinds(version) if key.partition(" ")[2] == kind)
    return tuple(sorted(found, key=lambda api: ("alpha" in api, "beta" in api, api)))


@cache
def groups() -> frozenset[str]:
    """Kubernetes' own API groups, "" for the core group."""
    keys = {key.partition(" ")[0] for version in KUBERNETES_VERSIONS for key in kinds(version)}
    return frozenset(api.rpartition("/")[0] for api in keys)


def definition(version: str, name: str) -> Schema:
    """A definition by its name."""
    content = _content()
    found: Schema = content["definitions"][content["versions"][version]["definitions"][name]]
    return found


def resolved(version: str, schema: Schema) -> Schema:
    """A schema, or what it refers to."""
    reference = schema.get("$ref")
    return definition(version, reference.removeprefix(_REFERENCE)) if reference else schema


@lru_cache(maxsize=256)
def validator(version: str, name: str) -> Draft202012Validator:
    """The validator of a definition, with no more than it refers to; compiling one takes about 2 ms."""
    from jsonschema_rs import Draft202012Validator  # 25 ms that a start without manifests need not wait for

    reached: dict[str, Schema] = {}
    pending = [name]
    while pending:
        current = pending.pop()
        if current not in reached:
            reached[current] = definition(version, current)
            pending += _references(reached[current])
    return Draft202012Validator({"$ref": _REFERENCE + name, "$defs": reached})


def _references(schema: Any) -> list[str]:
    if not isinstance(schema, dict):
        return []
    reference = schema.get("$ref")
    found = [reference.removeprefix(_REFERENCE)] if isinstance(reference, str) else []
    below = [*schema.get("properties", {}).values(), schema.get("items"), schema.get("additionalProperties")]
    return found + [name for value in below for name in _references(value)]
