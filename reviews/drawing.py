"""The objects of a submission as a drawing, and open findings per revision as a chart: places and sizes. Pure.

Templates write the SVG; here is only where everything stands. Layers run from left to right, from what names to what is
named; names of other objects that the submission doesn't hold are drawn too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from reviews.engine.report import Edge, Graph, Node, Severity

MOST_NODES = 80  # a larger drawing is no help: the table tells the same
BOX_WIDTH, BOX_HEIGHT = 196, 56
_GAP_X, _GAP_Y, _MARGIN = 88, 22, 12
_STEP_X, _STEP_Y = BOX_WIDTH + _GAP_X, BOX_HEIGHT + _GAP_Y
_WIDEST = 1_180  # a row of groups that don't connect
_LABEL_CHARACTERS = 22
_SWEEPS = 4
_MOST_NUMBERS = 10  # in a chart
_MOST_ARROWS = 6  # of one kind from one object


@dataclass(frozen=True, slots=True)
class Box:
    """An object: where it stands, and the most important severity of its open findings ("" for none)."""

    node: Node
    x: int
    y: int
    severity: str = ""
    count: int = 0
    gathered: tuple[tuple[str, int], ...] = ()  # connections that are told as a number: (label, how many)

    @property
    def label(self) -> str:
        """Its name, as much as fits."""
        name = self.node.name
        return name if len(name) <= _LABEL_CHARACTERS else name[: _LABEL_CHARACTERS - 1] + "…"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A connection: the path of its line, and where its label stands."""

    edge: Edge
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole drawing; empty where there are too many objects for one."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def draw(graph: Graph, severities: Mapping[str, Sequence[Severity]]) -> Drawing:
    """Boxes in layers with arrows between. `severities`: of each object's open findings, by identity."""
    nodes = {node.id: node for node in graph.nodes}
    known = [edge for edge in graph.edges if edge.source in nodes and edge.target in nodes]
    if not nodes or len(nodes) > MOST_NODES:
        return Drawing(0, 0, (), ())
    many = _many(known)
    edges = [edge for edge in known if edge.label not in many.get(edge.source, {})]
    places: dict[str, tuple[int, int]] = {}
    x, y, row_height = _MARGIN, _MARGIN, 0
    for group in _groups(list(nodes), edges):
        inside = [edge for edge in edges if edge.source in group]
        columns = _columns(group, inside)
        width, height = len(columns) * _STEP_X, max(len(column) for column in columns) * _STEP_Y
        if x > _MARGIN and x + width > _WIDEST:
            x, y, row_height = _MARGIN, y + row_height + _GAP_Y, 0
        for name, (across, down) in _places(columns).items():
            places[name] = (x + across, y + down)
        x, row_height = x + width, max(row_height, height)
    boxes = tuple(
        _box(nodes[name], place, severities.get(name, ()), many.get(name, {})) for name, place in places.items()
    )
    right = max(box.x for box in boxes) + BOX_WIDTH + _MARGIN
    if any(places[edge.source][0] >= places[edge.target][0] for edge in edges):
        right += _GAP_X // 2  # a line that goes back leaves on the right
    height = max(box.y for box in boxes) + BOX_HEIGHT + _MARGIN
    return Drawing(right, height, boxes, tuple(_arrow(edge, places) for edge in _merged(edges)))


