"""One YAML document -> a tree with positions, built from libyaml's events.

Events are used since PyYAML's compose and load recurse in C: 50,000 opening brackets end the process. Limits are checked
at each event, so that a bomb costs no more than the limit. No tag ever constructs an object.
"""

from __future__ import annotations

import gc
from base64 import b64decode
from math import isfinite
from typing import Any

import yaml
from yaml.cyaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from reviews.engine import limits
from reviews.engine.scalars import as_key, typed
from reviews.engine.tree import DuplicateKey, Entry, Mapping, Sequence, Tree

_CORE = "tag:yaml.org,2002:"
_TYPES: dict[str, tuple[type, ...]] = {
    _CORE + "int": (int,),
    _CORE + "float": (int, float),
    _CORE + "bool": (bool,),
    _CORE + "null": (type(None),),
}
_MERGE: Any = object()  # the key `<<`


class Unreadable(ValueError):
    """The text is not a YAML document that Kubernetes could read; `offset` counts characters, `problem` is libyaml's words."""

    def __init__(self, problem: str, offset: int, context: str = "", context_offset: int | None = None) -> None:
        super().__init__(problem)
        self.problem = problem
        self.offset = offset
        self.context = context
        self.context_offset = context_offset


def read_yaml(text: str) -> Tree:
    """The tree of one document.

    Raises Unreadable for what is not YAML (or YAML that no Kubernetes decoder takes), limits.TooMuch beyond a limit.
    """
    # The collector would visit every object made so far again and again: half the time of a large file.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _Reading(text).run()
    except yaml.MarkedYAMLError as error:
        mark, context = error.problem_mark or error.context_mark, error.context_mark
        raise Unreadable(
            error.problem or str(error),
            mark.index if mark else 0,
            error.context or "",
            context.index if context else None,
        ) from None
    except yaml.reader.ReaderError as error:
        raise Unreadable(error.reason, _character_offset(text, error.position)) from None
    except UnicodeEncodeError as error:
        raise Unreadable("half a surrogate pair", error.start) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Unreadable(str(error), 0) from None
    finally:
        if collecting:
            gc.enable()


def _character_offset(text: str, byte_offset: Any) -> int:
    """libyaml tells the place of a bad character in bytes of UTF-8."""
    return len(text.encode("utf-8", "replace")[: int(byte_offset or 0)].decode("utf-8", "ignore"))


