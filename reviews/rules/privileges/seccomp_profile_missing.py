"""Pod without a seccomp profile."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Pod
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="No seccomp profile", ja="seccompプロファイルのないPod"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Set seccompProfile to RuntimeDefault. Unless the kubelet is told otherwise, {containers} may call every system call of the node's kernel, those of known breakouts included.",
    ja="seccompProfileにRuntimeDefaultを指定してください。kubelet側で設定されていない限り、{containers}はノードのカーネルのシステムコールを、既知の脱出に使われたものも含めてすべて呼び出せます。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    without = [
        container.name
        for container in pod.containers_of(STARTED_ROLES)
        if container.security("seccompProfile") is None and not is_privileged(container)
    ]
    if without and on_linux(pod):  # on a privileged container a profile is without effect
        field = pod["securityContext", "seccompProfile"]
        fix = set_value(field, {"type": "RuntimeDefault"})
        yield RULE.finding(field, MESSAGE, fix=fix, containers=", ".join(without))
