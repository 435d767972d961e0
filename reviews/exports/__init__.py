"""A report in the forms that people and other programs read. No Django: the terminal and the portal both use these."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import quote

from reviews.engine.report import Document, DocumentState, Finding, Report, Severity, Text


class RuleTitle(Protocol):
    """What an export has to know of a rule."""

    @property
    def title(self) -> Text: ...
    @property
    def topic(self) -> str: ...
    @property
    def severity(self) -> Severity: ...
    @property
    def practices(self) -> tuple[str, ...]: ...


class RulePage(Protocol):
    """What an export has to know of a rule's page: why it matters, in Markdown."""

    @property
    def why(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class Edition:
    """What an export needs beside the report: the texts that were reviewed, the rules, the reader's language."""

    files: Mapping[str, str]
    rules: Mapping[str, RuleTitle] = field(default_factory=dict)
    page: Callable[[str], RulePage] | None = None
    language: str = "en"
    base_url: str = ""  # address of the portal, without a slash at its end; "" where there is none
    colour: bool = False

    def words(self, text: Text | None) -> str:
        """The text in the reader's language; "" for none."""
        return text.in_language(self.language) if text else ""

    def title(self, rule: str) -> str:
        """A rule's title, its id where the rule is not known (any more)."""
        return self.words(self.rules[rule].title) if rule in self.rules else rule

    def rule_address(self, rule: str) -> str:
        """The rule's page in the portal, which leads on to its lesson; "" without a portal."""
        return f"{self.base_url}/rules/{quote(rule)}/" if self.base_url else ""

    def lesson_address(self, rule: str) -> str:
        """Where the course teaches the rule's first practice; "" without a portal or a practice."""
        practices = self.rules[rule].practices if rule in self.rules else ()
        return f"{self.base_url}/learn/practices/{quote(practices[0])}/" if self.base_url and practices else ""


@dataclass(frozen=True, slots=True)
class Format:
    """One form of a report: where it is written, how it is served and what a file of it is called."""

    module: str
    media_type: str
    suffix: str


FORMATS: Mapping[str, Format] = {
    "text": Format("reviews.exports.text", "text/plain; charset=utf-8", ".txt"),
    "json": Format("reviews.exports.json_report", "application/json", ".json"),
    "sarif": Format("reviews.exports.sarif", "application/sarif+json", ".sarif"),
    "junit": Format("reviews.exports.junit", "application/xml", ".xml"),
    "github": Format("reviews.exports.github", "text/plain; charset=utf-8", ".txt"),
    "markdown": Format("reviews.exports.markdown", "text/markdown; charset=utf-8", ".md"),
}


def export(report: Report, name: str, edition: Edition) -> str:
    """The report in one of FORMATS, ending with a line break. KeyError for another name."""
    # Each module is loaded on its own: the terminal command has 0.7 s to start.
    written: str = importlib.import_module(FORMATS[name].module).export(report, edition)
    return written.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be written to any file


# What could not be told by rules: reading stopped, or there was nothing to read for us.

UNREAD = {
    DocumentState.UNREADABLE: Severity.ERROR,
    DocumentState.TEMPLATE: Severity.INFO,
    DocumentState.FOREIGN: Severity.INFO,
}

SEVERITY_WORDS: Mapping[Severity, Text] = {
    Severity.ERROR: Text(en="error", ja="エラー"),
    Severity.WARNING: Text(en="warning", ja="警告"),
    Severity.INFO: Text(en="info", ja="情報"),
    Severity.PRAISE: Text(en="well done", ja="良い点"),
}

_UNTOLD = Text(en="This document could not be read.", ja="このドキュメントは読み取れませんでした。")


def unread(report: Report) -> tuple[Document, ...]:
    """The documents that were not checked, empty ones aside."""
    return tuple(document for document in report.documents if document.state in UNREAD)


def document_message(document: Document) -> Text:
    """The sentence about a document that was not checked."""
    return document.message or _UNTOLD


def failure_message(rule: str, resource: str) -> Text:
    """A rule crashed: said as our fault."""
    return Text(
        en=f"The rule {rule} failed on {resource or 'this submission'}. This is a mistake in the checker, not in your manifest;"
        " everything else was checked.",
        ja=f"ルール{rule}が{resource or 'この提出'}の確認中に失敗しました。マニフェストではなくチェッカー側の問題です。"
        "ほかの確認はすべて終わっています。",
    )


UNFINISHED = Text(
    en="The review ran out of time: what it had found until then is listed.",
    ja="時間切れのため、レビューは途中で終わりました。それまでに見つかった指摘を表示しています。",
)


def truncated_message(count: int) -> Text:
    """Findings beyond the limit were left out."""
    return Text(
        en=f"{count:,} more findings were left out.", ja=f"このほかに{count:,}件の指摘がありますが、省略しました。"
    )


def counts(report: Report) -> dict[Severity, int]:
    """Open findings by severity."""
    found = dict.fromkeys((Severity.ERROR, Severity.WARNING, Severity.INFO), 0)
    for finding in report.open_findings:
        found[finding.severity] += 1
    return found


def summary(report: Report) -> Text:
    """One sentence: how many open findings, of how many documents."""
    found = counts(report)
    checked = sum(document.state is DocumentState.CHECKED for document in report.documents)
    files = len({document.file for document in report.documents})
    english = ", ".join(
        f"{number} {word}{'s' if number != 1 and word != 'info' else ''}"
        for word, number in ((severity.value, number) for severity, number in found.items())
    )
    japanese = "、".join(f"{SEVERITY_WORDS[severity].ja}{number}件" for severity, number in found.items())
    return Text(
        en=f"{english} ({checked} {'document' if checked == 1 else 'documents'} checked"
        f" in {files} {'file' if files == 1 else 'files'})",
        ja=f"{japanese}({files}ファイルの{checked}ドキュメントを確認)",
    )


def by_file(report: Report) -> dict[str, tuple[list[Document], list[Finding]]]:
    """Every file with its documents and its findings, in the report's order."""
    files: dict[str, tuple[list[Document], list[Finding]]] = {}
    for document in report.documents:
        files.setdefault(document.file, ([], []))[0].append(document)
    for finding in report.findings:
        files.setdefault(finding.span.file, ([], []))[1].append(finding)
    return files
