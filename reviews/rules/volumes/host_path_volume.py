"""Volume that is a directory of the node."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.volumes.host_paths import host_paths, is_runtime_socket, is_sensitive

RULE = Rule(
    __name__,
    title=Text(en="Volume from the node's filesystem", ja="ノードのファイルシステムを使うボリューム"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Use a PersistentVolumeClaim for data that has to stay, an emptyDir for what may go. {path} of the node holds something else on every node, stays behind when the Pod moves, and leads out of the container.",
    ja="残すデータにはPersistentVolumeClaim、消えてよいものにはemptyDirを使ってください。ノードの{path}は中身がノードごとに異なり、Podが移動しても付いてこず、コンテナの外への通り道にもなります。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    for index, path in host_paths(pod):
        if not is_runtime_socket(path) and not is_sensitive(path):  # those have rules of their own
            yield RULE.finding(pod["volumes", index, "hostPath"], MESSAGE, path=path)
