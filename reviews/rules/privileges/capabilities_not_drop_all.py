"""Container that keeps the runtime's default capabilities."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Default capabilities kept", ja="残されたデフォルトのケーパビリティ"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-10",),
)
MESSAGE = Text(
    en="Drop ALL capabilities and add back only what {container} needs. As it is, it keeps defaults of the container runtime, such as CHOWN, SETUID and DAC_OVERRIDE, that most programs never use.",
    ja="ALLをdropし、{container}に必要なものだけをaddしてください。このままでは、CHOWN、SETUID、DAC_OVERRIDEなど、ほとんどのプログラムが使わないコンテナランタイムのデフォルトが残ります。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    dropped = container.sequence("securityContext", "capabilities", "drop")
    if any(isinstance(name, str) and name.upper() == "ALL" for name in dropped):
        return
    if is_privileged(container) or not on_linux(container.pod):
        return  # a privileged container has every capability, whatever it drops
    field = container["securityContext", "capabilities", "drop"]
    yield RULE.finding(field, MESSAGE, fix=set_value(field, ["ALL"]), container=container.name)
