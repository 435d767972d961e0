"""Volume that is the container runtime's socket."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.volumes.host_paths import host_paths, is_runtime_socket

RULE = Rule(
    __name__,
    title=Text(en="Container runtime's socket mounted", ja="マウントされたコンテナランタイムのソケット"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Remove {path}. Who can speak to the container runtime can start a privileged container, past Kubernetes and its policies, and mounting it read-only changes nothing. To build images use BuildKit, rootless, or a builder outside the cluster.",
    ja="{path}を削除してください。コンテナランタイムと通信できれば、Kubernetesとそのポリシーを通さずに特権コンテナを起動でき、読み取り専用でマウントしても変わりません。イメージのビルドには、rootlessのBuildKitやクラスター外のビルド環境を使います。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    for index, path in host_paths(pod):
        if is_runtime_socket(path):
            yield RULE.finding(pod["volumes", index, "hostPath", "path"], MESSAGE, path=path)
