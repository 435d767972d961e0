"""What the terminal command does: read, review, mend if asked, print, say by its exit code how it went."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO, TextIO

from reviews.checker import Options, fix_all, review, rule_page, rules
from reviews.engine.limits import TooMuch
from reviews.engine.profile import Profile
from reviews.engine.report import DocumentState, Finding, Report, Severity, Text
from reviews.exports import Edition, export
from reviews.exports.columns import shown
from reviews.terminal.arguments import NEVER, terminal_language
from reviews.terminal.bundles import bundles, merged
from reviews.terminal.files import STDIN, CannotRead, ManifestFile, found, read, read_stdin, write

CLEAN, FINDINGS, UNREADABLE = 0, 1, 2
INTERRUPTED = 130  # as shells tell a process ended by Ctrl-C
MAX_ROUNDS = 30  # of fixing; fixes that want one place take turns

_NOTHING = Text(
    en="No manifests there (.yaml, .yml, .json).", ja="マニフェスト(.yaml、.yml、.json)が見つかりませんでした。"
)
_FIXED = Text(en="fixed", ja="修正しました")
_NOT_WRITTEN = Text(
    en="It could not be written: {reason}. The file is as it was.",
    ja="書き込めませんでした: {reason}。ファイルは元のままです。",
)


def run(arguments: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> int:
    """Does what the arguments say. Gives the exit code; a reader that has gone away is no error."""
    try:
        code = _Run(arguments, stdin, stdout, stderr).run()
        stdout.flush()
        return code
    except BrokenPipeError:
        # Python would complain when it flushes at exit: https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except KeyboardInterrupt:
        return INTERRUPTED


class _Run:
    """One call of the command; `unread` remembers that something could not be read or written."""

    def __init__(self, arguments: argparse.Namespace, stdin: BinaryIO, stdout: TextIO, stderr: TextIO) -> None:
        self.arguments = arguments
        self.stdin, self.stdout, self.stderr = stdin, stdout, stderr
        self.language: str = arguments.lang or terminal_language()
        profile: Profile = arguments.profile
        self.options = Options(
            kubernetes=arguments.kubernetes, profile=profile, fixes=self.wants_fixes, most_findings=sys.maxsize
        )
        self.unread = False

    @property
    def wants_fixes(self) -> bool:
        """Whether the checker has to work out fixes: they cost time, and only some forms show them."""
        return bool(self.arguments.fix) or self.arguments.format in ("text", "json", "sarif")

    def run(self) -> int:
        files = self.files()
        reports: list[Report] = []
        texts: dict[str, str] = {}
        for bundle in bundles(files):
            report = self.mended(bundle, texts) if self.arguments.fix else self.reviewed(bundle, texts)
            if report is not None:
                reports.append(report)
        if not files and not self.unread:
            self.complain("", _NOTHING)
        report = merged(reports) if reports else review({}, self.options)
        self.print(report, texts)
        return self.code(report)

    def files(self) -> list[ManifestFile]:
        """Everything that could be read, standard input last; the rest is complained about."""
        read_files: list[ManifestFile] = []
        for path in found(self.arguments.paths):
            try:
                if isinstance(path, CannotRead):
                    raise path
                read_files.append(read(path))
            except CannotRead as problem:
                self.cannot(problem.name, problem.reason)
        if STDIN in self.arguments.paths:
            try:
                read_files.append(read_stdin(self.stdin))
            except CannotRead as problem:
                self.cannot(problem.name, problem.reason)
        return read_files

    def reviewed(self, bundle: list[ManifestFile], texts: dict[str, str]) -> Report | None:
        """The review of files that belong together; None where they are more than a review takes."""
        files = {file.name: file.text for file in bundle}
        try:
            report = review(files, self.options)
        except TooMuch as problem:
            self.cannot(", ".join(files), problem.limit.told())
            return None
        texts.update(files)
        return report

    def mended(self, bundle: list[ManifestFile], texts: dict[str, str]) -> Report | None:
        """The review of the files after all safe fixes were applied and written."""
        before = {file.name: file.text for file in bundle}
        try:
            after, fixed = fix_all(before, self.options, MAX_ROUNDS)
        except TooMuch:
            after, fixed = before, []  # said by the review below
        for file in bundle:
            if file.path is None:
                self.print_fixed(file, after[file.name])
            elif after[file.name] != file.text and not self.written(file, after[file.name]):
                after[file.name] = file.text
                continue
            for finding in fixed:
                if finding.span.file == file.name:
                    self.tell_fixed(finding)
        return self.reviewed([replace(file, text=after[file.name]) for file in bundle], texts)

    def written(self, file: ManifestFile, text: str) -> bool:
        try:
            write(file, text)
        except OSError as error:
            self.cannot(file.name, _NOT_WRITTEN.filled({"reason": error.strerror or str(error)}))
            return False
        return True

    def print_fixed(self, file: ManifestFile, text: str) -> None:
        """Standard input goes out as it came in: same encoding, same line breaks."""
        binary = getattr(self.stdout, "buffer", None)
        if binary is None:
            self.stdout.write(text)
        else:
            self.stdout.flush()
            binary.write(file.encoded(text))

    def print(self, report: Report, texts: Mapping[str, str]) -> None:
        """The report; where the fixed text takes standard output, it goes to standard error."""
        out = self.stderr if self.arguments.fix and STDIN in self.arguments.paths else self.stdout
        edition = Edition(
            files=texts,
            rules=rules(),
            page=rule_page,
            language=self.language,
            base_url=self.arguments.base_url,
            colour=_takes_colour(out),
        )
        out.write(export(report, self.arguments.format, edition))

    def code(self, report: Report) -> int:
        unread = any(document.state is DocumentState.UNREADABLE for document in report.documents)
        if self.unread or unread or report.failures or report.unfinished:
            return UNREADABLE
        if self.arguments.fail_on == NEVER:
            return CLEAN
        threshold = Severity(self.arguments.fail_on).rank
        return FINDINGS if any(f.severity.rank <= threshold for f in report.open_findings) else CLEAN

    def cannot(self, name: str, reason: Text) -> None:
        self.unread = True
        self.complain(name, reason)

    def complain(self, name: str, reason: Text) -> None:
        self.stderr.write(": ".join(filter(None, (shown(name), reason.in_language(self.language)))) + "\n")

    def tell_fixed(self, finding: Finding) -> None:
        place = f"{shown(finding.span.file)}:{finding.span.line}"
        title = rules()[finding.rule].title.in_language(self.language)
        self.stderr.write(f"{place}: {_FIXED.in_language(self.language)}: {title} [{finding.rule}]\n")


def _takes_colour(stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Colour on a terminal, unless its owner said no: https://no-color.org"""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()
