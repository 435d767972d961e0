"""Lines with what is said under them: nothing moves, nothing is lost, and the page stays bounded."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.annotated import MOST_LINES, AnnotatedFile, Attached, anchors_of, annotate, excerpt
from reviews.engine.lines import LineTable, split_lines
from reviews.engine.report import Document, DocumentState, Finding, Severity, Text
from reviews.highlighting import LONGEST_LINE, highlighted, language_of

WEB = "kind: Deployment\nspec:\n  image: nginx:latest\n  replicas: 2\n"
TAGS = re.compile(r"<[^>]+>")


def finding(
    text: str, part: str, *, severity: Severity = Severity.WARNING, missing_after: int = 0, file: str = "web.yaml"
) -> Finding:
    start = text.index(part)
    return Finding(
        rule="image-tag-latest",
        severity=severity,
        span=LineTable(text).span(file, start, start + len(part)),
        message=Text(en="Name a version.", ja="バージョンを書いてください。"),
        path="spec.image",
        resource="Deployment/default/web",
        document=0,
        fingerprint="a",
        missing=bool(missing_after),
        insert_line=missing_after,
    )


def lines_of(file: AnnotatedFile) -> dict:
    return {line.number: line for part in file.parts for line in part.lines}


def shown(markup: str) -> str:
    """What a person reads."""
    return html.unescape(TAGS.sub("", markup))


def document(first: int, last: int, name: str) -> Document:
    return Document("web.yaml", 0, DocumentState.CHECKED, first, last, (name,))


def test_a_range_is_underlined_exactly_and_marked_by_its_severity() -> None:
    (file,) = annotate({"web.yaml": WEB}, [finding(WEB, "nginx:latest")], [])

    line = lines_of(file)[3]
    underlined = re.findall(r'<span class="[^"]*range is-warning">([^<]*)</span>', line.html)
    assert "".join(underlined) == "nginx:latest"
    assert line.marks == ("warning",)
    assert lines_of(file)[2].marks == ()


def test_where_two_ranges_overlap_the_more_important_one_shows() -> None:
    note = finding(WEB, "image: nginx:latest", severity=Severity.INFO)
    wrong = finding(WEB, "nginx", severity=Severity.ERROR)
    (file,) = annotate({"web.yaml": WEB}, [note, wrong], [])

    line = lines_of(file)[3]
    assert '<span class="range is-error">nginx</span>' in line.html
    assert line.marks == ("error", "info")


def test_what_is_missing_has_a_dashed_place_and_no_underline() -> None:
    (file,) = annotate({"web.yaml": WEB}, [finding(WEB, "spec", missing_after=3)], [])

    line = lines_of(file)[3]
    assert line.dashed
    assert "range" not in line.html
    assert lines_of(file)[2].marks == ()


def test_a_card_stands_under_its_line_and_one_beyond_the_end_under_the_last() -> None:
    (file,) = annotate({"web.yaml": WEB}, [], [Attached("web.yaml", 3, "card"), Attached("web.yaml", 99, "lost")])

    assert lines_of(file)[3].attached == ("card",)
    assert lines_of(file)[4].attached == ("lost",)


def test_markup_in_a_manifest_is_text() -> None:
    (file,) = annotate({"web.yaml": "a: <script>alert(1)</script>\n"}, [], [])

    assert "<script" not in lines_of(file)[1].html
    assert shown(lines_of(file)[1].html) == "a: <script>alert(1)</script>"


def test_characters_that_turn_a_line_around_are_named() -> None:
    (file,) = annotate({"web.yaml": "a: admin\u202e// nimda\n"}, [], [])

    assert '<span class="unseen">U+202E</span>' in lines_of(file)[1].html


@pytest.mark.parametrize("name", ["web.yaml", "web.json", "Dockerfile"])
@given(text=st.text(alphabet=st.sampled_from("ab: -\n\r\t\"'{}[]|>#&*!%@`<0\x85\u2028\u3042\U0001f600"), max_size=200))
def test_colours_move_no_character(name: str, text: str) -> None:
    lines = split_lines(text)

    assert ["".join(piece.text for piece in line) for line in highlighted(lines, language_of(name))] == lines


def test_a_very_long_line_is_cut_and_says_by_how_much() -> None:
    (file,) = annotate({"web.yaml": "a: " + "x" * 2_000_000}, [], [])

    assert len(shown(lines_of(file)[1].html)) == LONGEST_LINE
    assert lines_of(file)[1].cut == 2_000_003 - LONGEST_LINE


def test_a_small_file_is_whole() -> None:
    (file,) = annotate({"web.yaml": WEB}, [], [])

    assert [part.folded for part in file.parts] == [False]
    assert list(lines_of(file)) == [1, 2, 3, 4]


def test_in_a_longer_file_documents_of_which_nothing_is_said_are_folded_with_their_lines() -> None:
    text = "a: 1\n" * 200
    documents = [document(1, 100, "Service/default/quiet"), document(101, 200, "Deployment/default/loud")]
    (file,) = annotate({"web.yaml": text}, [], [Attached("web.yaml", 150, "card")], documents)

    quiet, loud = file.parts
    assert (quiet.folded, quiet.first, quiet.last, len(quiet.lines)) == (True, 1, 100, 100)
    assert quiet.about == ("Service/default/quiet",)
    assert (loud.folded, loud.first, loud.last) == (False, 101, 200)


def test_of_a_very_long_file_the_lines_around_what_is_said_are_shown_and_the_rest_waits() -> None:
    text = "a: 1\n" * 50_000
    (file,) = annotate({"web.yaml": text}, [], [Attached("web.yaml", 30_000, "card")])

    shown_lines = list(lines_of(file))
    assert 30_000 in shown_lines
    assert len(shown_lines) < 100
    assert [part.count for part in file.parts if part.folded and not part.lines] == [29_991, 19_992]


def test_a_thousand_findings_all_over_a_large_submission_stay_within_the_page() -> None:
    text = "a: 1\n" * 50_000
    attached = [Attached("web.yaml", number * 50, number) for number in range(1, 1_000)]
    (file,) = annotate({"web.yaml": text}, [], attached)

    lines = lines_of(file)
    assert len(lines) <= MOST_LINES
    assert {thing for line in lines.values() for thing in line.attached} == set(range(1, 1_000))


def test_many_small_files_together_stay_within_the_page() -> None:
    files = annotate({f"{number}.yaml": "a: 1\n" * 300 for number in range(200)}, [], [])

    assert sum(len(part.lines) for file in files for part in file.parts) <= MOST_LINES
    assert all(part.folded for file in files for part in file.parts)


def test_an_empty_file_has_no_lines() -> None:
    (file,) = annotate({"web.yaml": ""}, [], [])

    assert file.parts == ()


def test_each_file_has_an_anchor_of_its_own_without_blanks() -> None:
    anchors = anchors_of(["a b.yaml", "a_b.yaml", "k8s/web.yaml"])

    assert anchors["k8s/web.yaml"] == "k8s/web.yaml"
    assert len(set(anchors.values())) == 3
    assert not any(" " in anchor for anchor in anchors.values())


def test_a_fold_brings_its_lines_with_their_numbers() -> None:
    part = excerpt("web.yaml", WEB, 2, 99)

    assert [line.number for line in part.lines] == [2, 3, 4]
