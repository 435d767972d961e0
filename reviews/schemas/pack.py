"""Packs Kubernetes' schemas from kubernetes-validate, a development dependency: `python -m reviews.schemas.pack`.

Descriptions are dropped, equal definitions of several versions are kept once, and the values of ENUMERATIONS are put in.
"""

from __future__ import annotations

import importlib.util
import json
import lzma
import sys
from pathlib import Path
from typing import Any

from reviews.schemas import KUBERNETES_VERSIONS, PACKED
from reviews.schemas.enumerations import ENUMERATIONS

_KEPT = frozenset({"type", "properties", "required", "additionalProperties", "items", "$ref", "enum"})
_NOT_APPLIED = frozenset({"DeleteOptions", "WatchEvent"})


def main() -> int:
    """Writes the packed file and says how large it is."""
    spec = importlib.util.find_spec("kubernetes_validate")
    if spec is None or spec.origin is None:
        sys.stderr.write("kubernetes-validate is missing: install the development dependencies.\n")
        return 1
    root = Path(spec.origin).parent / "kubernetes-json-schema"
    PACKED.write_bytes(packed(root))
    sys.stdout.write(f"{PACKED}: {PACKED.stat().st_size} bytes\n")
    return 0


def packed(root: Path) -> bytes:
    """All versions as one compressed JSON text; the same input gives the same bytes."""
    numbers: dict[str, int] = {}  # a definition's text -> its place in the list
    versions = {}
    for version in KUBERNETES_VERSIONS:
        text = (root / f"v{version}.0-local-strict" / "_definitions.json").read_text(encoding="utf-8")
        definitions = json.loads(text)["$defs"]
        names = {}
        for name, definition in sorted(definitions.items()):
            schema = _slim(definition)
            _add_values(name, schema)
            names[name] = numbers.setdefault(json.dumps(schema, sort_keys=True, separators=(",", ":")), len(numbers))
        versions[version] = {"definitions": names, "kinds": _kinds(definitions)}
    content = {"definitions": [json.loads(text) for text in numbers], "versions": versions}
    plain = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    return lzma.compress(plain, preset=9 | lzma.PRESET_EXTREME)


def _slim(schema: Any) -> Any:
    """A schema without what describes; `oneOf` of string and number, each or null, becomes one plain list of types."""
    if not isinstance(schema, dict):
        return schema
    if "oneOf" in schema:
        return {"type": sorted({name for choice in schema["oneOf"] for name in choice["type"]})}
    slim = {key: value for key, value in schema.items() if key in _KEPT}
    if "properties" in slim:
        slim["properties"] = {name: _slim(value) for name, value in slim["properties"].items()}
    for key in ("items", "additionalProperties"):
        if key in slim:
            slim[key] = _slim(slim[key])
    return slim


def _add_values(name: str, schema: dict[str, Any]) -> None:
    for ending, fields in ENUMERATIONS.items():
        if not name.endswith("." + ending):
            continue
        for field, values in fields.items():
            place = schema["properties"].get(field)
            if place is None:
                continue  # a version that did not have the field yet
            place = place.get("items", place)
            place["enum"] = [*values, *([None] if "null" in place["type"] else [])]


def _kinds(definitions: dict[str, Any]) -> dict[str, str]:
    """ "apps/v1 Deployment" -> the definition's name, for every kind that can be applied."""
    kinds = {}
    for name, definition in definitions.items():
        if name.startswith("io.k8s.apimachinery."):
            continue
        for known in definition.get("x-kubernetes-group-version-kind", ()):
            kind, group, version = known["kind"], known["group"], known["version"]
            if kind not in _NOT_APPLIED and not kind.endswith("List"):
                kinds[f"{group}/{version} {kind}" if group else f"{version} {kind}"] = name
    return dict(sorted(kinds.items()))


if __name__ == "__main__":
    sys.exit(main())
