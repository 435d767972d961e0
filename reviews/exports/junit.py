"""A report as JUnit XML, which every CI server shows: a suite for each file, a case for each finding or clean document."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # writes only, never parses what somebody sent

from reviews.engine.report import Document, DocumentState, Finding, Report, Severity
from reviews.exports import UNREAD, Edition, by_file, document_message, failure_message

# What XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def export(report: Report, edition: Edition) -> str:
    """ERROR and WARNING fail, INFO and praise pass with a note, silenced findings are skipped with their reason."""
    root = Element("testsuites", name="manifest-review")
    troubled = {finding.document for finding in report.open_findings}
    clean = {id(document) for index, document in enumerate(report.documents) if index not in troubled}
    for file, (documents, findings) in by_file(report).items():
        suite = SubElement(root, "testsuite", name=_clean(file))
        for document in documents:
            _document_case(suite, document, id(document) in clean, edition)
        for finding in findings:
            _finding_case(suite, finding, edition)
        _count(suite)
    if report.failures:
        suite = SubElement(root, "testsuite", name="manifest-review")
        for failure in report.failures:
            case = SubElement(
                suite, "testcase", classname="manifest-review", name=_clean(f"{failure.rule} {failure.resource}")
            )
            message = edition.words(failure_message(failure.rule, failure.resource))
            SubElement(case, "error", type="rule-failure", message=_clean(message))
        _count(suite)
    for attribute in ("tests", "failures", "errors", "skipped"):
        root.set(attribute, str(sum(int(suite.get(attribute, 0)) for suite in root)))
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _document_case(suite: Element, document: Document, clean: bool, edition: Edition) -> None:
    if document.state is DocumentState.EMPTY:
        return
    name = ", ".join(document.resources) or f"document {document.index + 1}"
    if document.state is DocumentState.CHECKED:
        if clean:
            SubElement(suite, "testcase", classname=_clean(document.file), name=_clean(name))
        return
    case = SubElement(suite, "testcase", classname=_clean(document.file), name=_clean(name))
    message = _clean(edition.words(document_message(document)))
    if UNREAD[document.state] is Severity.ERROR:
        place = f"{document.file}:{document.span.line}:{document.span.column}" if document.span else document.file
        SubElement(case, "error", type=_clean(document.problem) or "unreadable", message=message).text = _clean(place)
    else:
        SubElement(case, "skipped", message=message)


def _finding_case(suite: Element, finding: Finding, edition: Edition) -> None:
    place = f"{finding.span.file}:{finding.span.line}:{finding.span.column}"
    name = f"{finding.rule}: {finding.resource} {finding.path}".strip()
    case = SubElement(
        suite,
        "testcase",
        classname=_clean(finding.span.file),
        name=_clean(name),
        file=_clean(finding.span.file),
        line=str(finding.span.line),
    )
    message = edition.words(finding.message)
    body = "\n".join(part for part in (place, message, edition.rule_address(finding.rule)) if part)
    if finding.suppressed:
        SubElement(case, "skipped", message=_clean(finding.suppressed.reason))
    elif finding.severity in (Severity.ERROR, Severity.WARNING):
        told = SubElement(case, "failure", type=finding.severity.value, message=_clean(message))
        told.text = _clean(body)
    else:
        SubElement(case, "system-out").text = _clean(body)


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(len(suite.findall(f"testcase/{tag}"))))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
