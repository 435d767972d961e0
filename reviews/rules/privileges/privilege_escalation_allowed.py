"""Container that leaves privilege escalation at its default."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import needs_escalation, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Privilege escalation left allowed", ja="許可されたままの権限昇格"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-08",),
)
MESSAGE = Text(
    en="Set allowPrivilegeEscalation: false. Without it a setuid program such as sudo gives a process in {container} more rights than it was started with.",
    ja="allowPrivilegeEscalation: falseを指定してください。指定がないと、sudoのようなsetuidプログラムを通じて、{container}のプロセスが起動時より強い権限を得られます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if container.get("securityContext", "allowPrivilegeEscalation") is not None:
        return  # an explicit true has a rule of its own
    if needs_escalation(container) or not on_linux(container.pod):
        return  # the API server refuses false there; what needs it is told instead
    field = container["securityContext", "allowPrivilegeEscalation"]
    yield RULE.finding(field, MESSAGE, fix=set_value(field, False), container=container.name)
