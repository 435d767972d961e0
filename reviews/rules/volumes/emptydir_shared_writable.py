"""One emptyDir that several containers may write to."""

from collections import defaultdict
from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import LASTING_ROLES, Container, Pod

RULE = Rule(
    __name__,
    title=Text(en="emptyDir that several containers can write to", ja="複数のコンテナから書き込めるemptyDir"),
    severity=Severity.INFO,
    tier=Tier.CORE,
    practices=("p08-11",),
)
MESSAGE = Text(
    en="Mount it with readOnly: true in all containers but one, if only one writes. {containers} can all write to {volume}, and Kubernetes does no locking: two writers of one file need a lock of their own.",
    ja="書き込むコンテナが1つだけなら、ほかはreadOnly: trueでマウントしてください。{containers}はどれも{volume}に書き込めますが、Kubernetesは排他制御をしません。同じファイルに書くなら、アプリケーション側でロックが必要です。",
)
RELATED = Text(en="mounted for writing here", ja="ここで書き込み可能としてマウントされています")


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    writers: dict[tuple[str, str], dict[str, tuple[Container, int]]] = defaultdict(dict)
    for container in pod.containers_of(LASTING_ROLES):  # an init container has ended before the others write
        for at, mount in container.items("volumeMounts"):
            if mount.get("readOnly") is not True:
                part = str(mount.get("subPath") or mount.get("subPathExpr") or "")
                writers[str(mount.get("name")), part].setdefault(container.name, (container, at))
    for (name, _), mounts in writers.items():
        index, volume = pod.volumes.get(name, (0, {}))
        if "emptyDir" in volume and len(mounts) > 1:
            yield RULE.finding(
                pod["volumes", index, "emptyDir"],
                MESSAGE,
                related=[(container["volumeMounts", at], RELATED) for container, at in mounts.values()],
                containers=", ".join(mounts),
                volume=name,
            )
