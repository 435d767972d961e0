"""How a value is written: in block style with the file's own indentation, in flow style, as JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from reviews.engine.scalars import typed

_PLAIN = re.compile(r"[A-Za-z0-9_./<(][A-Za-z0-9_./@+<>()=-]*(?::[A-Za-z0-9_./@+<>()=-]+)*")
_MARKS = ("<<", "...")  # a merge and the end of a document, where they stand alone
INDENT = 2


def indents_lists(text: str) -> bool:
    """Whether the file indents list items below their key; where it has no list, Kubernetes' own style (no) is taken."""
    match = re.search(
        r"^( *)[^\s#-][^\n]*:[ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*( *)- ", text, re.MULTILINE
    )
    return match is not None and len(match.group(2)) > len(match.group(1))


def block(value: Any, column: int, text: str) -> list[str]:
    """Lines of a mapping or list in block style, each with its indentation."""
    pad = " " * column
    lines: list[str] = []
    if isinstance(value, dict):
        for key, item in value.items():
            name = scalar(key, json_style=False)
            if isinstance(item, dict | list) and item:
                inside = column + INDENT if isinstance(item, dict) or indents_lists(text) else column
                lines += [f"{pad}{name}:", *block(item, inside, text)]
            else:
                lines.append(f"{pad}{name}: {scalar(item, json_style=False)}".rstrip())
        return lines
    for item in value:
        if isinstance(item, dict | list) and item:
            below = block(item, column + INDENT, text)
            lines += [f"{pad}- {below[0].lstrip()}", *below[1:]]
        else:
            lines.append(f"{pad}- {scalar(item, json_style=False)}")
    return lines


def flow(value: Any, json_style: bool) -> str:
    """A value on one line, as YAML's flow style or as JSON."""
    if isinstance(value, dict):
        inside = ", ".join(
            f"{scalar(key, json_style=json_style)}: {flow(item, json_style)}" for key, item in value.items()
        )
        return f"{{{inside}}}" if json_style or not inside else f"{{ {inside} }}"
    if isinstance(value, list):
        return f"[{', '.join(flow(item, json_style) for item in value)}]"
    return "null" if value is None else scalar(value, json_style=json_style)


def scalar(value: Any, *, json_style: bool) -> str:
    """A scalar as it can stand in YAML; quoted where Kubernetes would otherwise read something else."""
    if isinstance(value, str):
        if not json_style and _PLAIN.fullmatch(value) and typed(value) == value and value not in _MARKS:
            return value
        return json.dumps(value, ensure_ascii=False)
    if value is None:
        return "null" if json_style else ""
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) else "[]"
    return json.dumps(value)
