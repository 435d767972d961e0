"""A report as a good compiler prints it: the place, the line, a caret under what is meant, the rule and where it is explained."""

from __future__ import annotations

from reviews.engine.lines import split_lines
from reviews.engine.report import Document, Finding, Report, Severity, Span, Text
from reviews.exports import (
    SEVERITY_WORDS,
    UNFINISHED,
    UNREAD,
    Edition,
    by_file,
    document_message,
    failure_message,
    summary,
    truncated_message,
    unread,
)
from reviews.exports.columns import shown, width

_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36", Severity.PRAISE: "1;32"}
_STRONG, _QUIET = "1", "2"
_BEFORE, _AFTER = 60, 100  # characters of a long line shown before and after the place
_MISSING = Text(en="to be added here", ja="ここに追加します")
_FIXABLE = Text(en="--fix mends this", ja="--fix で自動修正できます")
_RELATED = Text(en="see also", ja="関連箇所")
_SILENCED = Text(en="{count} silenced by their authors", ja="作成者が抑制した指摘: {count}件")


def export(report: Report, edition: Edition) -> str:
    """Open findings and unread documents by place, then one sentence. Silenced findings are counted, praise is kept."""
    printer = _Printer(edition)
    not_read = {id(document) for document in unread(report)}
    for documents, findings in by_file(report).values():
        for document in documents:
            if id(document) in not_read:
                printer.document(document)
        for finding in findings:
            if finding.suppressed is None:
                printer.finding(finding)
    for failure in report.failures:
        printer.note(failure_message(failure.rule, failure.resource), Severity.ERROR)
    if report.truncated:
        printer.note(truncated_message(report.truncated), Severity.WARNING)
    if report.unfinished:
        printer.note(UNFINISHED, Severity.WARNING)
    silenced = sum(finding.suppressed is not None for finding in report.findings)
    printer.print(printer.coloured(edition.words(summary(report)), _STRONG))
    if silenced:
        printer.print(edition.words(_SILENCED.filled({"count": silenced})))
    return "".join(f"{line}\n" for line in printer.lines)


class _Printer:
    """Collects the lines; knows the reader and the texts."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.lines: list[str] = []
        self.sources: dict[str, list[str]] = {}

    def print(self, line: str) -> None:
        self.lines.append(line)

    def coloured(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.edition.colour and text else text

    def note(self, text: Text, severity: Severity) -> None:
        word = self.coloured(self.edition.words(SEVERITY_WORDS[severity]), _COLOURS[severity])
        self.print(f"{word}: {shown(self.edition.words(text))}")
        self.print("")

    def document(self, document: Document) -> None:
        """A document that was not checked, with the place where reading stopped."""
        severity = UNREAD[document.state]
        line = max(document.first_line, 1)
        span = document.span or Span(document.file, 0, 0, line, 1, line, 1)
        self.head(span, severity, document_message(document), document.problem)
        if document.span:
            self.source(span, severity)
        self.print("")

    def finding(self, finding: Finding) -> None:
        """One finding with its line and, for what is missing, the lines that would be added."""
        self.head(finding.span, finding.severity, finding.message, finding.rule)
        if finding.severity is not Severity.PRAISE:
            self.source(finding.span, finding.severity)
            if finding.suggestion:
                self.suggestion(finding)
        for related in finding.related:
            place = f"{related.span.file}:{related.span.line}:{related.span.column}"
            self.remark(f"{self.edition.words(_RELATED)} {place}: {self.edition.words(related.message)}")
        if finding.fix:
            self.remark(self.edition.words(_FIXABLE))
        self.remark(": ".join(part for part in (finding.resource, finding.path) if part))
        self.remark(self.edition.rule_address(finding.rule))
        self.remark(self.edition.lesson_address(finding.rule))
        self.print("")

    def head(self, span: Span, severity: Severity, message: Text, label: str) -> None:
        place = self.coloured(f"{shown(span.file)}:{span.line}:{span.column}:", _STRONG)
        word = self.coloured(f"{self.edition.words(SEVERITY_WORDS[severity])}:", _COLOURS[severity])
        ending = self.coloured(f" [{label}]", _QUIET) if label else ""
        self.print(f"{place} {word} {shown(self.edition.words(message))}{ending}")

    def source(self, span: Span, severity: Severity) -> None:
        """The line of the place, and a mark under its characters."""
        line = self.line(span.file, span.line)
        if line is None:
            return
        start = min(span.column - 1, len(line))
        end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
        first = max(0, start - _BEFORE)
        last = min(len(line), max(start, min(end, start + _AFTER)) + _BEFORE)
        before = ("…" if first else "") + line[first:start]
        marked = line[start : min(end, last)]
        after = line[start + len(marked) : last] + ("…" if last < len(line) else "")
        number = f"{span.line:>5} | "
        self.print(f"{self.coloured(number, _QUIET)}{shown(before + marked + after)}")
        mark = "^" * max(1, width(marked))
        self.print(f"{self.coloured('      | ', _QUIET)}{' ' * width(before)}{self.coloured(mark, _COLOURS[severity])}")

    def suggestion(self, finding: Finding) -> None:
        """The lines to add, with where they belong."""
        assert finding.suggestion is not None
        where = finding.suggestion.where or _MISSING
        line = f" ({finding.insert_line})" if finding.insert_line and not finding.suggestion.where else ""
        self.remark(f"{self.edition.words(where)}{line}:")
        for added in split_lines(finding.suggestion.lines):
            self.print(f"{self.coloured('      + ', _COLOURS[Severity.PRAISE])}{shown(added)}")

    def remark(self, text: str) -> None:
        if text:
            self.print(f"{self.coloured('      = ', _QUIET)}{shown(text)}")

    def line(self, file: str, number: int) -> str | None:
        if file not in self.sources:
            self.sources[file] = split_lines(self.edition.files.get(file, ""))
        lines = self.sources[file]
        return lines[number - 1] if 0 < number <= len(lines) else None
