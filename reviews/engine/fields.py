"""A field of a manifest: its value and its exact place, or the nearest place that exists where the field is missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reviews.engine.report import Span
from reviews.engine.secrets import Mask
from reviews.engine.tree import Mapping, Path, Sequence, Step

if TYPE_CHECKING:
    from reviews.engine.documents import SourceDocument

# What tells one item of a list from another, in the order of preference.
_ITEM_NAMES = (
    "name",
    "key",
    "mountPath",
    "devicePath",
    "containerPort",
    "port",
    "host",
    "path",
    "ip",
    "topologyKey",
    "type",
    "kind",
    "alert",
    "record",
)

# What a field finds out about its place; looked up together, when one of them is first asked for.
_FOUND = frozenset({"_anchor", "_mark", "exists", "holder", "holder_path", "rest", "value"})
_LONGEST_KEY = 317  # characters shown of a key: a domain, a slash and a name


class Field:
    """The place at `path` below a document's root.

    `exists` says whether there is something. Where there is not, `holder` is the deepest collection that exists on the
    way, and `rest` the steps that are missing below it.
    """

    __slots__ = ("_anchor", "_mark", "_shown", "document", "exists", "holder", "holder_path", "path", "rest", "value")

    def __init__(self, document: SourceDocument, path: Path) -> None:
        self.document = document
        self.path = path
        self._shown: tuple[int, int] | None = None

    def __getattr__(self, name: str) -> Any:
        """Looks the place up when it is first asked for: most findings that are made while a fix is tried are only counted."""
        if name not in _FOUND:
            raise AttributeError(name)
        self._find()
        return getattr(self, name)

    def _find(self) -> None:
        path, tree = self.path, self.document.tree
        value: Any = tree.value if tree else None
        mark = (tree.start, tree.end) if tree else (0, 0)
        self.holder: Any = None
        self.holder_path: Path = ()
        self.rest: Path = ()
        # (start, end) of what is shown for a missing field: the key, or first line, of the block it belongs to
        anchor = _first_entry(value, mark)
        for depth, step in enumerate(path):
            found = _entry(value, step)
            if found is None:
                if value is None and depth:  # `securityContext:` without a value: the field belongs below that key
                    self.rest = path[depth - 1 :]
                    self.holder_path = path[: depth - 1]
                else:
                    self.holder, self.holder_path, self.rest = value, path[:depth], path[depth:]
                self.exists, self.value = False, None
                self._mark = self._anchor = anchor
                return
            self.holder = value
            self.holder_path = path[:depth]
            value, mark, anchor = found
        self.exists, self.value = True, value
        self._mark, self._anchor = mark, anchor

    @property
    def key_mark(self) -> tuple[int, int] | None:
        """Where the field's key stands in the document, None for a list's item and for what is missing."""
        if self.exists and self.path and isinstance(self.holder, Mapping):
            entry = self.holder.marks[str(self.path[-1])]
            return entry.key_start, entry.key_end
        return None

    @property
    def mark(self) -> tuple[int, int]:
        """Offsets in the document: of the value, or of the block in which a missing field belongs.

        A collection is shown by its key (or its first entry), since underlining forty lines says nothing.
        """
        if self._shown is not None:
            return self._shown
        if self.exists and not isinstance(self.value, dict | list) and self.value is not None:
            return self._mark
        if self.exists and self._mark[0] == self._mark[1]:
            return self._anchor
        if self.exists and self.value is None:
            return self._mark
        return self._anchor

    @property
    def value_mark(self) -> tuple[int, int]:
        """Offsets in the document of the whole value."""
        return self._mark

    @property
    def span(self) -> Span:
        """The place to show."""
        return self.document.span(*self.mark)

    @property
    def text(self) -> str:
        """The value as it is written, quotes and all."""
        start, end = self._mark
        return self.document.text[start:end]

    def below(self, *steps: Step) -> Field:
        """A field further down."""
        return Field(self.document, self.path + steps)

    def part(self, start: int, end: int) -> Field:
        """The same field, shown by a part of its text (offsets in the document): a line of a file in a ConfigMap."""
        part = Field(self.document, self.path)
        part._shown = (start, end)
        return part

    def secret(self) -> str:
        """The kind of secret that stands in this value, "" for none (see secrets.py)."""
        return next((mask.kind for mask in self._masks()), "")

    def secrets(self) -> list[Field]:
        """The places of the secrets in this value."""
        base = self.document.base
        start, end = self._mark
        return [self.part(max(mask.start - base, start), min(mask.end - base, end)) for mask in self._masks()]

    def _masks(self) -> Iterator[Mask]:
        if not self.exists:
            return
        base = self.document.base
        for mask in self.document.source.masks:
            if mask.start < self._mark[1] + base and self._mark[0] + base < mask.end:
                yield mask


class Place(Field):
    """A stretch of a document's text that is no value: a key, a comment, the character at which reading stopped."""

    __slots__ = ()

    def __init__(self, document: SourceDocument, start: int, end: int, path: Path | None = None) -> None:
        """start, end: offsets in the document's text. path: what it stands for; None takes the collection around it."""
        super().__init__(
            document, path_at(document.tree.value, start) if path is None and document.tree else path or ()
        )
        self._find()
        self.exists = True
        self._mark = self._anchor = (start, end)

    @property
    def mark(self) -> tuple[int, int]:
        """Offsets in the document."""
        return self._mark


