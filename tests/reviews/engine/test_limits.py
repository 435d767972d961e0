"""As much as the limit is read; one more is refused, and the refusal names the number."""

import pytest

from reviews.checker import Options, review
from reviews.engine import limits
from reviews.engine.limits import TooMuch
from reviews.engine.report import DocumentState

HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"


def nested(levels):
    return HEAD + "data: " + "{a: " * levels + "x" + "}" * levels


def mapping_of(values):
    """A ConfigMap of so many values: the seven around its entries, then the entries."""
    return HEAD + "data:\n" + "".join(f"  k{n}: v\n" for n in range(values))


def nodes_of(text):
    from reviews.engine.yaml_reading import read_yaml

    return read_yaml(text).nodes


def aliases(count):
    return HEAD + "data: {a: &a x, b: [" + ", ".join(["*a"] * count) + "]}\n"


def expanded(times):
    big = ", ".join("x" * 1 for _ in range(1_000))
    return HEAD + f"data:\n  a: &a [{big}]\n  b: [" + ", ".join(["*a"] * times) + "]\n"


ROOM = (limits.NODES.value - nodes_of(mapping_of(0) + "  z: v")) // 2
CASES = {
    "depth": (limits.DEPTH, nested(limits.DEPTH.value - 1), nested(limits.DEPTH.value)),
    "nodes": (limits.NODES, mapping_of(ROOM), mapping_of(ROOM + 3)),
    "aliases": (limits.ALIASES, aliases(limits.ALIASES.value), aliases(limits.ALIASES.value + 1)),
    "expanded": (limits.EXPANDED_NODES, expanded(190), expanded(200)),
    "line": (
        limits.LINE_LENGTH,
        "a: " + "x" * (limits.LINE_LENGTH.value - 3),
        "a: " + "x" * (limits.LINE_LENGTH.value - 2),
    ),
    "directives": (
        limits.TAG_DIRECTIVES,
        "%TAG !a! tag:a\n" * 1 + "---\n" + HEAD,
        "%TAG !a! tag:a\n" * (limits.TAG_DIRECTIVES.value + 1) + "---\n" + HEAD,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_document_within_the_limit_is_read_and_one_beyond_is_refused_with_the_number(case):
    limit, within, beyond = CASES[case]
    (document,) = review({"a.yaml": within}, Options(fixes=False)).documents
    assert document.state is not DocumentState.UNREADABLE, document.message
    (document,) = review({"a.yaml": beyond}, Options(fixes=False)).documents
    assert document.state is DocumentState.UNREADABLE
    assert document.problem == limit.id
    for text in (document.message.en, document.message.ja):
        assert f"{limit.value:,}" in text
    assert document.span is not None


def test_what_goes_beyond_a_limit_hides_nothing_of_its_file():
    report = review({"a.yaml": nested(limits.DEPTH.value) + "\n---\n" + HEAD}, Options(fixes=False))
    assert [document.state for document in report.documents] == [DocumentState.UNREADABLE, DocumentState.CHECKED]


def test_a_submission_may_have_so_many_documents_and_no_more():
    within = "---\n".join(["a: 1\n"] * limits.DOCUMENTS.value)
    assert len(review({"a.yaml": within}).documents) == limits.DOCUMENTS.value
    with pytest.raises(TooMuch, match=str(limits.DOCUMENTS.value)):
        review({"a.yaml": within + "---\na: 1\n"})


def test_json_knows_the_same_depth():
    deep = '{"a": ' * limits.DEPTH.value + "1" + "}" * limits.DEPTH.value
    assert review({"a.json": deep}).documents[0].state is DocumentState.FOREIGN
    assert review({"a.json": '{"a": ' + deep + "}"}).documents[0].problem == limits.DEPTH.id
