"""Container has no liveness probe."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import LONG_RUNNING, Container
from reviews.rules.probes.long_running import runs_to_its_end

RULE = Rule(
    __name__,
    title=Text(en="No liveness probe", ja="liveness probeの欠落"),
    severity=Severity.WARNING,
    practices=("p05-02",),
)
MESSAGE = Text(
    en="Give {container} a liveness probe that asks only the program itself: one that hangs is then restarted instead of staying Running"
    " and useless.",
    ja="{container}に、プログラム自身だけを確認するliveness probeを設定してください。応答しなくなったとき、Runningのまま放置されずに再起動されます。",
)


@RULE.each(Container, kinds=LONG_RUNNING)
def check(container: Container) -> Iterator[Reported]:
    if container.get("livenessProbe") is None and not runs_to_its_end(container):
        yield RULE.finding(container["livenessProbe"], MESSAGE, container=container.name)
