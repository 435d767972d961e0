"""Pod in the node's IPC namespace."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="The node's inter-process communication shared", ja="ノードのプロセス間通信の共有"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Remove hostIPC. The Pod reads and writes the shared memory and semaphores of the node's processes. Containers of one Pod share their own IPC namespace without it.",
    ja="hostIPCを削除してください。Podがノードのプロセスの共有メモリーやセマフォを読み書きできます。同じPodのコンテナ同士なら、この設定がなくてもIPC名前空間を共有しています。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    if pod.get("hostIPC") is True and on_linux(pod):
        yield RULE.finding(pod["hostIPC"], MESSAGE)
