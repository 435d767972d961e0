"""Image references: registry/repository:tag@digest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_FORM = re.compile(
    r"(?P<name>[^\s:@]+(?::[0-9]+(?=/)[^\s:@]*)?)(?::(?P<tag>[\w][\w.-]{0,127}))?(?:@(?P<digest>[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,}))?"
)


@dataclass(frozen=True, slots=True)
class Image:
    """A reference taken apart. `registry` is "docker.io" where none is written; tag and digest are "" where missing."""

    registry: str
    repository: str
    tag: str
    digest: str


@lru_cache(maxsize=1024)
def parse_image(reference: str) -> Image | None:
    """The parts of an image reference, None for what is none.

    https://github.com/distribution/reference/blob/main/reference.go
    """
    match = _FORM.fullmatch(reference) if len(reference) <= 1000 else None
    if match is None:
        return None
    name = match["name"]
    first, slash, rest = name.partition("/")
    has_registry = bool(slash) and ("." in first or ":" in first or first == "localhost")
    registry, repository = (first, rest) if has_registry else ("docker.io", name)
    return Image(registry, repository, match["tag"] or "", match["digest"] or "")
