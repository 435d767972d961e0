"""Differences as rows: both texts can be read from them again, and large ones end soon."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from reviews.engine.edits import apply
from reviews.engine.lines import split_lines
from reviews.engine.report import Edit
from reviews.patches import Row, folded, patch, rows_between

LINES = st.lists(st.sampled_from(["a", "b", "c", "", "---"]), max_size=30)
MANIFEST = "kind: Pod\nspec:\n  containers:\n    - name: web\n      image: web\nstatus: {}\nlast: 1\n"


@given(LINES, LINES)
def test_both_texts_can_be_read_from_the_rows(old: list[str], new: list[str]) -> None:
    rows = rows_between(old, new)

    assert [row.text for row in rows if row.kind != "added"] == old
    assert [row.text for row in rows if row.kind != "removed"] == new
    assert [row.old for row in rows if row.old] == list(range(1, len(old) + 1))
    assert [row.new for row in rows if row.new] == list(range(1, len(new) + 1))


def test_an_insertion_is_one_added_line_with_its_surroundings() -> None:
    at = MANIFEST.index("\nstatus")
    (hunk,) = patch({"web.yaml": MANIFEST}, [Edit("web.yaml", at, at, "\n      tty: true")], context=1)

    assert hunk.file == "web.yaml"
    assert hunk.rows == (
        Row("same", 5, 5, "      image: web"),
        Row("added", 0, 6, "      tty: true"),
        Row("same", 6, 7, "status: {}"),
    )


@given(
    st.lists(
        st.tuples(st.integers(0, len(MANIFEST)), st.sampled_from(["x", "\ny: 1", ""])),
        max_size=4,
        unique_by=lambda edit: edit[0],
    )
)
def test_a_patch_tells_the_same_lines_as_the_whole_change(places: list[tuple[int, str]]) -> None:
    edits = [Edit("web.yaml", at, at, text) for at, text in places]
    changed = apply({"web.yaml": MANIFEST}, edits)["web.yaml"]
    new = split_lines(changed)
    old = split_lines(MANIFEST)

    for hunk in patch({"web.yaml": MANIFEST}, edits):
        for row in hunk.rows:
            if row.old:
                assert old[row.old - 1] == row.text
            if row.new:
                assert new[row.new - 1] == row.text


def test_far_apart_edits_are_two_pieces() -> None:
    text = "a: 1\n" * 50
    hunks = patch({"web.yaml": text}, [Edit("web.yaml", 0, 1, "b"), Edit("web.yaml", 200, 201, "b")])

    assert len(hunks) == 2
    assert [row.new for hunk in hunks for row in hunk.rows if row.kind == "added"] == [1, 41]


def test_lines_after_an_insertion_further_up_have_their_new_numbers() -> None:
    text = "a: 1\n" * 50
    hunks = patch({"web.yaml": text}, [Edit("web.yaml", 4, 4, "\nb: 1\nc: 1"), Edit("web.yaml", 200, 201, "b")])
    changed = next(row for row in hunks[1].rows if row.kind == "added")

    assert (changed.old, changed.new) == (0, 43)


def test_unchanged_lines_are_folded_away_but_for_a_few_around_each_change() -> None:
    rows = rows_between(["x"] * 20, [*["x"] * 20, "y"])
    parts = list(folded(rows, context=3))

    assert [(is_folded, len(part)) for is_folded, part in parts] == [(True, 17), (False, 4)]
    assert [row for _folded, part in parts for row in part] == rows


def test_large_files_that_differ_everywhere_are_compared_in_bounded_time() -> None:
    old = [f"key{number % 3_000}: {number % 7}" for number in range(60_000)]
    new = [f"key{number % 2_999}: {number % 5}" for number in range(60_000)]
    before = time.monotonic()
    rows = rows_between(old, new)

    assert time.monotonic() - before < 60  # it does end
    assert [row.text for row in rows if row.kind != "added"] == old
    assert [row.text for row in rows if row.kind != "removed"] == new


def test_in_large_files_what_is_the_same_is_found() -> None:
    old = [f"line {number}" for number in range(20_000)]
    new = [*old[:5_000], "more", *old[5_000:15_000], *old[15_001:]]
    rows = rows_between(old, new)

    assert [(row.kind, row.text) for row in rows if row.kind != "same"] == [
        ("added", "more"),
        ("removed", "line 15000"),
    ]
