"""Columns that any text fits in: what a database cannot store is replaced, character for character, so that places stay."""

from __future__ import annotations

import math
import re
from typing import Any

from django.db import models

# PostgreSQL stores no NUL, and half a surrogate pair has no UTF-8; YAML and JSON escapes write both.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_LARGEST = 2**63


def storable(text: str) -> str:
    """The text with U+FFFD for each character that no database takes; as long as before."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_json(value: Any) -> Any:
    """The value, made of what JSON columns of SQLite and PostgreSQL hold alike."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {storable(str(key)): storable_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [storable_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return hex(value)  # str() refuses numbers of more than 4,300 digits
    return value


class CleanCharField(models.CharField):
    """A short text; cut at its greatest length, since PostgreSQL refuses where SQLite doesn't."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return storable(value)[: self.max_length] if isinstance(value, str) else value


class CleanTextField(models.TextField):
    """A text of any length."""

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return storable(value) if isinstance(value, str) else value


class CleanJSONField(models.JSONField):
    """Values made of what JSON knows."""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if not hasattr(value, "resolve_expression"):
            value = storable_json(value)
        return super().get_db_prep_value(value, connection, prepared)
