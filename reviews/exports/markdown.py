"""A report as Markdown, for a comment on a change or a page of a wiki."""

from __future__ import annotations

import re

from reviews.engine.lines import split_lines
from reviews.engine.report import Document, Finding, Report, Severity, Text
from reviews.exports import (
    SEVERITY_WORDS,
    UNFINISHED,
    Edition,
    by_file,
    document_message,
    failure_message,
    summary,
    truncated_message,
    unread,
)

_MARKS = re.compile(r"([\\`*_{}\[\]()#+!|~<>&-])")
_TITLE = Text(en="Manifest review", ja="マニフェストのレビュー")
_LINE = Text(en="line", ja="行")
_SILENCED = Text(en="Silenced", ja="抑制済み")
_CLEAN = Text(en="Nothing to mend.", ja="修正が必要な点はありません。")
_SHOWN_CHARACTERS = 200  # of a line; a longer one is cut


def export(report: Report, edition: Edition) -> str:
    """A heading, one sentence, then every file with its findings by place."""
    parts = [f"# {edition.words(_TITLE)}", f"{edition.words(summary(report))}"]
    not_read = {id(document) for document in unread(report)}
    for file, (documents, findings) in by_file(report).items():
        told = [_document(d, edition) for d in documents if id(d) in not_read]
        told += [_finding(finding, edition) for finding in findings]
        if told:
            parts += [f"## {_plain(file)}", "\n".join(told)]
    if not report.open_findings and not not_read:
        parts.append(edition.words(_CLEAN))
    notes = [failure_message(failure.rule, failure.resource) for failure in report.failures]
    notes += [UNFINISHED] if report.unfinished else []
    notes += [truncated_message(report.truncated)] if report.truncated else []
    parts += [f"> {_plain(edition.words(note))}" for note in notes]
    return "\n\n".join(parts) + "\n"


def _document(document: Document, edition: Edition) -> str:
    line = document.span.line if document.span else document.first_line
    return f"- {_place(line, edition)}: {_plain(edition.words(document_message(document)))}"


def _finding(finding: Finding, edition: Edition) -> str:
    word = edition.words(SEVERITY_WORDS[finding.severity])
    if finding.suppressed:
        word = f"{edition.words(_SILENCED)} ({word})"
    address = edition.rule_address(finding.rule)
    rule = f"[{finding.rule}]({address})" if address else f"`{finding.rule}`"
    told = f"- **{word}** {_place(finding.span.line, edition)}: {_plain(edition.words(finding.message))} {rule}"
    if finding.resource:
        told += f" ({_plain(finding.resource)})"
    if finding.suppressed:
        return f"{told}\n  > {_plain(finding.suppressed.reason)}"
    if finding.severity is Severity.PRAISE:
        return told
    lines = split_lines(edition.files.get(finding.span.file, ""))
    return told + _code(lines[finding.span.line - 1]) if finding.span.line <= len(lines) else told


def _place(line: int, edition: Edition) -> str:
    word = edition.words(_LINE)
    return f"{line}{word}目" if edition.language.startswith("ja") else f"{word} {line}"


def _code(line: str) -> str:
    """The line as it stands, in a fence longer than any run of backticks in it."""
    shown = line.strip()[:_SHOWN_CHARACTERS]
    if not shown:
        return ""
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"\n\n  {fence}yaml\n  {shown}\n  {fence}"


def _plain(text: str) -> str:
    """Text of somebody's manifest, so that none of it is read as Markdown or HTML."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
