"""Two insertions at one place as one: the lines of both, with parents that both write written once. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reviews.engine.lines import line_break
from reviews.engine.report import Edit


@dataclass
class _Node:
    """One line of block YAML and the lines below it that belong to it."""

    line: str
    depth: int
    children: list[_Node] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What must not stand twice beside each other: a field's name, a list's whole item."""
        text = self.line.strip()
        return text if text.startswith("-") else text.partition(":")[0]


def joined(first: Edit, second: Edit) -> Edit | None:
    """One edit that inserts what both insert; None where they don't insert whole lines at one place, or contradict.

    Deeper lines come first: they go on with the block that ends there, the shallower ones close it.
    """
    place = (first.file, first.start, first.end)
    if place != (second.file, second.start, second.end) or first.start != first.end:
        return None
    newline = line_break(first.text)
    if not (first.text.startswith(newline) and second.text.startswith(newline)):
        return None
    nodes = _merged(_parsed(first.text), _parsed(second.text))
    if nodes is None:
        return None
    nodes.sort(key=lambda node: -node.depth)
    return Edit(*place, "".join(newline + line for line in _lines(nodes)))


def _parsed(text: str) -> list[_Node]:
    roots: list[_Node] = []
    above: list[_Node] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        # Items of a list may stand as far left as the key that they belong to.
        depth = 2 * (len(line) - len(line.lstrip())) + line.lstrip().startswith("-")
        while above and above[-1].depth >= depth:
            above.pop()
        node = _Node(line, depth)
        (above[-1].children if above else roots).append(node)
        above.append(node)
    return roots


def _merged(first: list[_Node], second: list[_Node]) -> list[_Node] | None:
    """The lines of both; None where they write one field differently."""
    found = list(first)
    for node in second:
        twin = next((other for other in found if (other.depth, other.key) == (node.depth, node.key)), None)
        if twin is None:
            found.append(node)
            continue
        if twin.line.strip() != node.line.strip():
            return None
        children = _merged(twin.children, node.children)
        if children is None:
            return None
        twin.children = children
    return found


def _lines(nodes: Iterable[_Node]) -> Iterator[str]:
    for node in nodes:
        yield node.line
        yield from _lines(node.children)
