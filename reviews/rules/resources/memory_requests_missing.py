"""Container requests no memory."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.resources.requirement import missing_request

RULE = Rule(
    __name__,
    title=Text(en="No memory request", ja="メモリリクエストの欠落"),
    severity=Severity.WARNING,
    practices=("p05-01",),
)
MESSAGE = Text(
    en="Request the memory that {container} needs: without a request it is placed on nodes that have none left, and it is among the first"
    " to be evicted when a node runs short.",
    ja="{container}が必要とするメモリをリクエストしてください。リクエストがないと空きのないノードにも配置され、メモリ不足のときは真っ先に退避(evict)されます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    yield from missing_request(RULE, container, "memory", MESSAGE, "<measured, for example 256Mi>")
