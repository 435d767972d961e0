"""Finding the rules: every module below reviews/rules that holds a RULE."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from reviews.engine.rule import Rule


@cache
def load_rules(package: str) -> Mapping[str, Rule]:
    """All rules below a package by id, ordered by topic and id. Two rules of one id are a mistake of ours."""
    found: dict[str, Rule] = {}
    root = importlib.import_module(package)
    for topic in pkgutil.iter_modules(root.__path__):
        if not topic.ispkg:
            continue
        inside = importlib.import_module(f"{package}.{topic.name}")
        for module in pkgutil.iter_modules(inside.__path__):
            rule = getattr(importlib.import_module(f"{package}.{topic.name}.{module.name}"), "RULE", None)
            if rule is None:
                continue  # a module that several rules of the topic share
            if rule.id in found:
                raise ValueError(f"{rule.module} and {found[rule.id].module} are one id")
            found[rule.id] = rule
    return MappingProxyType(found)


@cache
def rules_version(package: str) -> str:
    """A hash over everything that can change a report: the rules' code and the engine's."""
    digest = hashlib.sha256()
    for name in (package, "reviews.engine", "reviews.schemas"):
        for root in importlib.import_module(name).__path__:
            _add_files(digest, root)
    return digest.hexdigest()[:12]


def _add_files(digest: hashlib._Hash, root: str) -> None:
    for file in sorted(Path(root).rglob("*")):
        if file.suffix in (".py", ".xz", ".json") and file.is_file():
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
