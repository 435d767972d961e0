"""Container has no readiness probe."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import LONG_RUNNING, Container
from reviews.rules.probes.long_running import runs_to_its_end

RULE = Rule(
    __name__,
    title=Text(en="No readiness probe", ja="readiness probeの欠落"),
    severity=Severity.WARNING,
    practices=("p05-02",),
)
MESSAGE = Text(
    en="Tell when {container} can serve: without a readiness probe it gets traffic from the moment its process starts, and a rolling update"
    " goes on although nothing answers yet.",
    ja="{container}が処理を受け付けられる状態かをreadiness probeで示してください。ないとプロセスの起動直後からトラフィックが流れ、まだ応答できなくてもローリングアップデートが進みます。",
)


@RULE.each(Container, kinds=LONG_RUNNING)
def check(container: Container) -> Iterator[Reported]:
    if container.get("readinessProbe") is None and not runs_to_its_end(container):
        yield RULE.finding(container["readinessProbe"], MESSAGE, container=container.name)
