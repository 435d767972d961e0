"""User that isn't root, but isn't enforced."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="Non-root user without runAsNonRoot: true", ja="runAsNonRoot: trueのない非rootユーザーの指定"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-06",),
)
MESSAGE = Text(
    en="Set runAsNonRoot: true as well. {container} runs as user {user}, but nothing enforces that it isn't root: a namespace with the restricted Pod Security level refuses this Pod.",
    ja="runAsNonRoot: trueも指定してください。{container}はユーザー{user}で動きますが、rootでないことは強制されていません。restrictedレベルを適用したNamespaceでは、このPodは拒否されます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    user = container.security("runAsUser")
    if not isinstance(user, int) or isinstance(user, bool) or user <= 0 or not on_linux(container.pod):
        return
    if container.security("runAsNonRoot") is not True:
        yield RULE.finding(
            container.security_at("runAsNonRoot"),
            MESSAGE,
            fix=set_value(container["securityContext", "runAsNonRoot"], True),
            container=container.name,
            user=user,
        )
