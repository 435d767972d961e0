"""SYS_ADMIN, the capability that is nearly root."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.privileges.linux import added_capabilities, is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Capability SYS_ADMIN added", ja="追加されたケーパビリティSYS_ADMIN"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-10",),
)
MESSAGE = Text(
    en="Remove SYS_ADMIN. It lets {container} mount filesystems and much more, which is nearly root on the node; often a narrower capability, or a CSI driver for mounts, does the work.",
    ja="SYS_ADMINを削除してください。{container}がファイルシステムのマウントをはじめ、ノードのrootに近いことまで行えます。より狭いケーパビリティや、マウントならCSIドライバーで足りることが多いものです。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if is_privileged(container) or not on_linux(container.pod):
        return  # a privileged container has it anyway
    for index, name in added_capabilities(container):
        if name == "SYS_ADMIN":
            yield RULE.finding(
                container["securityContext", "capabilities", "add", index], MESSAGE, container=container.name
            )