def _groups(names: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """Objects that hang together, the largest groups first."""
    neighbours: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    seen: set[str] = set()
    groups = []
    for name in names:
        if name in seen:
            continue
        seen.add(name)
        found = [name]
        for one in found:
            fresh = [other for other in dict.fromkeys(neighbours[one]) if other not in seen]
            seen.update(fresh)
            found += fresh
        groups.append(found)
    return sorted(groups, key=len, reverse=True)


def _box(
    node: Node, place: tuple[int, int], severities: Iterable[Severity], many: Mapping[str, int] = MappingProxyType({})
) -> Box:
    asking = sorted(
        (severity for severity in severities if severity is not Severity.PRAISE), key=lambda severity: severity.rank
    )
    return Box(node, *place, asking[0].value if asking else "", len(asking), tuple(many.items()))


def _many(edges: Iterable[Edge]) -> dict[str, dict[str, int]]:
    """Objects with connections of one kind to so many others that arrows would cover the drawing: a policy for all Pods."""
    counts = Counter((edge.source, edge.label) for edge in edges)
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for (source, label), count in counts.items():
        if count > _MOST_ARROWS:
            found[source][label] = count
    return found


def _columns(names: Sequence[str], edges: Sequence[Edge]) -> list[list[str]]:
    """Layers by the longest way to each object; within a layer, near to what an object is connected with."""
    layer = _layers(names, edges)
    columns: list[list[str]] = [[] for _layer in range(max(layer.values(), default=-1) + 1)]
    for name in names:
        columns[layer[name]].append(name)
    neighbours: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        neighbours[edge.source].append(edge.target)
        neighbours[edge.target].append(edge.source)
    for sweep in range(_SWEEPS):
        height = {name: index - len(column) / 2 for column in columns for index, name in enumerate(column)}
        for column in columns if sweep % 2 == 0 else reversed(columns):
            means = {name: _mean([height[other] for other in neighbours[name]], height[name]) for name in column}
            column.sort(key=means.__getitem__)
            height.update({name: index - len(column) / 2 for index, name in enumerate(column)})
    return columns


def _layers(names: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    """Each object's layer; a connection that closes a circle doesn't count."""
    targets: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.source != edge.target:
            targets[edge.source].append(edge.target)
    order: list[str] = []
    state: dict[str, int] = {}
    forward: dict[str, list[str]] = defaultdict(list)
    for root in names:
        waiting = [(root, iter(targets[root]))] if root not in state else []
        state.setdefault(root, 1)
        while waiting:
            name, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                state[name] = 2
                order.append(name)
            elif state.get(following) != 1:
                forward[name].append(following)
                if following not in state:
                    state[following] = 1
                    waiting.append((following, iter(targets[following])))
    layer = dict.fromkeys(names, 0)
    for name in reversed(order):
        for target in forward[name]:
            layer[target] = max(layer[target], layer[name] + 1)
    return layer


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _places(columns: list[list[str]]) -> dict[str, tuple[int, int]]:
    tallest = max((len(column) for column in columns), default=0)
    return {
        name: (number * _STEP_X, (tallest - len(column)) * _STEP_Y // 2 + index * _STEP_Y)
        for number, column in enumerate(columns)
        for index, name in enumerate(column)
    }


def _merged(edges: Sequence[Edge]) -> list[Edge]:
    """One arrow between two objects, with all its words."""
    words: dict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in edges:
        if edge.label not in words[edge.source, edge.target]:
            words[edge.source, edge.target].append(edge.label)
    return [Edge(source, target, ", ".join(labels)) for (source, target), labels in words.items()]


def _arrow(edge: Edge, places: Mapping[str, tuple[int, int]]) -> Arrow:
    (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
    y1, y2 = y1 + BOX_HEIGHT // 2, y2 + BOX_HEIGHT // 2
    if x2 > x1:
        x1 += BOX_WIDTH
        bend = (x2 - x1) // 2 if x2 - x1 <= _GAP_X else _GAP_X // 2
        path = f"M{x1},{y1} C{x1 + bend},{y1} {x2 - bend},{y2} {x2},{y2}"
    else:  # back, or within a layer: out on the right and in on the right
        x1, x2 = x1 + BOX_WIDTH, x2 + BOX_WIDTH
        out = max(x1, x2) + _GAP_X // 2
        path = f"M{x1},{y1} C{out},{y1} {out},{y2} {x2},{y2}"
    return Arrow(edge, path, (x1 + x2) // 2, (y1 + y2) // 2 - 6)


@dataclass(frozen=True, slots=True)
class Point:
    """One revision in the chart."""

    number: int
    count: int
    x: int
    y: int
    shown: bool = True  # whether its numbers are written: of many points only some have room


@dataclass(frozen=True, slots=True)
class Chart:
    """Open findings per revision as a line."""

    width: int
    height: int
    base: int
    most: int
    points: tuple[Point, ...]
    line: str


def chart(counts: Sequence[tuple[int, int]], width: int = 320, height: int = 96) -> Chart:
    """A line through (revision number, open findings), in order. At least one point is needed to draw anything."""
    most = max((count for _number, count in counts), default=0)
    left, right, top, base = 16, width - 16, 24, height - 22
    step = (right - left) / max(1, len(counts) - 1)
    every = -(-len(counts) // _MOST_NUMBERS)
    points = tuple(
        Point(
            number,
            count,
            round(left + index * step),
            round(base - (base - top) * count / max(1, most)),
            shown=(len(counts) - 1 - index) % every == 0,
        )
        for index, (number, count) in enumerate(counts)
    )
    line = " ".join(f"{point.x},{point.y}" for point in points)
    return Chart(width, height, base, most, points, line)