class _Reading:
    """The state of building one tree; `stack` holds what is open around the current collection."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parser = CParser(text)
        self.anchors: dict[str, tuple[Any, int, int]] = {}  # name: value, expanded nodes, height
        self.open_anchors: set[str] = set()
        self.duplicates: list[DuplicateKey] = []
        self.merged: set[tuple[int, str]] = set()  # entries that came in through `<<`
        self.aliases = 0
        self.nodes = 0
        self.expanded = 0

    def run(self) -> Tree:
        parser = self.parser
        value: Any = None
        start = end = 0
        try:
            parser.get_event()
            event = parser.get_event()
            if event.__class__ is DocumentStartEvent:
                if event.version not in (None, (1, 1)):
                    raise Unreadable("another version of YAML", event.start_mark.index)
                value, start, end = self._document()
                event = parser.get_event()
                if event.__class__ is DocumentEndEvent:
                    event = parser.get_event()
            if event.__class__ is not StreamEndEvent:
                raise Unreadable("a second document begins without a line of ---", event.start_mark.index)
        finally:
            parser.dispose()
        return Tree(value, start, end, tuple(self.duplicates), self.nodes)

    def _document(self) -> tuple[Any, int, int]:  # noqa: C901 - one loop over events, kept flat since it is the hot one
        get_event = self.parser.get_event
        stack: list[tuple[Any, ...]] = []
        current: Any = None  # the open Mapping or Sequence
        is_mapping = False
        key: Any = None
        key_start = key_end = 0
        anchor: str | None = None
        before = 0  # expanded nodes before the open collection
        height = 0  # of what the open collection holds so far
        max_nodes, max_depth = limits.NODES.value, limits.DEPTH.value
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                start = event.start_mark.index
                end = event.end_mark.index
                value = event.value
                style = event.style
                if event.tag is not None:
                    value = self._tagged(event)
                elif not style:
                    value = typed(value)
                    if value.__class__ is float and not isfinite(value) and not (is_mapping and key is None):
                        raise Unreadable("infinity is no number in JSON", start)
                elif style in "|>":
                    end = self._end_of_block_scalar(start, end)
                self.nodes += 1
                self.expanded += 1
                if event.anchor is not None:
                    self.anchors[event.anchor] = (value, 1, 0)
                if is_mapping and key is None:
                    is_merge = value == "<<" and not style and event.tag in (None, _CORE + "merge")
                    key = _MERGE if is_merge else _key(value, start)
                    key_start, key_end = start, end
                    continue
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                self.nodes += 1
                self.expanded += 1
                start = event.start_mark.index
                if len(stack) >= max_depth:
                    raise limits.TooMuch(limits.DEPTH, start)
                if is_mapping and key is None:
                    raise Unreadable("a key is a mapping or a list", start)
                if self.nodes > max_nodes:
                    raise limits.TooMuch(limits.NODES, start)
                stack.append((current, is_mapping, key, key_start, key_end, anchor, before, height))
                is_mapping = kind is MappingStartEvent
                current = Mapping(start, event.flow_style) if is_mapping else Sequence(start, event.flow_style)
                key = None
                anchor = event.anchor
                before = self.expanded - 1
                height = 0
                if anchor is not None:
                    self.open_anchors.add(anchor)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value = current
                start = value.start
                if value.flow:
                    value.end = event.end_mark.index
                end = value.end
                size, inner = self.expanded - before, height + 1
                if anchor is not None:
                    self.open_anchors.discard(anchor)
                    self.anchors[anchor] = (value, size, inner)
                current, is_mapping, key, key_start, key_end, anchor, before, height = stack.pop()
                if inner > height:
                    height = inner
            elif kind is AliasEvent:
                start, end = event.start_mark.index, event.end_mark.index
                value, inner = self._aliased(event, len(stack))
                if inner > height:
                    height = inner
                if is_mapping and key is None:
                    if isinstance(value, dict | list):
                        raise Unreadable("a key is a mapping or a list", start)
                    key, key_start, key_end = _key(value, start), start, end
                    continue
            else:
                raise Unreadable("the document has no content", event.start_mark.index)
            if current is None:
                return value, start, end
            if is_mapping:
                marks = current.marks
                if key is _MERGE:
                    self._merge(current, value, start)
                else:
                    if key in marks and (id(current), key) not in self.merged:
                        old = marks[key]
                        same = self.text[old[2] : old[3]] == self.text[start:end]
                        self.duplicates.append(DuplicateKey(key, (old[0], old[1]), (key_start, key_end), same))
                    if self.merged:
                        self.merged.discard((id(current), key))
                    current[key] = value
                    marks[key] = Entry(key_start, key_end, start, end)
                key = None
            else:
                current.append(value)
                current.marks.append((start, end))
            if end > current.end:
                current.end = end
            if self.nodes > max_nodes:
                raise limits.TooMuch(limits.NODES, start)

    def _tagged(self, event: ScalarEvent) -> Any:
        """A scalar with an explicit tag: only the core ones change its type."""
        tag, word = event.tag, event.value
        if tag in _TYPES:
            value = typed(word)
            if value.__class__ not in _TYPES[tag]:
                raise Unreadable("the value does not fit its tag", event.start_mark.index)
            return value
        if tag == _CORE + "binary":
            try:
                return b64decode("".join(word.split()), validate=True).decode("utf-8", "replace")
            except ValueError:
                raise Unreadable("the value does not fit its tag", event.start_mark.index) from None
        return word

    def _end_of_block_scalar(self, start: int, end: int) -> int:
        """libyaml ends a block scalar behind the blank lines after it."""
        while end > start and self.text[end - 1] in " \t\r\n":
            end -= 1
        return end

    def _aliased(self, event: AliasEvent, depth: int) -> tuple[Any, int]:
        name, offset = event.anchor, event.start_mark.index
        if name in self.open_anchors:
            raise Unreadable("an alias refers to the value it stands in", offset)
        if name not in self.anchors:
            raise Unreadable(f"the alias *{name} has no anchor &{name} before it", offset)
        value, size, height = self.anchors[name]
        self.aliases += 1
        self.expanded += size
        if self.aliases > limits.ALIASES.value:
            raise limits.TooMuch(limits.ALIASES, offset)
        if self.expanded > limits.EXPANDED_NODES.value:
            raise limits.TooMuch(limits.EXPANDED_NODES, offset)
        if depth + height > limits.DEPTH.value:
            raise limits.TooMuch(limits.DEPTH, offset)
        return value, height

    def _merge(self, target: Mapping, source: Any, offset: int) -> None:
        """`<<: *base`: the base's entries, which keep their own places.

        As in Kubernetes' decoder, entries of the mapping itself win only if they stand behind; in a list, the first wins.
        """
        for base in reversed(source) if isinstance(source, list) else [source]:
            if not isinstance(base, Mapping):
                raise Unreadable("<< can merge only mappings", offset)
            for key, value in base.items():
                target[key] = value
                target.marks[key] = base.marks[key]
                self.merged.add((id(target), key))


def _key(value: Any, offset: int) -> str:
    try:
        return as_key(value)
    except ValueError:
        raise Unreadable("this is no key", offset) from None
