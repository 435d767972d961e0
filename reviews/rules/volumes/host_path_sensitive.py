"""Volume that opens the node."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.volumes.host_paths import host_paths, is_runtime_socket, is_sensitive

RULE = Rule(
    __name__,
    title=Text(en="Sensitive directory of the node mounted", ja="マウントされたノードの重要なディレクトリ"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Don't mount {path} of the node: through it the Pod reaches the node's credentials, programs or processes. Mount the one file or subdirectory that is needed, read-only.",
    ja="ノードの{path}をマウントしないでください。ノードの認証情報、プログラム、プロセスにPodから届きます。必要なファイルやサブディレクトリだけを、読み取り専用でマウントしてください。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    for index, path in host_paths(pod):
        if is_sensitive(path) and not is_runtime_socket(path):
            yield RULE.finding(pod["volumes", index, "hostPath", "path"], MESSAGE, path=path)
