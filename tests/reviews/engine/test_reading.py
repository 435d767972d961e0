"""Every value of a document is where the tree says it is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviews.engine.documents import Source, read_documents
from reviews.engine.json_reading import read_json
from reviews.engine.styles import block, flow
from reviews.engine.subjects import resources_of
from reviews.engine.tree import Mapping
from reviews.engine.yaml_reading import read_yaml

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12
) | st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "~",
        "0644",
        "1.10",
        "22:22",
        "a: b",
        "a #b",
        "- a",
        "<<",
        "",
        " a",
        "a ",
        "#",
        "'",
        '"',
        "\\",
        "{",
        "[",
        "|",
        "日本語",
        "😀",
    ]
)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-1e9, 1e9, width=32) | WORDS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4), max_leaves=20
)
OBJECTS = st.dictionaries(WORDS, VALUES, min_size=1, max_size=5)


def places(value, path=()):
    """Every entry of a tree: its path, its value, its start and end."""
    if isinstance(value, dict):
        for key, entry in value.marks.items():
            yield (*path, key), value[key], entry.start, entry.end
            yield from places(value[key], (*path, key))
    elif isinstance(value, list):
        for index, (start, end) in enumerate(value.marks):
            yield (*path, index), value[index], start, end
            yield from places(value[index], (*path, index))


def assert_every_scalar_stands_where_it_is_said_to(text, tree, read):
    for path, value, start, end in places(tree.value):
        if not isinstance(value, dict | list):
            assert start <= end
            assert read(text[start:end] or "null").value == value, path


def breaks(text, line_break):
    return text.replace("\n", line_break)


@settings(max_examples=100, deadline=None)
@given(OBJECTS, st.sampled_from(["\n", "\r\n"]))
def test_each_scalar_of_a_block_document_parses_again_to_itself(content, line_break):
    text = breaks("\n".join(block(content, 0, "")), line_break) + line_break
    tree = read_yaml(text)
    assert tree.value == content
    assert_every_scalar_stands_where_it_is_said_to(text, tree, read_yaml)


@settings(max_examples=100, deadline=None)
@given(OBJECTS, st.booleans())
def test_each_scalar_of_a_flow_document_parses_again_to_itself(content, json_style):
    text = flow(content, json_style)
    tree = read_yaml(text)
    assert tree.value == content
    assert_every_scalar_stands_where_it_is_said_to(text, tree, read_yaml)


@settings(max_examples=100, deadline=None)
@given(OBJECTS, st.integers(0, 3))
def test_each_scalar_of_a_json_document_parses_again_to_itself(content, indent):
    text = json.dumps(content, indent=indent or None, ensure_ascii=indent == 1)
    tree = read_json(text)
    assert tree.value == content
    assert_every_scalar_stands_where_it_is_said_to(text, tree, read_json)


@pytest.mark.parametrize(
    ("text", "path", "written"),
    [
        ("a: |\n  x\n  y\n\n\nb: 1\n", ("a",), "|\n  x\n  y"),
        ("a: >-\n  x\nb: 1\n", ("a",), ">-\n  x"),
        ("a: 'it''s' # why\n", ("a",), "'it''s'"),
        ("a: x y # why\n", ("a",), "x y"),
        ("a: &n x\nb: *n\n", ("b",), "*n"),
        ("a:\tx\n", ("a",), "x"),
        ("a: {b: [1, {c: d}]}\n", ("a", "b", 1, "c"), "d"),
        ("a:\r\n  b: x\r\n", ("a", "b"), "x"),
        ("a: x\rb: y\r", ("b",), "y"),
        ("a: 'x\u0085y'\nb: z\n", ("b",), "z"),
        ("a: \U0001f600\nb: z\n", ("b",), "z"),
        ("- - a\n  - b\n", (0, 1), "b"),
    ],
)
def test_a_value_is_found_where_it_is_written(text, path, written):
    assert {at: text[start:end] for at, _value, start, end in places(read_yaml(text).value)}[path] == written


def test_a_block_ends_with_its_last_value_and_not_with_the_comments_behind_it():
    text = "a:\n  b: 1\n  # of a\n\n# of c\nc: 2\n"
    start, end = next((start, end) for path, _value, start, end in places(read_yaml(text).value) if path == ("a",))
    assert text[start:end] == "b: 1"


def test_a_byte_order_mark_is_not_part_of_the_text():
    (document,) = read_documents({"a.yaml": "\ufeffkind: Pod\n"})
    assert document.root == {"kind": "Pod"}
    assert document.root.marks["kind"].start == 6


def test_lines_are_counted_as_editors_count_them_and_not_as_libyaml_does():
    (document,) = read_documents({"a.yaml": "kind: 'P\u2028od'\r\nmetadata:\r  name: web\n"})
    entry = document.root["metadata"].marks["name"]
    span = document.span(entry.start, entry.end)
    assert (span.line, span.column) == (3, 9)


def test_merged_entries_keep_their_own_places():
    text = "base: &b {x: 1}\nk:\n  <<: *b\n  y: 2\n"
    merged = read_yaml(text).value["k"]
    assert merged == {"x": 1, "true": 2}
    assert text[merged.marks["x"].start : merged.marks["x"].end] == "1"
    assert not read_yaml(text).duplicates


def test_a_key_that_stands_twice_is_remembered_with_both_places():
    (duplicate,) = read_yaml("a: {x: 1, y: 2, x: 1}\n").duplicates
    assert (duplicate.key, duplicate.same) == ("x", True)
    (duplicate,) = read_json('{"x": 1, "x": 2}').duplicates
    assert (duplicate.first, duplicate.second, duplicate.same) == ((1, 4), (9, 12), False)


def test_the_items_of_a_list_are_objects_of_their_own():
    text = "kind: List\nitems:\n- kind: Pod\n- kind: List\n  items:\n  - kind: Service\n- 7\n"
    (document,) = read_documents({"a.yaml": text})
    assert [resource.kind for resource in resources_of(document)] == ["Pod", "Service"]
    assert resources_of(document)[1].at("kind").span.line == 6


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list("ab:-?[]{},&*!|>'\"%#\n\t 1<\ufeff\u0085\r"))))
def test_any_text_is_read_or_refused_in_words(text):
    for name in ("a.yaml", "a.json"):
        for document in read_documents({name: text}):
            assert document.tree is not None or document.message is not None
            assert Source(name, text, 0).text[document.base :].startswith(document.text)


def test_reading_gives_plain_dicts():
    assert isinstance(read_yaml("a: 1").value, Mapping)
