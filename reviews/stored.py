"""Stored rows back to the values that the checker speaks in: for the page, exports, fixes and comparisons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from reviews import models
from reviews.engine.report import Finding, Report
from reviews.exports.json_report import FORMAT, finding_from_dict, report_from_dict

_NOTHING: dict[str, Any] = {
    "documents": [],
    "failures": [],
    "graph": {"nodes": [], "edges": []},
    "rules_run": [],
    "truncated": 0,
    "unfinished": False,
}


def finding_of(row: models.Finding) -> Finding:
    """The finding that was stored."""
    span = {name: getattr(row, name) for name in ("file", "start", "end", "line", "column", "end_line", "end_column")}
    return finding_from_dict(
        {
            "rule": row.rule,
            "severity": row.severity,
            "span": span,
            "message": {"en": row.message_en, "ja": row.message_ja},
            "path": row.path,
            "resource": row.resource,
            "document": row.document,
            "fingerprint": row.fingerprint,
            "missing": row.missing,
            "insert_line": row.insert_line,
            "parameters": row.parameters,
            "fix": row.fix,
            "suggestion": row.suggestion,
            "related": row.related,
            "suppressed": {"reason": row.suppressed_reason, "span": row.suppressed_span} if row.suppressed else None,
        }
    )


def report_without_findings(review: models.Review) -> Report:
    """What a finished review says about documents, connections and rules; its findings are rows of their own."""
    stored = {
        **_NOTHING,
        **(review.report or {}),
        "format": FORMAT,
        "kubernetes": review.kubernetes,
        "rules_version": review.rules_version,
        "profile": review.profile,
        "unfinished": review.unfinished,
        "findings": [],
    }
    return report_from_dict(stored)


def report_of(review: models.Review, rows: Iterable[models.Finding] | None = None) -> Report:
    """The whole report of a review. `rows`: its findings, where they are at hand already."""
    found = review.findings.order_by("order") if rows is None else rows
    return replace(report_without_findings(review), findings=tuple(finding_of(row) for row in found))
