"""A report as JSON and back: the form that the API gives, and that the portal stores.

`format` is the number of this form; it grows when a key is taken away or changes its meaning, never when one is added.
Messages come in both languages ({"en": ..., "ja": ...}). Offsets count characters from 0, lines and columns from 1, ends are
exclusive. report.schema.json beside this file is its full description.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from reviews.engine.report import (
    Document,
    DocumentState,
    Edge,
    Edit,
    Finding,
    Fix,
    Graph,
    Node,
    Related,
    Report,
    RuleFailure,
    Severity,
    Span,
    Suggestion,
    Suppressed,
    Text,
)
from reviews.exports import Edition, counts

FORMAT = 1

Json = dict[str, Any]


def export(report: Report, edition: Edition) -> str:
    """The report as indented JSON; it holds both languages whatever the reader's is."""
    return json.dumps(report_to_dict(report), ensure_ascii=False, indent=2) + "\n"


def report_to_dict(report: Report) -> Json:
    """Plain lists, dictionaries, texts and numbers."""
    return {
        "format": FORMAT,
        "kubernetes": report.kubernetes,
        "rules_version": report.rules_version,
        "profile": report.profile,
        "counts": {severity.value: number for severity, number in counts(report).items()},
        "documents": [_document_to_dict(document) for document in report.documents],
        "findings": [finding_to_dict(finding) for finding in report.findings],
        "failures": [{"rule": f.rule, "resource": f.resource, "error": f.error} for f in report.failures],
        "graph": _graph_to_dict(report.graph),
        "rules_run": list(report.rules_run),
        "truncated": report.truncated,
        "unfinished": report.unfinished,
    }


def report_from_dict(source: Mapping[str, Any]) -> Report:
    """The report that report_to_dict was given. ValueError for another form."""
    if source.get("format") != FORMAT:
        raise ValueError(f"This is not a report of format {FORMAT}: its format is {source.get('format')!r}.")
    try:
        return Report(
            kubernetes=source["kubernetes"],
            rules_version=source["rules_version"],
            profile=source["profile"],
            documents=tuple(map(_document_from_dict, source["documents"])),
            findings=tuple(map(finding_from_dict, source["findings"])),
            failures=tuple(RuleFailure(**failure) for failure in source["failures"]),
            graph=_graph_from_dict(source["graph"]),
            rules_run=tuple(source["rules_run"]),
            truncated=source["truncated"],
            unfinished=source["unfinished"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"This is not a whole report: {error}.") from error


def finding_to_dict(finding: Finding) -> Json:
    """One finding; what is absent is null, so that every finding has the same keys."""
    suppressed, suggestion = finding.suppressed, finding.suggestion
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": text_to_dict(finding.message),
        "span": span_to_dict(finding.span),
        "path": finding.path,
        "resource": finding.resource,
        "document": finding.document,
        "fingerprint": finding.fingerprint,
        "missing": finding.missing,
        "insert_line": finding.insert_line,
        "parameters": {name: _plain(value) for name, value in finding.parameters.items()},
        "fix": {"edits": list(map(_edit_to_dict, finding.fix.edits))} if finding.fix else None,
        "suggestion": suggestion
        and {
            "lines": suggestion.lines,
            "edits": list(map(_edit_to_dict, suggestion.edits)),
            "where": suggestion.where and text_to_dict(suggestion.where),
        },
        "related": [{"span": span_to_dict(r.span), "message": text_to_dict(r.message)} for r in finding.related],
        "suppressed": suppressed
        and {"reason": suppressed.reason, "span": suppressed.span and span_to_dict(suppressed.span)},
    }


def finding_from_dict(source: Mapping[str, Any]) -> Finding:
    """The finding that finding_to_dict was given."""
    fix, suggestion, suppressed = source["fix"], source["suggestion"], source["suppressed"]
    return Finding(
        rule=source["rule"],
        severity=Severity(source["severity"]),
        span=Span(**source["span"]),
        message=Text(**source["message"]),
        path=source["path"],
        resource=source["resource"],
        document=source["document"],
        fingerprint=source["fingerprint"],
        missing=source["missing"],
        insert_line=source["insert_line"],
        parameters=dict(source["parameters"]),
        fix=Fix(_edits(fix)) if fix else None,
        suggestion=Suggestion(suggestion["lines"], _edits(suggestion), _text(suggestion["where"]))
        if suggestion
        else None,
        related=tuple(Related(Span(**r["span"]), Text(**r["message"])) for r in source["related"]),
        suppressed=Suppressed(suppressed["reason"], _span(suppressed["span"])) if suppressed else None,
    )


def text_to_dict(text: Text) -> Json:
    """Both languages by name."""
    return {"en": text.en, "ja": text.ja}


def span_to_dict(span: Span) -> Json:
    """A place with its file."""
    return {
        "file": span.file,
        "start": span.start,
        "end": span.end,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def _plain(value: Any) -> Any:
    """A parameter as JSON can hold it; JSON knows neither tuples nor infinity."""
    if isinstance(value, (tuple, list, set, frozenset)):
        return [_plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, int) and abs(value) >= 2**63:
        return hex(value)  # str() refuses numbers of more than 4,300 digits
    if value is None or isinstance(value, (str, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)


def _document_to_dict(document: Document) -> Json:
    return {
        "file": document.file,
        "index": document.index,
        "state": document.state.value,
        "first_line": document.first_line,
        "last_line": document.last_line,
        "resources": list(document.resources),
        "problem": document.problem,
        "message": document.message and text_to_dict(document.message),
        "span": document.span and span_to_dict(document.span),
    }


def _document_from_dict(source: Mapping[str, Any]) -> Document:
    return Document(
        file=source["file"],
        index=source["index"],
        state=DocumentState(source["state"]),
        first_line=source["first_line"],
        last_line=source["last_line"],
        resources=tuple(source["resources"]),
        problem=source["problem"],
        message=_text(source["message"]),
        span=_span(source["span"]),
    )


def _graph_to_dict(graph: Graph) -> Json:
    return {
        "nodes": [
            {
                "id": node.id,
                "kind": node.kind,
                "name": node.name,
                "namespace": node.namespace,
                "file": node.file,
                "line": node.line,
                "present": node.present,
            }
            for node in graph.nodes
        ],
        "edges": [{"source": edge.source, "target": edge.target, "label": edge.label} for edge in graph.edges],
    }


def _graph_from_dict(source: Mapping[str, Any]) -> Graph:
    return Graph(
        nodes=tuple(Node(**node) for node in source["nodes"]), edges=tuple(Edge(**edge) for edge in source["edges"])
    )


def _edit_to_dict(edit: Edit) -> Json:
    return {"file": edit.file, "start": edit.start, "end": edit.end, "text": edit.text}


def _edits(source: Mapping[str, Any]) -> tuple[Edit, ...]:
    return tuple(Edit(**edit) for edit in source["edits"])


def _text(source: Mapping[str, Any] | None) -> Text | None:
    return Text(**source) if source else None


def _span(source: Mapping[str, Any] | None) -> Span | None:
    return Span(**source) if source else None
