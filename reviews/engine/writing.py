"""Edits that change a manifest as its author would: in the file's own indentation and style, touching nothing else.

Each function gives edits for one place; nothing is applied here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from reviews.engine.fields import Field
from reviews.engine.lines import line_break
from reviews.engine.report import Edit, Suggestion, Text
from reviews.engine.styles import INDENT, block, flow, indents_lists, scalar
from reviews.engine.tree import Mapping, Sequence, walk


class Change:
    """Edits that are made when they are asked for: most reviews only ask whether there is a finding."""

    __slots__ = ("_made_by",)

    def __init__(self, made_by: Callable[[], list[Edit]]) -> None:
        self._made_by = made_by

    def __iter__(self) -> Iterator[Edit]:
        return iter(self._made_by())


def set_value(field: Field, value: Any) -> Change:
    """Edits that give a field a value: in place of the old one, or where it belongs, with the parents that are missing.

    None where no place can be told: something of another shape stands above it, which the schema tells.
    """
    return Change(lambda: _value_set(field, value))


def _value_set(field: Field, value: Any) -> list[Edit]:
    if field.exists:
        return [_replacement(field, value)]
    return [_insertion(field, value)] if isinstance(_parent(field)[0], Mapping) else []


def append_item(field: Field, item: Any) -> Change:
    """Edits that add an item to a list; where there is no list, one of this item is made."""
    return Change(lambda: _item_appended(field, item))


def _item_appended(field: Field, item: Any) -> list[Edit]:
    if not field.exists or field.value is None:
        return _value_set(field, [item])
    if not isinstance(field.value, Sequence) or not field.value:
        return [_replacement(field, [item])]
    sequence, document = field.value, field.document
    if sequence.flow:
        return [_edit(field, sequence.marks[-1][1], sequence.marks[-1][1], ", " + flow(item, document.source.is_json))]
    dash = _column(field, sequence.start)
    lines = block([item], dash, document.text)
    return [_new_lines(field, sequence.end, lines)]


def remove(field: Field) -> Change:
    """Edits that take a field (or a list's item) out, with its key and its line. Nothing to do where it is missing."""
    return Change(lambda: _removed(field))


def _removed(field: Field) -> list[Edit]:
    if not field.exists or not isinstance(field.holder, Mapping | Sequence):
        return []
    holder = field.holder
    if len(holder.marks) == 1 and field.holder_path:
        return _emptied(field)
    extents = _extents(field)
    if field.path[-1] not in extents:
        return []  # it came in through `<<`: what it comes from is not this field's to change
    start, end = extents[field.path[-1]]
    text = field.document.text
    if holder.flow:
        return [_edit(field, *_with_comma(text, start, end), "")]
    line_start = text.rfind("\n", 0, start) + 1
    line_end = _line_end(text, end)
    if text[line_start:start].strip():  # the first entry of an item: `- name: x`; the next one moves up to the dash
        later = [mark[0] for mark in extents.values() if mark[0] > start]
        following = min(later) if later else line_end
        return [_edit(field, start, following, "")]
    after = _past_break(text, line_end)
    if after == line_end and line_start:  # the last line of a file without a final line break
        line_start -= 2 if text[line_start - 2 : line_start] == "\r\n" else 1
    return [_edit(field, line_start, after, "")]


def rename(field: Field, key: str) -> Change:
    """Edits that give a field another key."""
    return Change(lambda: _renamed(field, key))


def _renamed(field: Field, key: str) -> list[Edit]:
    mark = field.key_mark
    if mark is None:
        return []
    quoted = field.document.text[mark[0]] in "\"'"
    return [
        _edit(field, mark[0], mark[1], json.dumps(key, ensure_ascii=False) if quoted else scalar(key, json_style=False))
    ]


def shown(field: Field, value: Any) -> str:
    """The lines that set_value would add or write, for a suggestion: with the key, without what joins them to the rest."""
    edits, key = _value_set(field, value), field.path[-1]
    if isinstance(key, str) and (field.exists or not edits):
        if field.document.source.is_json:
            return f"{json.dumps(key)}: {flow(value, json_style=True)}"
        return "\n".join(block({key: value}, 0, field.document.text))
    text = edits[0].text if edits else flow(value, json_style=field.document.source.is_json)
    return text[1:].strip() if text.startswith(",") else text.strip("\r\n")


def suggest(field: Field, value: Any, where: Text | None = None) -> Callable[[], Suggestion]:
    """A suggestion to set a field, with the lines that would be written; made when it is asked for."""
    return lambda: Suggestion(shown(field, value), tuple(_value_set(field, value)), where)


def insertion_line(field: Field) -> int:
    """The line after which a missing field would be written, 0 where no place can be told."""
    if field.document.tree is None:
        return 0
    holder, rest = _parent(field)
    if not isinstance(holder, Mapping):
        return 0
    entry = holder.marks.get(str(rest[0])) if rest else None
    at = entry.key_end if entry else holder.end
    return field.document.source.lines.line_of(field.document.base + at)


def _edit(field: Field, start: int, end: int, text: str) -> Edit:
    base = field.document.base
    return Edit(field.document.source.name, base + start, base + end, text)


def _replacement(field: Field, value: Any) -> Edit:
    start, end = field.value_mark
    text = field.document.text
    key = field.key_mark
    in_flow = getattr(field.holder, "flow", False) or field.document.source.is_json
    if key is not None and not in_flow:
        colon = text.index(":", key[1]) + 1
        if isinstance(value, dict | list) and value:
            indent = _column(field, key[0])
            inside = indent + INDENT if isinstance(value, dict) or indents_lists(text) else indent
            lines = block(value, inside, text)
            return _edit(field, colon, max(end, colon), "".join(line_break(text) + line for line in lines))
        if isinstance(field.value, dict | list) or start == end:
            return _edit(field, colon, max(end, colon), " " + scalar(value, json_style=False))
    gap = " " if start == end and start and text[start - 1] in ":-" else ""  # nothing stood here
    return _edit(field, start, end, gap + flow(value, json_style=field.document.source.is_json))


def _parent(field: Field) -> tuple[Any, tuple[Any, ...]]:
    """The deepest collection that exists above a missing field, and the steps below it that are missing."""
    holder, rest = field.holder, field.rest
    if holder is None and field.holder_path != field.path:
        tree = field.document.tree
        holder = walk(tree.value, field.holder_path) if tree else None
    return holder, rest


def _insertion(field: Field, value: Any) -> Edit:
    holder, rest = _parent(field)
    text = field.document.text
    if not isinstance(holder, Mapping):
        raise ValueError(f"no place for {field.path}: {type(holder).__name__} above it")
    first = rest[0]
    if isinstance(first, str) and first in holder.marks:  # `key:` with nothing behind it
        entry = holder.marks[first]
        below = _nested(rest[1:], value)
        empty = Field(field.document, (*field.holder_path, first))
        return _replacement(empty, below) if entry.start >= entry.end or empty.value is None else _edit(field, 0, 0, "")
    entry_value = _nested(rest[1:], value)
    if holder.flow:
        return _flow_insertion(field, holder, str(first), entry_value)
    column = _column(field, holder.start)
    return _new_lines(field, holder.end, block({first: entry_value}, column, text))


def _nested(steps: tuple[Any, ...], value: Any) -> Any:
    for step in reversed(steps):
        value = [value] if isinstance(step, int) else {step: value}
    return value


def _flow_insertion(field: Field, holder: Mapping, key: str, value: Any) -> Edit:
    text, json_style = field.document.text, field.document.source.is_json
    quoted = json_style or text[holder.start + 1 : holder.end].lstrip()[:1] == '"'
    rendered = (
        f"{json.dumps(key, ensure_ascii=False) if quoted else scalar(key, json_style=False)}: {flow(value, quoted)}"
    )
    if not holder.marks:
        return _edit(field, holder.start, holder.end, f"{{{rendered}}}" if quoted else f"{{ {rendered} }}")
    last = max(entry.end for entry in holder.marks.values())
    separator = ", "
    if "\n" in text[holder.start : holder.end]:
        first = min(entry.key_start for entry in holder.marks.values())
        line_start = text.rfind("\n", 0, first) + 1
        if not text[line_start:first].strip():
            separator = "," + line_break(text) + text[line_start:first]
    rest = text[last : holder.end]
    if rest.lstrip().startswith(","):  # a comma after the last entry, as YAML allows
        last = last + rest.index(",") + 1
        separator = separator[1:]
    return _edit(field, last, last, separator + rendered)


def _new_lines(field: Field, end: int, lines: list[str]) -> Edit:
    """Whole lines after the line in which offset `end` lies, behind its comment."""
    text = field.document.text
    at = _line_end(text, end)
    return _edit(field, at, at, "".join(line_break(text) + line for line in lines))


def _emptied(field: Field) -> list[Edit]:
    """The only entry of a collection goes: the collection goes with it."""
    return _removed(Field(field.document, field.holder_path))


def _extents(field: Field) -> dict[Any, tuple[int, int]]:
    """Where the entries of a field's holder begin (with their key or dash) and end."""
    holder, text = field.holder, field.document.text
    if isinstance(holder, Mapping):
        return {
            key: (entry.key_start, max(entry.end, entry.key_end + 1))
            for key, entry in holder.marks.items()
            if holder.start <= entry.key_start < holder.end  # not those that came in through `<<`
        }
    if holder.flow:
        return dict(enumerate(holder.marks))
    return {index: (text.rindex("-", 0, start), end) for index, (start, end) in enumerate(holder.marks)}


def _with_comma(text: str, start: int, end: int) -> tuple[int, int]:
    after = re.compile(r"\s*,[ \t]*").match(text, end)
    if after:
        return start, after.end()
    before = re.compile(r",\s*\Z").search(text, 0, start)
    return (before.start() if before else start), end


def _column(field: Field, offset: int) -> int:
    """The column, from 0, of an offset of the document's text."""
    return offset - (field.document.text.rfind("\n", 0, offset) + 1)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    if end == -1:
        return len(text.rstrip("\r")) if text.endswith("\r") else len(text)
    return end - 1 if end and text[end - 1] == "\r" else end


def _past_break(text: str, offset: int) -> int:
    if text[offset : offset + 2] == "\r\n":
        return offset + 2
    return offset + 1 if text[offset : offset + 1] == "\n" else offset
