"""An edit changes what it says and nothing else, in the style of the file."""

import copy
import json

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reviews.engine.documents import read_documents
from reviews.engine.edits import EditsCollide, apply
from reviews.engine.fields import Field
from reviews.engine.report import Edit
from reviews.engine.styles import block, flow
from reviews.engine.tree import walk
from reviews.engine.writing import append_item, insertion_line, remove, rename, set_value, shown
from tests.reviews.engine.test_reading import SCALARS, WORDS, places

KEYS = st.sampled_from(["a", "b", "name", "image", "x-y", "a/b", "1", "yes", "日本"]) | WORDS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=12
)
OBJECTS = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4).map(lambda content: {"kind": "Pod", **content})
STYLES = ("block", "indented", "flow", "json", "json lines", "crlf", "comments", "bom")


def written(content, style):
    """A manifest in one of the ways in which people write them: file name and text."""
    if style.startswith("json"):
        return "a.json", json.dumps(content, indent=2 if "lines" in style else None, ensure_ascii=False)
    if style == "flow":
        return "a.yaml", flow(content, json_style=False) + "\n"
    lines = block(content, 0, "x:\n  - y\n" if style == "indented" else "")
    if style == "comments":
        lines = [text for line in lines for text in (" # why", line)]
    text = "\n".join(lines) + "\n"
    return "a.yaml", "\ufeff" + text if style == "bom" else text.replace("\n", "\r\n") if style == "crlf" else text


def the_document(name, text):
    (document,) = read_documents({name: text})
    return document


def after(document, edits):
    """The tree after some edits."""
    name = document.source.name
    text = apply({name: document.source.text}, edits)[name]
    changed = the_document(name, text)
    assert changed.tree is not None, f"{document.source.text!r} became {text!r}, which can't be read"
    return changed.tree.value, text


def with_value(content, path, value):
    """A copy of a tree with another value at a path."""
    changed = copy.deepcopy(content)
    walk(changed, path[:-1])[path[-1]] = value
    return changed


def plain(value):
    """Without places, so that a copy can be changed."""
    return json.loads(json.dumps(value))


@st.composite
def place_in_a_document(draw):
    content = plain(draw(OBJECTS))
    style = draw(st.sampled_from(STYLES))
    document = the_document(*written(content, style))
    assume(document.root is not None)
    paths = [path for path, *_rest in places(document.root) if path != ("kind",)]
    assume(paths)
    return document, content, draw(st.sampled_from(paths))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document(), VALUES)
def test_setting_a_value_changes_it_and_nothing_else(place, value):
    document, content, path = place
    tree, _text = after(document, set_value(Field(document, path), value))
    assert tree == with_value(content, path, value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document(), KEYS, VALUES)
def test_a_missing_field_is_added_to_its_block(place, key, value):
    document, content, path = place
    holder = walk(content, path)
    assume(isinstance(holder, dict) and holder and key not in holder)
    tree, _text = after(document, set_value(Field(document, (*path, key)), value))
    assert tree == with_value(content, (*path, key), value)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document(), KEYS, VALUES)
def test_a_missing_field_comes_with_its_missing_parents(place, key, value):
    document, content, path = place
    holder = walk(content, path)
    assume(isinstance(holder, dict) and holder and key not in holder)
    tree, _text = after(document, set_value(Field(document, (*path, key, "below")), value))
    assert tree == with_value(content, (*path, key), {"below": value})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document(), VALUES)
def test_an_item_is_added_at_the_end_of_its_list(place, item):
    document, content, path = place
    items = walk(content, path)
    assume(isinstance(items, list))
    tree, _text = after(document, append_item(Field(document, path), item))
    assert tree == with_value(content, path, [*items, item])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document())
def test_removing_takes_out_one_entry_and_a_block_that_it_leaves_empty(place):
    document, content, path = place
    expected = copy.deepcopy(content)
    while len(path) > 1 and len(walk(expected, path[:-1])) == 1:
        path = path[:-1]
    del walk(expected, path[:-1])[path[-1]]
    tree, _text = after(document, remove(Field(document, path)))
    assert tree == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(place_in_a_document(), KEYS)
def test_renaming_changes_a_key_and_keeps_its_value(place, key):
    document, content, path = place
    holder = walk(content, path[:-1])
    assume(isinstance(holder, dict) and key not in holder)
    tree, _text = after(document, rename(Field(document, path), key))
    expected = copy.deepcopy(content)
    walk(expected, path[:-1])[key] = walk(expected, path[:-1]).pop(path[-1])
    assert tree == expected


