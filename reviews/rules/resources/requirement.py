"""What the rules about one missing request or limit share."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.engine.report import Severity, Suggestion, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Container
from reviews.engine.writing import suggest

SAME_AS_LIMIT = Text(
    en="Write the {resource} request out: without one it is the limit, {limit}, and the scheduler reserves all of that on a node.",
    ja="{resource}のリクエストを明示してください。省略するとリミットの{limit}がそのままリクエストになり、ノード上でその全量が予約されます。",
)


def is_set(container: Container, section: str, resource: str) -> bool:
    """Whether a request or limit is set on the container, or (Kubernetes 1.34 and later) on its whole Pod."""
    return (
        container.get("resources", section, resource) is not None
        or container.pod.get("resources", section, resource) is not None
    )


def missing_request(rule: Rule, container: Container, resource: str, message: Text, value: str) -> Iterator[Reported]:
    """A finding where a container requests none of a resource; INFO where its limit stands in for the request."""
    if is_set(container, "requests", resource):
        return
    field = container["resources", "requests", resource]
    limit = container.get("resources", "limits", resource)
    yield rule.finding(
        field,
        message if limit is None else SAME_AS_LIMIT,
        severity=None if limit is None else Severity.INFO,
        suggestion=suggested(container, "requests", resource, value),
        container=container.name,
        resource="CPU" if resource == "cpu" else resource,
        limit=str(limit),
    )


def suggested(container: Container, section: str, resource: str, value: str) -> Suggestion:
    """The lines to add, with a value that its author has to replace by a measured one."""
    field = container["resources", section, resource]
    return suggest(field, value)
