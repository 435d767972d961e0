"""The drawing of objects: everything is there, nothing overlaps, circles and crowds are no problem."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from reviews.drawing import BOX_HEIGHT, BOX_WIDTH, MOST_NODES, chart, draw
from reviews.engine.report import Edge, Graph, Node, Severity


def node(name: str, *, present: bool = True) -> Node:
    return Node(f"Pod/default/{name}", "Pod", name, "default", "web.yaml", 1, present=present)


def graph(names: str, *edges: str) -> Graph:
    return Graph(
        tuple(node(name) for name in names),
        tuple(Edge(f"Pod/default/{edge[0]}", f"Pod/default/{edge[1]}", "selects") for edge in edges),
    )


def places(drawn) -> dict[str, tuple[int, int]]:
    return {box.node.name: (box.x, box.y) for box in drawn.boxes}


def test_what_names_another_object_stands_left_of_it() -> None:
    at = places(draw(graph("abc", "ab", "bc"), {}))

    assert at["a"][0] < at["b"][0] < at["c"][0]


@given(st.lists(st.text("abcdefgh", min_size=2, max_size=2), max_size=20))
def test_every_object_and_connection_is_drawn_and_no_boxes_overlap(edges: list[str]) -> None:
    drawn = draw(graph("abcdefgh", *edges), {})

    assert set(places(drawn)) == set("abcdefgh")
    many = {box.node.name for box in drawn.boxes if box.gathered}
    assert {(arrow.edge.source[-1], arrow.edge.target[-1]) for arrow in drawn.arrows} == {
        tuple(edge) for edge in edges if edge[0] not in many
    }
    for one, other in combinations(drawn.boxes, 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    assert all(0 <= box.x <= drawn.width - BOX_WIDTH and 0 <= box.y <= drawn.height - BOX_HEIGHT for box in drawn.boxes)


def test_a_box_shows_the_most_important_severity_and_how_many_findings_ask_for_something() -> None:
    severities = {"Pod/default/a": [Severity.WARNING, Severity.ERROR, Severity.PRAISE]}
    box = draw(graph("a"), severities).boxes[0]

    assert (box.severity, box.count) == ("error", 2)


def test_two_connections_of_the_same_objects_are_one_arrow_with_both_words() -> None:
    edges = (Edge("Pod/default/a", "Pod/default/b", "mounts"), Edge("Pod/default/a", "Pod/default/b", "reads"))
    drawn = draw(Graph((node("a"), node("b")), edges), {})

    assert [arrow.edge.label for arrow in drawn.arrows] == ["mounts, reads"]


def test_what_concerns_everything_is_told_as_a_number_and_not_as_a_web_of_arrows() -> None:
    drawn = draw(graph("abcdefgh", *(f"a{other}" for other in "bcdefgh")), {})
    policy = next(box for box in drawn.boxes if box.node.name == "a")

    assert drawn.arrows == ()
    assert policy.gathered == (("selects", 7),)


def test_a_crowd_is_not_drawn_since_a_table_tells_more() -> None:
    crowd = Graph(tuple(node(str(number)) for number in range(MOST_NODES + 1)))

    assert draw(crowd, {}).boxes == ()


def test_a_chain_as_long_as_a_crowd_ends() -> None:
    names = [str(number) for number in range(MOST_NODES)]
    nodes = tuple(node(name) for name in names)
    edges = tuple(Edge(f"Pod/default/{a}", f"Pod/default/{b}", "reads") for a, b in pairwise(names))

    assert len(draw(Graph(nodes, edges), {}).boxes) == MOST_NODES


def test_the_chart_rises_and_falls_with_the_open_findings() -> None:
    drawn = chart([(1, 4), (2, 8), (3, 0)])
    first, second, third = drawn.points

    assert second.y < first.y < third.y == drawn.base
    assert first.x < second.x < third.x


def test_a_long_history_shows_its_newest_number_and_not_all_of_them() -> None:
    points = chart([(number, 1) for number in range(1, 101)]).points

    assert points[-1].shown
    assert sum(point.shown for point in points) <= 10
