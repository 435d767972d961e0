"""Container has no memory limit."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.rules.resources.requirement import is_set, suggested

RULE = Rule(
    __name__,
    title=Text(en="No memory limit", ja="メモリリミットの欠落"),
    severity=Severity.WARNING,
    practices=("p05-01", "p05-08"),
)
MESSAGE = Text(
    en="Set a memory limit a little above what {container} uses: a leak then restarts this one container instead of starving its neighbours"
    " on the node.",
    ja="{container}の通常使用量より少し上にメモリリミットを設定してください。リークが起きても、同じノードの他のPodを巻き込まず、このコンテナだけが再起動します。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if not is_set(container, "limits", "memory"):
        suggestion = suggested(container, "limits", "memory", "<a little above normal use, for example 320Mi>")
        yield RULE.finding(
            container["resources", "limits", "memory"], MESSAGE, suggestion=suggestion, container=container.name
        )
