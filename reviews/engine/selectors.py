"""Label selectors, as Kubernetes evaluates them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def matches(selector: Any, labels: Mapping[str, str]) -> bool:
    """Whether a LabelSelector (matchLabels and matchExpressions) selects labels. An empty one selects everything.

    https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
    """
    if not isinstance(selector, dict):
        return False
    wanted = selector.get("matchLabels")
    if isinstance(wanted, dict) and not matches_labels(wanted, labels):
        return False
    expressions = selector.get("matchExpressions")
    if not isinstance(expressions, list):
        return True
    return all(_holds(expression, labels) for expression in expressions if isinstance(expression, dict))


def matches_labels(wanted: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    """Whether labels hold every wanted pair (the plain selector of a Service)."""
    return all(labels.get(key) == value for key, value in wanted.items())


def _holds(expression: Mapping[str, Any], labels: Mapping[str, str]) -> bool:
    key, operator = expression.get("key"), expression.get("operator")
    values = expression.get("values")
    values = values if isinstance(values, list) else []
    if operator == "In":
        return key in labels and labels[key] in values
    if operator == "NotIn":
        return labels.get(str(key)) not in values
    if operator == "Exists":
        return key in labels
    if operator == "DoesNotExist":
        return key not in labels
    return False
