"""A report as GitHub's workflow commands: each finding becomes a note on its line of a pull request.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from reviews.engine.report import Report, Severity, Span
from reviews.exports import UNFINISHED, UNREAD, Edition, document_message, failure_message, truncated_message, unread

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def export(report: Report, edition: Edition) -> str:
    """One line for each open finding and for each document that was not checked."""
    lines = []
    for document in unread(report):
        message = edition.words(document_message(document))
        command = _COMMANDS[UNREAD[document.state]]
        if document.span:
            lines.append(_command(command, message, document.span))
        else:
            lines.append(_line(command, message, {"file": document.file, "line": max(document.first_line, 1)}))
    for finding in report.open_findings:
        message = f"{edition.words(finding.message)} [{finding.rule}]\n{edition.rule_address(finding.rule)}".rstrip()
        lines.append(_command(_COMMANDS[finding.severity], message, finding.span, edition.title(finding.rule)))
    notes = [failure_message(failure.rule, failure.resource) for failure in report.failures]
    notes += [UNFINISHED] if report.unfinished else []
    notes += [truncated_message(report.truncated)] if report.truncated else []
    lines += [_line("warning", edition.words(note), {}) for note in notes]
    return "".join(f"{line}\n" for line in lines)


def _command(command: str, message: str, span: Span, title: str = "") -> str:
    place: dict[str, object] = {"file": span.file, "line": span.line, "endLine": span.end_line, "col": span.column}
    if span.end_line == span.line:  # GitHub takes an end column only within one line
        place["endColumn"] = span.end_column
    if title:
        place["title"] = title
    return _line(command, message, place)


def _line(command: str, message: str, properties: dict[str, object]) -> str:
    told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{command} {told}::{_text(message)}" if told else f"::{command}::{_text(message)}"


def _text(text: str) -> str:
    """A value from a manifest must not begin a command of its own."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
