"""Privileged container."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.privileges.linux import is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Privileged container", ja="特権コンテナ"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Remove privileged: true. It gives {container} every capability and every device of the node, without seccomp: whoever takes over the container has the node. Add the single capability that is missing instead.",
    ja="privileged: trueを削除してください。{container}はノードのすべてのケーパビリティとデバイスを得て、seccompも効かなくなり、コンテナを乗っ取られるとノードも乗っ取られます。代わりに、足りないケーパビリティだけを追加してください。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if is_privileged(container) and on_linux(container.pod):
        yield RULE.finding(container["securityContext", "privileged"], MESSAGE, container=container.name)
