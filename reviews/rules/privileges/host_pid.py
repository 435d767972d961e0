"""Pod in the node's process namespace."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="The node's processes shared", ja="ノードのプロセスの共有"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Remove hostPID. The Pod sees every process of the node, with command lines; as root it can end them and, through /proc, read the environment and files of other Pods.",
    ja="hostPIDを削除してください。Podからノードのすべてのプロセスとそのコマンドラインが見え、rootであればそれらを終了させたり、/procを通じてほかのPodの環境変数やファイルを読んだりできます。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    if pod.get("hostPID") is True and on_linux(pod):
        yield RULE.finding(pod["hostPID"], MESSAGE)
