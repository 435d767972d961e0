"""Keys that say "the same again": of texts, and of everything a result depends on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from reviews import checker
from reviews.engine.registry import rules_version as version_of

_Masks = Sequence[Sequence[Any]]


@cache
def rules_version() -> str:
    """The version of the rules and the engine in this process."""
    return version_of(checker.RULES_PACKAGE)


def file_key(text: str, masks: _Masks) -> str:
    """The key of one file's (masked) text."""
    return _digest([text, [list(mask) for mask in masks]])


def text_key(files: Iterable[tuple[str, str, _Masks]]) -> str:
    """The key of files as (name, masked text, masks). Texts that differ in a secret's letters only have one key."""
    return _digest([[name, file_key(text, masks)] for name, text, masks in files])


def content_key(*, text: str, kubernetes: str, rules: str, profile: str, own_rules: Mapping[str, str]) -> str:
    """The key of a result: `text` from text_key, `rules` a rules version, `profile` its YAML or name, a team's own rules."""
    return _digest([text, kubernetes, rules, profile, sorted(own_rules.items())])


def _digest(value: Any) -> str:
    plain = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(plain.encode("ascii")).hexdigest()
