"""Container that binds a port of its node."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container

RULE = Rule(
    __name__,
    title=Text(en="Port of the node bound", ja="ノードのポートの占有"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Reach {container} through a Service instead of hostPort {port}. A node has each port once, so a second Pod doesn't fit on it, and the port is open on the node's own address.",
    ja="hostPort {port}の代わりに、Serviceを通じて{container}に接続してください。同じポートはノードに1つしかないため2つ目のPodを置けず、ノード自身のアドレスにもポートが開きます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if container.pod.get("hostNetwork") is True:
        return  # every port is the node's then, which is told once
    for index, port in container.items("ports"):
        number = port.get("hostPort")
        if isinstance(number, int) and not isinstance(number, bool) and number > 0:
            field = container["ports", index, "hostPort"]
            yield RULE.finding(field, MESSAGE, container=container.name, port=number)
