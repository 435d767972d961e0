"""Container that may run as root."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Container that may run as root", ja="rootで動く可能性があるコンテナ"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-03", "p08-06"),
)
MESSAGE = Text(
    en="Nothing keeps {container} from running as root, and an image without USER does run as root. Set runAsNonRoot: true; where the image names no user, set runAsUser as well.",
    ja="{container}がrootで動くことを防ぐ設定がありません。USERのないイメージはrootで動きます。runAsNonRoot: trueを指定し、イメージにユーザーの指定がなければrunAsUserも指定してください。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if container.security("runAsNonRoot") is True or not on_linux(container.pod):
        return
    if container.security("runAsUser") is not None:
        return  # user 0 and a user without runAsNonRoot are told by rules of their own
    fix = set_value(container["securityContext", "runAsNonRoot"], True)
    # In a user namespace of its own, the container's root is an unprivileged user of the node.
    severity = Severity.INFO if container.pod.get("hostUsers") is False else None
    yield RULE.finding(
        container.security_at("runAsNonRoot"),
        MESSAGE,
        severity=severity,
        fix=None if is_privileged(container) else fix,  # what is privileged mostly needs root as well
        container=container.name,
    )
