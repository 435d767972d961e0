"""Which files are reviewed together, and many reviews as one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from reviews.engine import limits
from reviews.engine.report import Document, Finding, Graph, Report
from reviews.terminal.files import ManifestFile


def bundles(files: Sequence[ManifestFile], most: int = limits.DOCUMENTS.value) -> Iterator[list[ManifestFile]]:
    """Files that are reviewed together, so that Service and Deployment find each other: all of them where a review takes
    that many documents, otherwise folder by folder."""
    yield from _split(list(files), 0, most)


def _split(files: list[ManifestFile], depth: int, most: int) -> Iterator[list[ManifestFile]]:
    if not files:
        return
    if sum(map(_documents, files)) <= most:
        yield files
        return
    folders: dict[str, list[ManifestFile]] = {}
    here: list[ManifestFile] = []
    for file in files:
        parts = file.name.split("/")
        if len(parts) > depth + 1:
            folders.setdefault(parts[depth], []).append(file)
        else:
            here.append(file)
    yield from _in_order(here, most)
    for inside in folders.values():
        yield from _split(inside, depth + 1, most)


def _in_order(files: list[ManifestFile], most: int) -> Iterator[list[ManifestFile]]:
    """One folder's own files, as many at a time as a review takes."""
    bundle: list[ManifestFile] = []
    held = 0
    for file in files:
        documents = _documents(file)
        if bundle and held + documents > most:
            yield bundle
            bundle, held = [], 0
        bundle.append(file)
        held += documents
    if bundle:
        yield bundle


def _documents(file: ManifestFile) -> int:
    """At most how many documents a file holds."""
    return 1 + file.text.count("\n---") + file.text.count("\r---")


def merged(reports: Sequence[Report]) -> Report:
    """Several reports of the same rules and profile as one, in order."""
    if len(reports) == 1:
        return reports[0]
    documents: list[Document] = []
    findings: list[Finding] = []
    for report in reports:
        before = len(documents)
        documents += report.documents
        findings += [replace(f, document=f.document + before) for f in report.findings]
    return replace(
        reports[0],
        documents=tuple(documents),
        findings=tuple(findings),
        failures=tuple(chain.from_iterable(report.failures for report in reports)),
        graph=Graph(
            nodes=tuple(chain.from_iterable(report.graph.nodes for report in reports)),
            edges=tuple(chain.from_iterable(report.graph.edges for report in reports)),
        ),
        rules_run=tuple(sorted(set(chain.from_iterable(report.rules_run for report in reports)))),
        truncated=sum(report.truncated for report in reports),
        unfinished=any(report.unfinished for report in reports),
    )
