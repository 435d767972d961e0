"""The report as a compiler would print it."""

from reviews.engine.report import Severity, Text
from reviews.exports import export
from reviews.exports.columns import shown, width
from tests.reviews.exports.reports import edition, finding, place, report


def lines(told=None, **changes):
    """The printed lines."""
    return export(told or report(), "text", edition(**changes)).splitlines()


def test_a_finding_shows_place_line_caret_rule_and_address():
    printed = lines(report(documents=(), failures=()), base_url="https://portal.example.org")
    start = printed.index(
        "shop/web one.yaml:12:25: error: The container may do anything on its node. [privileged-container]"
    )
    assert printed[start + 1 : start + 8] == [
        "   12 |             privileged: true",
        "      |                         ^^^^",
        "      = --fix mends this",
        "      = Deployment/default/web: spec.template.spec.containers[web].securityContext.privileged",
        "      = https://portal.example.org/rules/privileged-container/",
        "      = https://portal.example.org/learn/practices/p08-02/",
        "",
    ]


def test_carets_stand_under_wide_characters():
    texts = {"a.yaml": "受付: 😀値 x\n"}
    printed = lines(report(findings=(finding(span=place("a.yaml", "値", texts)),)), files=texts)
    source = next(line for line in printed if line.startswith("    1 | "))
    caret = printed[printed.index(source) + 1]
    assert width(source[: source.index("値")]) == caret.index("^")
    assert caret.count("^") == 2


def test_what_is_missing_is_shown_as_lines_to_add():
    printed = lines()
    start = printed.index("      = to be added here (12):")
    assert printed[start + 1] == "      +           resources:"


def test_a_file_that_cannot_be_read_shows_where_reading_stopped():
    printed = lines()
    start = printed.index("broken.yaml:1:7: error: A bracket [ is never closed. [yaml-syntax]")
    assert printed[start + 1 : start + 3] == ["    1 | kind: [", "      |       ^"]


def test_silenced_findings_are_counted_not_shown():
    printed = lines()
    assert "1 silenced by their authors" in printed
    assert not any("Chie" in line for line in printed)


def test_the_last_line_sums_up_in_the_readers_language():
    assert "1 error, 2 warnings, 0 info (1 document checked in 3 files)" in lines()
    assert "エラー1件、警告2件、情報0件(3ファイルの1ドキュメントを確認)" in lines(language="ja")


def test_a_manifest_cannot_steer_the_terminal():
    texts = {"a.yaml": "x: \x1b]0;owned\x07\u202e\x9b31m y\n"}
    odd = finding(span=place("a.yaml", "y", texts), message=Text("\x1b[2J", "\x1b[2J"), path="\x1b[2J")
    printed = export(report(findings=(odd,)), "text", edition(files=texts))
    assert not any(sign in printed for sign in "\x1b\x07\u202e\x9b")
    assert shown("\x1b") == "\u241b"


def test_colour_only_where_it_was_asked_for():
    assert any("\x1b[1;31m" in line for line in lines(colour=True))
    assert not any("\x1b" in line for line in lines())


def test_a_long_line_is_cut_around_its_place():
    texts = {"a.yaml": "x: " + "a" * 100_000 + "NEEDLE" + "b" * 100_000}
    printed = lines(report(findings=(finding(span=place("a.yaml", "NEEDLE", texts)),)), files=texts)
    source = next(line for line in printed if "NEEDLE" in line)
    assert len(source) < 300
    assert printed[printed.index(source) + 1].index("^") == source.index("NEEDLE")


def test_praise_is_one_line_without_a_caret():
    praise = finding(severity=Severity.PRAISE, message=Text("Well labelled.", ""))
    printed = lines(report(findings=(praise,), documents=(), failures=()))
    assert printed[0].endswith("well done: Well labelled. [image-tag-latest]")
    assert not any("^" in line for line in printed)
