"""Container requests no CPU."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.resources.requirement import missing_request

RULE = Rule(
    __name__,
    title=Text(en="No CPU request", ja="CPUリクエストの欠落"),
    severity=Severity.WARNING,
    practices=("p05-01",),
)
MESSAGE = Text(
    en="Request the CPU that {container} needs in normal use: without a request the scheduler counts it as nothing, and on a full node it"
    " gets what the others leave.",
    ja="{container}が通常必要とするCPUをリクエストしてください。リクエストがないとスケジューラーは消費量をゼロとみなし、混んだノードでは他のPodの残りしか使えません。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    yield from missing_request(RULE, container, "cpu", MESSAGE, "<measured, for example 100m>")
