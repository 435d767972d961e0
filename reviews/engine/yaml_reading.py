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
)  # fmt: skip

from reviews.engine import limits
from reviews.engine.scalars import as_key, typed
from reviews.engine.tree import DuplicateKey, Entry, Mapping, Sequence, Tree
from reviews.engine.unreadable import Unreadable

_CORE = "tag:yaml.org,2002:"
_TYPES: dict[str, tuple[type, ...]] = {
    _CORE + "int": (int,),
    _CORE + "float": (int, float),
    _CORE + "bool": (bool,),
    _CORE + "null": (type(None),),
}
_MERGE: Any = object()  # the key `<<`
_new = tuple.__new__
_MOST_NODES = limits.NODES.value


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


class _Open:
    """A collection whose end hasn't come yet."""

    __slots__ = ("anchor", "before", "container", "height", "is_mapping", "key", "key_end", "key_start")

    def __init__(self, container: Any, is_mapping: bool, anchor: str | None, before: int) -> None:
        self.container = container
        self.is_mapping = is_mapping
        self.anchor = anchor
        self.before = before  # values before it, aliases expanded
        self.height = 0  # of what it holds
        self.key: Any = None  # that waits for its value
        self.key_start = self.key_end = 0

    @property
    def awaits_key(self) -> bool:
        """Whether a key comes next."""
        return self.is_mapping and self.key is None


class _Reading:
    """The state of building one tree."""

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

    def _document(self) -> tuple[Any, int, int]:
        """The hot loop: one turn an event, no recursion, so that depth is a limit and not a crash."""
        get_event = self.parser.get_event
        stack: list[_Open] = []
        frame = _Open(None, False, None, 0)
        while True:
            event = get_event()
            kind = event.__class__
            if kind is ScalarEvent:
                value, start, end = self._scalar(event, frame)
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                stack.append(frame)
                frame = self._opened(event, frame, len(stack), kind is MappingStartEvent)
                continue
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                value, start, end = self._closed(event, frame)
                height = frame.height + 1
                frame = stack.pop()
                frame.height = max(frame.height, height)
            elif kind is AliasEvent:
                value, start, end = self._aliased(event, frame, len(stack))
            else:
                raise Unreadable("the document has no content", event.start_mark.index)
            container = frame.container
            if container is None:
                return value, start, end
            if not frame.is_mapping:
                container.append(value)
                container.marks.append((start, end))
            elif frame.key is None:
                frame.key, frame.key_start, frame.key_end = (
                    value if value.__class__ is str else _key(value, start),
                    start,
                    end,
                )
                continue
            else:
                self._enter(frame, value, start, end)
            if end > container.end:
                container.end = end

    def _scalar(self, event: ScalarEvent, frame: _Open) -> tuple[Any, int, int]:
        start, end, value = event.start_mark.index, event.end_mark.index, event.value
        if event.tag is not None:
            value = self._tagged(event)
        elif not event.style:
            value = typed(value)
            if value.__class__ is float and not isfinite(value) and not frame.awaits_key:
                raise Unreadable("infinity is no number in JSON", start)
        elif event.style in "|>":
            end = self._end_of_block_scalar(start, end)
        self.nodes += 1
        self.expanded += 1
        if self.nodes > _MOST_NODES:
            raise limits.TooMuch(limits.NODES, start)
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1, 0)
        if value == "<<" and not event.style and frame.awaits_key and event.tag in (None, _CORE + "merge"):
            value = _MERGE
        return value, start, end

    def _opened(self, event: Any, frame: _Open, depth: int, is_mapping: bool) -> _Open:
        start = event.start_mark.index
        if depth > limits.DEPTH.value:
            raise limits.TooMuch(limits.DEPTH, start)
        if frame.awaits_key:
            raise Unreadable("a key is a mapping or a list", start)
        self.nodes += 1
        self.expanded += 1
        if self.nodes > _MOST_NODES:
            raise limits.TooMuch(limits.NODES, start)
        if event.anchor is not None:
            self.open_anchors.add(event.anchor)
        container = Mapping(start, event.flow_style) if is_mapping else Sequence(start, event.flow_style)
        return _Open(container, is_mapping, event.anchor, self.expanded - 1)

    def _closed(self, event: Any, frame: _Open) -> tuple[Any, int, int]:
        value = frame.container
        if value.flow:
            value.end = event.end_mark.index
        if frame.anchor is not None:
            self.open_anchors.discard(frame.anchor)
            self.anchors[frame.anchor] = (value, self.expanded - frame.before, frame.height + 1)
        return value, value.start, value.end

    def _enter(self, frame: _Open, value: Any, start: int, end: int) -> None:
        """Puts a value under its key."""
        container, key, mark = frame.container, frame.key, (frame.key_start, frame.key_end)
        frame.key = None
        if key is _MERGE:
            self._merge(container, value, start)
            return
        old = container.marks.get(key)
        if old is not None and (id(container), key) not in self.merged:
            same = self.text[old.start : old.end] == self.text[start:end]
            self.duplicates.append(DuplicateKey(key, (old.key_start, old.key_end), mark, same))
        if self.merged:
            self.merged.discard((id(container), key))
        container[key] = value
        container.marks[key] = _new(
            Entry, (*mark, start, end)
        )  # without the named tuple's own constructor: half the time

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

    def _aliased(self, event: AliasEvent, frame: _Open, depth: int) -> tuple[Any, int, int]:
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
        frame.height = max(frame.height, height)
        return value, offset, event.end_mark.index

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


def _key(value: Any, offset: int) -> Any:
    if isinstance(value, dict | list):
        raise Unreadable("a key is a mapping or a list", offset)
    if value is _MERGE:
        return value
    try:
        return as_key(value)
    except ValueError:
        raise Unreadable("this is no key", offset) from None
