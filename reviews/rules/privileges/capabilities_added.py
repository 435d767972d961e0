"""Capability beyond what the baseline Pod Security level allows."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.privileges.linux import (
    BASELINE_CAPABILITIES,
    DANGEROUS_CAPABILITIES,
    added_capabilities,
    is_privileged,
    on_linux,
)

RULE = Rule(
    __name__,
    title=Text(en="Capability beyond the baseline added", ja="baselineを超えて追加されたケーパビリティ"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-10",),
)
MESSAGE = Text(
    en="Remove {capability} unless {container} fails without it. The baseline Pod Security level doesn't allow it, so a namespace that enforces baseline refuses this Pod.",
    ja="{container}がそれなしでは動かない場合を除き、{capability}を削除してください。Pod Securityのbaselineレベルでは許可されないため、baselineを適用したNamespaceではこのPodが拒否されます。",
)
TOLD_ELSEWHERE = {*DANGEROUS_CAPABILITIES, "SYS_ADMIN"}


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if is_privileged(container) or not on_linux(container.pod):
        return
    for index, name in added_capabilities(container):
        if name not in BASELINE_CAPABILITIES and name not in TOLD_ELSEWHERE:
            field = container["securityContext", "capabilities", "add", index]
            yield RULE.finding(field, MESSAGE, container=container.name, capability=name)
