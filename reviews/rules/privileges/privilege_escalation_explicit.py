"""Container that asks for privilege escalation."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import needs_escalation, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Privilege escalation asked for", ja="明示的に許可された権限昇格"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-08",),
)
MESSAGE = Text(
    en="Set allowPrivilegeEscalation: false. With true, a process in {container} becomes root through any setuid program of the image, even where the container runs as another user.",
    ja="allowPrivilegeEscalation: falseにしてください。trueのままでは、{container}を別のユーザーで動かしていても、イメージ内のsetuidプログラムを通じてrootになれます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if container.get("securityContext", "allowPrivilegeEscalation") is not True:
        return
    if needs_escalation(container) or not on_linux(container.pod):
        return  # true follows from privileged and SYS_ADMIN, which are told instead
    field = container["securityContext", "allowPrivilegeEscalation"]
    yield RULE.finding(field, MESSAGE, fix=set_value(field, False), container=container.name)