DEPLOYMENT = """\
spec:
  # how many
  replicas: 1  # one is enough
  containers:
  - name: web
    image: nginx  # the server
    ports: [{containerPort: 80}]

  # the other
  - name: log
    securityContext:
kind: Deployment
"""


@pytest.mark.parametrize(
    ("edits", "line"),
    [
        (lambda at: set_value(at("spec", "replicas"), 3), "  replicas: 3  # one is enough\n"),
        (lambda at: set_value(at("spec", "containers", 0, "image"), "a:1"), "    image: a:1  # the server\n"),
        (lambda at: set_value(at("spec", "containers", 0, "tty"), True), "    ports: [{containerPort: 80}]\n    tty: true\n\n  # the other"),
        (lambda at: set_value(at("spec", "containers", 1, "securityContext", "a"), 1), "    securityContext:\n      a: 1\n"),
        (lambda at: append_item(at("spec", "containers", 0, "ports"), 2), "    ports: [{containerPort: 80}, 2]\n"),
        (lambda at: append_item(at("spec", "containers"), {"name": "x"}), "    securityContext:\n  - name: x\nkind"),
        (lambda at: remove(at("spec", "containers", 0, "image")), "  - name: web\n    ports"),
        (lambda at: remove(at("spec", "containers", 0, "name")), "  - image: nginx  # the server\n"),
        (lambda at: remove(at("spec", "replicas")), "spec:\n  # how many\n  containers:\n"),
        (lambda at: rename(at("spec", "replicas"), "copies"), "  copies: 1  # one is enough\n"),
    ],
)  # fmt: skip
def test_comments_and_layout_survive(edits, line):
    document = the_document("a.yaml", DEPLOYMENT)
    _tree, text = after(document, edits(lambda *path: Field(document, path)))
    assert line in text
    comments = [part for part in ("# how many", "# the other") if part not in text]
    assert comments == []


def test_a_field_goes_into_a_block_with_merged_entries_by_its_own_lines():
    document = the_document("a.yaml", "kind: Pod\nx:\n    base: &b\n        p: 1\nspec:\n  <<: *b\n  q: 2\n")
    tree, text = after(document, set_value(Field(document, ("spec", "r")), 3))
    assert tree["spec"] == {"p": 1, "q": 2, "r": 3}
    assert text.endswith("  q: 2\n  r: 3\n")


def test_a_block_of_nothing_but_a_merge_takes_a_field_too_and_gives_up_none_of_the_base():
    document = the_document("a.yaml", "kind: Pod\nbase: &b {p: 1, o: 2}\nspec:\n  <<: *b\n")
    tree, _text = after(document, set_value(Field(document, ("spec", "r")), 3))
    assert tree["spec"] == {"p": 1, "o": 2, "r": 3}
    assert list(remove(Field(document, ("spec", "p")))) == []


def test_a_value_behind_an_alias_is_replaced_where_the_alias_stands():
    document = the_document("a.yaml", "kind: Pod\na: &x 1\nb: *x\n")
    tree, _text = after(document, set_value(Field(document, ("b",)), 2))
    assert (tree["a"], tree["b"]) == (1, 2)


def test_nothing_is_edited_where_no_place_can_be_told():
    document = the_document("a.yaml", "kind: Pod\nspec: text\n")
    assert list(set_value(Field(document, ("spec", "a")), 1)) == []
    assert list(remove(Field(document, ("nothing",)))) == []


def test_lines_are_shown_with_their_key():
    document = the_document("a.yaml", DEPLOYMENT)
    assert shown(Field(document, ("spec", "containers", 0, "tty")), True).strip() == "tty: true"


def test_the_line_of_an_insertion_is_the_last_line_of_its_block():
    document = the_document("a.yaml", DEPLOYMENT)
    assert insertion_line(Field(document, ("spec", "containers", 0, "tty"))) == 7


def test_edits_are_applied_whole_or_not_at_all():
    files = {"a.yaml": "abcdef"}
    assert apply(files, [Edit("a.yaml", 4, 5, ""), Edit("a.yaml", 0, 1, "X")]) == {"a.yaml": "Xbcdf"}
    for first, second in (((0, 3), (2, 4)), ((1, 1), (1, 1)), ((1, 1), (1, 2))):
        with pytest.raises(EditsCollide):
            apply(files, [Edit("a.yaml", *first, "1"), Edit("a.yaml", *second, "2")])
    assert files == {"a.yaml": "abcdef"}
