"""Where a field belongs that stands in the wrong block: the nearest block whose schema knows its name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reviews.engine.tree import Path, walk
from reviews.schemas import packed

_FARTHEST = 3  # steps up and down in all; what is farther is another thing of the same name
_DOWN = 2
# Every object has them somewhere: an unknown `name` says nothing about where it was meant to stand.
_EVERYWHERE = frozenset({"name", "type", "kind", "key", "value", "status", "message", "reason", "path"})


def belonging(kubernetes: str, chain: list[tuple[Path, packed.Schema]], field: str, root: Any) -> str:
    """The path of the nearest place, seen from the object's root, at which a field is known; "" for none.

    chain: the mappings from the root down to where it stands, with their schemas. root: the object. A block beside it
    counts only if the object has that block: one kind of volume has nothing to do with the next.
    """
    if field in _EVERYWHERE:
        return ""
    best: tuple[int, str] | None = None
    for up, (path, schema) in enumerate(reversed(chain)):
        if up > _FARTHEST:
            break
        for down, below in _holders(kubernetes, schema, field, min(_DOWN, _FARTHEST - up)):
            beside = up and down and walk(root, (*path, below.partition(".")[0].removesuffix("[]"))) is None
            if up + down and not beside and (best is None or up + down < best[0]):
                best = up + down, ".".join(part for part in (_shown(path), below) if part)
    return best[1] if best else ""


def _holders(kubernetes: str, schema: packed.Schema, field: str, deepest: int) -> Iterator[tuple[int, str]]:
    """How far below a block, and where, its blocks know a field; the nearest first."""
    level = [("", schema)]
    for down in range(deepest + 1):
        following = []
        for path, block in level:
            properties = block.get("properties", {})
            if field in properties:
                yield down, ".".join(part for part in (path, field) if part)
            for name, value in properties.items():
                inner = packed.resolved(kubernetes, value)
                mark = ""
                if "items" in inner:
                    inner, mark = packed.resolved(kubernetes, inner["items"]), "[]"
                if "properties" in inner and name != "status":
                    following.append((f"{path}.{name}{mark}" if path else name + mark, inner))
        level = following


def _shown(path: Path) -> str:
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] += "[]"
        else:
            parts.append(step)
    return ".".join(parts)
