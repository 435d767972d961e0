"""Capability that opens the node or the network."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.privileges.linux import DANGEROUS_CAPABILITIES, added_capabilities, is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Dangerous capability added", ja="追加された危険なケーパビリティ"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-10",),
)
MESSAGE = Text(
    en="{capability} lets {container} {power}. Remove it, or keep it in a small container of its own that does nothing else.",
    ja="{capability}があると、{container}は{power_ja}。削除するか、それだけを行う小さなコンテナに分けてください。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if is_privileged(container) or not on_linux(container.pod):
        return  # a privileged container has them all, which is told once
    for index, name in added_capabilities(container):
        power = DANGEROUS_CAPABILITIES.get(name)
        if power is not None:
            yield RULE.finding(
                container["securityContext", "capabilities", "add", index],
                MESSAGE,
                container=container.name,
                capability=name,
                power=power.en,
                power_ja=power.ja,
            )