def path_at(value: Any, offset: int) -> Path:
    """The path of the deepest value of a tree in whose text an offset lies."""
    path: list[Step] = []
    while isinstance(value, Mapping | Sequence):
        marks = value.marks.items() if isinstance(value, Mapping) else enumerate(value.marks)
        step = next((step for step, mark in marks if mark[0] <= offset < mark[-1]), None)
        if step is None:
            break
        path.append(step)
        value = value[step]  # type: ignore[index] # a list's step is its index
    return tuple(path)


def _entry(value: Any, step: Step) -> tuple[Any, tuple[int, int], tuple[int, int]] | None:
    """The value behind one step with its mark and the mark to show for it, None where there is none."""
    if isinstance(value, Mapping):
        entry = value.marks.get(str(step))
        if entry is None:
            return None
        return value[str(step)], (entry.start, entry.end), (entry.key_start, entry.key_end)
    if isinstance(value, Sequence) and isinstance(step, int) and step < len(value):
        mark = value.marks[step]
        return value[step], mark, _first_entry(value[step], mark)
    return None


def _first_entry(value: Any, mark: tuple[int, int]) -> tuple[int, int]:
    """What to show for a block without a key: its name where it has one, else its first entry, else all of it."""
    if isinstance(value, Mapping) and value.marks:
        for name in ("name", "kind"):
            if name in value.marks and not isinstance(value[name], dict | list):
                entry = value.marks[name]
                return entry.key_start, entry.end
        entry = next(iter(value.marks.values()))
        return entry.key_start, entry.end if not isinstance(next(iter(value.values())), dict | list) else entry.key_end
    return mark


def named_path(root: Any, path: Path) -> str:
    """`spec.containers[web].image`: items by what names them, never by position, so that it survives edits elsewhere."""
    parts: list[str] = []
    value = root
    for step in path:
        if isinstance(step, int):
            item = value[step] if isinstance(value, list) and step < len(value) else None
            parts.append(f"[{_item_name(item)}]")
            value = item
            continue
        value = value.get(step) if isinstance(value, dict) else None
        plain = "." not in step and "/" not in step and "[" not in step
        name = step[:_LONGEST_KEY]
        parts.append(("." if parts else "") + name if plain else f"[{name}]")
    return "".join(parts)


def _item_name(item: Any) -> str:
    if isinstance(item, dict):
        for key in _ITEM_NAMES:
            name = item.get(key)
            if isinstance(name, str | int) and name != "":
                return str(name)[:100]
        return ""
    return str(item)[:100] if isinstance(item, str | int | float) else ""
