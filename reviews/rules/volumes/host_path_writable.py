"""Directory of the node that a container can write to."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import suggest
from reviews.rules.volumes.host_paths import host_paths, is_runtime_socket

RULE = Rule(
    __name__,
    title=Text(en="Directory of the node mounted for writing", ja="書き込み可能なノードのディレクトリ"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Mount it with readOnly: true. {container} can change {path} on the node, and what it leaves there outlives the Pod and is met by the node and by every other Pod that mounts it.",
    ja="readOnly: trueでマウントしてください。{container}がノードの{path}を変更でき、書かれたものはPodが消えても残り、ノードや同じ場所をマウントするほかのPodにも影響します。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    volumes = container.pod.sequence("volumes")
    paths = {
        str(volumes[index].get("name")): path
        for index, path in host_paths(container.pod)
        if not is_runtime_socket(path)  # read-only makes no difference to a socket
    }
    for index, mount in container.items("volumeMounts"):
        path = paths.get(str(mount.get("name")))
        if path is not None and mount.get("readOnly") is not True:
            field = container["volumeMounts", index, "readOnly"]
            yield RULE.finding(field, MESSAGE, suggestion=suggest(field, True), container=container.name, path=path)
