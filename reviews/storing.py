"""Reports to rows and back: findings are rows, the rest of a report is one JSON value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from reviews.engine import limits, report
from reviews.exports.json_report import FORMAT, finding_from_dict, report_from_dict
from reviews.models import Finding, Review

Json = Mapping[str, Any]
_COUNTED = {"error": "errors", "warning": "warnings", "info": "infos", "praise": "praises"}
_UNCHECKED = ("template", "foreign", "unreadable")
_NOTHING = {"documents": [], "failures": [], "graph": {"nodes": [], "edges": []}, "rules_run": [], "truncated": 0}
_SPAN = ("start", "end", "line", "column", "end_line", "end_column")


def rows_of(review: Review, findings: Iterable[Json]) -> list[Finding]:
    """Unsaved rows of findings in json_report's form, in the report's order, at most as many as are kept."""
    kept = list(findings)[: limits.FINDINGS.value]
    return [_row(review, order, finding) for order, finding in enumerate(kept)]


def _row(review: Review, order: int, finding: Json) -> Finding:
    span, suppressed = finding["span"], finding["suppressed"]
    return Finding(
        review=review,
        order=order,
        rule=finding["rule"],
        severity=finding["severity"],
        rank=report.Severity(finding["severity"]).rank,
        file=span["file"],
        **{name: span[name] for name in _SPAN},
        missing=finding["missing"],
        insert_line=finding["insert_line"],
        document=finding["document"],
        resource=finding["resource"],
        path=finding["path"],
        fingerprint=finding["fingerprint"],
        message_en=finding["message"]["en"],
        message_ja=finding["message"]["ja"],
        parameters=finding["parameters"],
        fix=finding["fix"],
        suggestion=finding["suggestion"],
        related=finding["related"],
        suppressed=suppressed is not None,
        suppressed_reason=suppressed["reason"] if suppressed else "",
        suppressed_span=suppressed["span"] if suppressed else None,
    )


def fields_of(content: Json) -> dict[str, Any]:
    """A finished review's columns from a report in json_report's form."""
    kept = {name: value for name, value in content.items() if name != "findings"}
    findings = content["findings"]
    left_out = max(0, len(findings) - limits.FINDINGS.value)
    counts = Counter(_COUNTED[f["severity"]] for f in findings if f["suppressed"] is None)
    return {
        "report": {**kept, "truncated": content["truncated"] + left_out},
        "unfinished": content["unfinished"],
        "rules_version": content["rules_version"],
        "unchecked": sum(document["state"] in _UNCHECKED for document in content["documents"]),
        "silenced": sum(f["suppressed"] is not None for f in findings),
        **{column: counts[column] for column in _COUNTED.values()},
    }


def finding_of(row: Finding) -> report.Finding:
    """The engine's value of a stored finding."""
    return finding_from_dict(plain(row))


def report_of(review: Review, findings: Iterable[Finding] | None = None) -> report.Report:
    """The whole report of a review; `findings` if they are at hand already, in the report's order.

    A review that came to no result has a report in which nothing was read and no rule ran.
    """
    rows = review.findings.order_by("order") if findings is None else findings
    return report_from_dict(
        {
            **_NOTHING,
            **review.report,
            "format": FORMAT,
            "kubernetes": review.kubernetes,
            "rules_version": review.rules_version,
            "profile": review.profile,
            "unfinished": review.unfinished,
            "findings": [plain(row) for row in rows],
        }
    )


def plain(row: Finding) -> dict[str, Any]:
    """A stored finding in json_report's form."""
    return {
        "rule": row.rule,
        "severity": row.severity,
        "message": {"en": row.message_en, "ja": row.message_ja},
        "span": {"file": row.file, **{name: getattr(row, name) for name in _SPAN}},
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
