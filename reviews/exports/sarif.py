"""A report as SARIF 2.1.0, which code hosts and editors read.

Columns count UTF-16 units, as editors and GitHub do: https://docs.oasis-open.org/sarif/sarif/v2.1.0/ (3.14.17, columnKind).
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from reviews.engine.lines import LineTable
from reviews.engine.report import Edit, Finding, Report, Severity, Span
from reviews.exports import (
    UNFINISHED,
    UNREAD,
    Edition,
    by_file,
    document_message,
    failure_message,
    truncated_message,
    unread,
)

Json = dict[str, Any]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note", Severity.PRAISE: "none"}
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def export(report: Report, edition: Edition) -> str:
    """The report as a SARIF log of one run."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_Run(report, edition).run()]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


class _Run:
    """One report on its way into SARIF: places of files and rules are looked up by index."""

    def __init__(self, report: Report, edition: Edition) -> None:
        self.report = report
        self.edition = edition
        self.tables = {name: LineTable(text) for name, text in edition.files.items()}
        names = dict.fromkeys([*by_file(report), *edition.files])
        self.artifacts = {name: index for index, name in enumerate(names)}
        # Praise is left out: code hosts raise an alert for every result, even one of the kind "pass".
        self.findings = [finding for finding in report.findings if finding.severity is not Severity.PRAISE]
        self.rules = {rule: index for index, rule in enumerate(sorted({f.rule for f in self.findings}))}

    def run(self) -> Json:
        driver: Json = {"name": "manifest-review", "version": self.report.rules_version, "rules": []}
        driver["rules"] = [self.rule(rule) for rule in self.rules]
        if self.edition.base_url:
            driver["informationUri"] = f"{self.edition.base_url}/rules/"
        return {
            "tool": {"driver": driver},
            "language": "ja-JP" if self.edition.language.startswith("ja") else "en-US",
            "columnKind": "utf16CodeUnits",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "artifacts": [{"location": {"uri": _uri(name)}, "encoding": "UTF-8"} for name in self.artifacts],
            "invocations": [self.invocation()],
            "results": [self.result(finding) for finding in self.findings],
            "properties": {
                "kubernetes": self.report.kubernetes,
                "rulesVersion": self.report.rules_version,
                "profile": self.report.profile,
            },
        }

    def rule(self, rule: str) -> Json:
        """A rule with its help, so that the reader needs no other place."""
        title, address = self.edition.title(rule), self.edition.rule_address(rule)
        described: Json = {"id": rule, "name": "".join(part.capitalize() for part in rule.split("-"))}
        described["shortDescription"] = {"text": title}
        why = title
        if rule in self.edition.rules:
            known = self.edition.rules[rule]
            described["defaultConfiguration"] = {"level": _LEVELS[known.severity]}
            described["properties"] = {"tags": ["kubernetes", known.topic]}
            if self.edition.page:
                why = self.edition.words(self.edition.page(rule).why).strip() or title
        described["fullDescription"] = {"text": why}
        more = f"\n\n[{title}]({address})" if address else ""
        described["help"] = {"text": f"{why}\n\n{address}".strip(), "markdown": why + more}
        if address:
            described["helpUri"] = address
        return described

    def result(self, finding: Finding) -> Json:
        """A finding with everything that belongs to it."""
        told: Json = {
            "ruleId": finding.rule,
            "ruleIndex": self.rules[finding.rule],
            "level": _LEVELS[finding.severity],
            "message": {"text": self.edition.words(finding.message)},
            "locations": [self.location(finding.span, finding)],
            "partialFingerprints": {"manifestReview/v1": finding.fingerprint},
        }
        if finding.related:
            told["relatedLocations"] = [
                {"id": index, **self.location(related.span), "message": {"text": self.edition.words(related.message)}}
                for index, related in enumerate(finding.related, start=1)
            ]
        if finding.suppressed:
            silenced: Json = {"kind": "inSource", "status": "accepted", "justification": finding.suppressed.reason}
            if finding.suppressed.span:
                silenced["location"] = self.location(finding.suppressed.span)
            told["suppressions"] = [silenced]
        if finding.fix:
            told["fixes"] = [self.fix(finding)]
        return told

    def fix(self, finding: Finding) -> Json:
        """The edits of a fix, one change a file."""
        assert finding.fix is not None
        files: dict[str, list[Edit]] = {}
        for edit in finding.fix.edits:
            files.setdefault(edit.file, []).append(edit)
        return {
            "description": {"text": self.edition.title(finding.rule)},
            "artifactChanges": [
                {"artifactLocation": self.artifact(file), "replacements": [self.replacement(edit) for edit in edits]}
                for file, edits in files.items()
            ],
        }

    def replacement(self, edit: Edit) -> Json:
        table = self.tables.get(edit.file)
        if table:
            region = self.region(table.span(edit.file, edit.start, edit.end))
        else:
            region = {"charOffset": edit.start, "charLength": edit.end - edit.start}
        return {"deletedRegion": region, "insertedContent": {"text": edit.text}}

    def location(self, span: Span, finding: Finding | None = None) -> Json:
        where: Json = {
            "physicalLocation": {"artifactLocation": self.artifact(span.file), "region": self.region(span)},
        }
        if finding and (finding.resource or finding.path):
            name = f"{finding.resource}: {finding.path}".strip(": ")
            where["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "resource"}]
        return where

    def artifact(self, file: str) -> Json:
        place: Json = {"uri": _uri(file)}
        if file in self.artifacts:
            place["index"] = self.artifacts[file]
        return place

    def region(self, span: Span) -> Json:
        return {
            "startLine": span.line,
            "startColumn": self.column(span.file, span.line, span.column),
            "endLine": span.end_line,
            "endColumn": self.column(span.file, span.end_line, span.end_column),
        }

    def column(self, file: str, line: int, column: int) -> int:
        """A column in UTF-16 units; characters beyond U+FFFF take two."""
        table = self.tables.get(file)
        if table is None or line > len(table.starts):
            return column
        start = table.start_of(line)
        before = table.text[start : start + column - 1]
        return column + sum(character > "\uffff" for character in before)

    def invocation(self) -> Json:
        """Whether everything could be checked; what could not is a notification."""
        told = [
            {
                "level": "error" if UNREAD[document.state] is Severity.ERROR else "note",
                "message": {"text": self.edition.words(document_message(document))},
                "locations": [self.location(document.span or _line(document.file, document.first_line))],
            }
            for document in unread(self.report)
        ]
        ours = [failure_message(failure.rule, failure.resource) for failure in self.report.failures]
        ours += [UNFINISHED] if self.report.unfinished else []
        ours += [truncated_message(self.report.truncated)] if self.report.truncated else []
        told += [{"level": "error", "message": {"text": self.edition.words(text)}} for text in ours]
        return {"executionSuccessful": not self.report.unfinished, "toolExecutionNotifications": told}


def _line(file: str, line: int) -> Span:
    line = max(line, 1)
    return Span(file=file, start=0, end=0, line=line, column=1, end_line=line, end_column=1)


def _uri(file: str) -> str:
    """A file's name as a relative reference; a colon in its first part would make it a scheme."""
    name = file.replace("\\", "/") if "/" not in file else file
    uri = quote(name.encode("utf-8", "replace"), safe="/-._~!$&'()*+,;=@")
    return uri or "-"
