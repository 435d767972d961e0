"""The report as JUnit, GitHub's commands and Markdown: nothing from a manifest breaks out of its place."""

from xml.etree import ElementTree

import pytest

from reviews.engine.report import Severity, Text
from reviews.exports import export
from tests.reviews.exports.reports import edition, finding, report

HOSTILE = "x\x00\x1b[31m]]> <b> & \n::error::gone %0A `` ``` | **"


def junit(told):
    """The parsed suites."""
    return ElementTree.fromstring(export(told, "junit", edition()))


def test_junit_fails_errors_and_warnings_only():
    root = junit(report(finding(severity=Severity.INFO, fingerprint="f9")))
    assert [failure.get("type") for failure in root.iter("failure")] == ["warning", "warning", "error"]


def test_junit_skips_what_is_silenced_with_its_reason():
    reasons = [skipped.get("message") for skipped in junit(report()).iter("skipped")]
    assert "Ours to move, says Chie" in reasons


def test_junit_tells_unread_files_and_our_own_failures_as_errors():
    errors = [error.get("type") for error in junit(report()).iter("error")]
    assert errors == ["yaml-syntax", "rule-failure"]


def test_junit_counts_agree_with_its_cases():
    root = junit(report())
    for suite in (*root, root):
        assert int(suite.get("tests")) == len(list(suite.iter("testcase")))
        assert int(suite.get("failures")) == len(list(suite.iter("failure")))
        assert int(suite.get("skipped")) == len(list(suite.iter("skipped")))


def test_a_clean_document_is_a_passed_case():
    (suite,) = junit(report(findings=(), failures=(), documents=report().documents[:1]))
    (case,) = suite
    assert (case.get("name"), list(case)) == ("Deployment/default/web", [])


def test_junit_is_xml_whatever_a_manifest_holds():
    odd = finding(message=Text(HOSTILE, HOSTILE), path=HOSTILE, resource=HOSTILE)
    assert junit(report(odd)) is not None


def test_github_gets_one_command_a_line_for_what_is_open():
    lines = export(report(), "github", edition()).splitlines()
    assert [line[2:].replace("::", " ").split(" ")[0] for line in lines] == [
        "error",
        "notice",
        "warning",
        "warning",
        "error",
        "warning",
    ]
    assert lines[3].startswith("::warning file=shop/web one.yaml,line=10,endLine=10,col=18,endColumn=30,title=")


def test_no_value_from_a_manifest_becomes_a_command():
    odd = finding(message=Text(HOSTILE, HOSTILE), rule="a,b::c")
    lines = export(report(odd), "github", edition()).splitlines()
    assert len(lines) == len(export(report(finding()), "github", edition()).splitlines())
    assert "title=a%2Cb%3A%3Ac::" in "\n".join(lines)


@pytest.mark.parametrize(("language", "words"), [("en", "1 error, 2 warnings"), ("ja", "エラー1件、警告2件")])
def test_markdown_begins_with_one_sentence(language, words):
    assert words in export(report(), "markdown", edition(language=language))


def test_markdown_from_a_manifest_is_shown_and_not_followed():
    odd = finding(message=Text("<img src=x> [a](http://evil) *b*", ""))
    text = export(report(odd), "markdown", edition())
    assert r"\<img src=x\> \[a\]\(http://evil\) \*b\*" in text


def test_markdown_fences_a_line_that_holds_a_fence():
    texts = {"a.yaml": "x: ``` y\n"}
    from tests.reviews.exports.reports import place

    odd = finding(span=place("a.yaml", "y", texts))
    assert "````yaml\n  x: ``` y\n  ````" in export(report(findings=(odd,)), "markdown", edition(files=texts))


def test_markdown_says_when_there_is_nothing_to_mend():
    clean = report(findings=(), failures=(), documents=report().documents[:1])
    assert "Nothing to mend." in export(clean, "markdown", edition())


@pytest.mark.parametrize("form", ["text", "json", "sarif", "junit", "github", "markdown"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_form_ends_its_last_line_and_takes_hostile_values(form, language):
    odd = finding(message=Text(HOSTILE, HOSTILE), path=HOSTILE, resource="\ud83d")
    written = export(report(odd), form, edition(language=language))
    assert written.endswith("\n")
    written.encode("utf-8")
