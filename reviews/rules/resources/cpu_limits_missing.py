"""Container has no CPU limit."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.resources.requirement import is_set

RULE = Rule(
    __name__,
    title=Text(en="No CPU limit", ja="CPUリミットの欠落"),
    severity=Severity.INFO,
    tier=Tier.EXTENDED,
    practices=("p05-01",),
    contested=True,
    opposes=("cpu-limits-set",),
)
MESSAGE = Text(
    en="{container} may use all spare CPU of its node. That is often wanted; where other teams share the nodes, agree on a limit.",
    ja="{container}はノードの空きCPUをすべて使えます。意図していることも多い設定ですが、他チームとノードを共有するならリミットの方針を決めてください。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if not is_set(container, "limits", "cpu"):
        yield RULE.finding(container["resources", "limits", "cpu"], MESSAGE, container=container.name)
