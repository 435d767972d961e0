"""One volume, and containers that use it as different users."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container, Pod
from reviews.engine.writing import suggest

RULE = Rule(
    __name__,
    title=Text(en="Shared volume, different users", ja="ユーザーの異なるコンテナによるボリュームの共有"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-05",),
)
MESSAGE = Text(
    en="Give both containers one runAsUser, or set fsGroup on the Pod. {container} (user {user}) and {other} (user {other_user}) share {volume}: files that one creates, the other may not be able to change, or even to read.",
    ja="2つのコンテナのrunAsUserをそろえるか、PodにfsGroupを指定してください。{container}（ユーザー{user}）と{other}（ユーザー{other_user}）は{volume}を共有しており、一方が作ったファイルをもう一方が変更したり、読んだりできないことがあります。",
)
RELATED = Text(en="the other user of the volume", ja="このボリュームを使うもう一方のユーザー")
# Files of these belong to root and are read only; on hostPath, fsGroup is without effect and the files are the node's.
NOT_OWNED = frozenset({"configMap", "secret", "projected", "downwardAPI", "image", "hostPath"})


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    if pod.get("securityContext", "fsGroup") is not None or pod.sequence("securityContext", "supplementalGroups"):
        return
    first: dict[str, tuple[Container, int, bool]] = {}
    for container in pod.containers_of(STARTED_ROLES):
        user = container.security("runAsUser")
        if not isinstance(user, int) or isinstance(user, bool) or user <= 0:
            continue  # root reads and writes everything; running as root has rules of its own
        for _, mount in container.items("volumeMounts"):
            name, reads = str(mount.get("name")), mount.get("readOnly") is True
            if NOT_OWNED & pod.volumes.get(name, (0, {}))[1].keys():
                continue
            other, other_user, other_reads = first.setdefault(name, (container, user, reads))
            if user != other_user and not (reads and other_reads):
                yield _finding(container, user, other, other_user, name, mild=reads or other_reads)
                break


def _finding(container: Container, user: int, other: Container, other_user: int, volume: str, mild: bool) -> Reported:
    group = container.pod["securityContext", "fsGroup"]
    return RULE.finding(
        container.security_at("runAsUser"),
        MESSAGE,
        severity=Severity.INFO if mild else None,  # with the usual umask, readers of other users get along
        suggestion=suggest(group, 2000),
        related=[(other.security_at("runAsUser"), RELATED)],
        container=container.name,
        user=user,
        other=other.name,
        other_user=other_user,
        volume=volume,
    )
