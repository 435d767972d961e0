"""Volume that no container mounts."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Suggestion, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod

RULE = Rule(
    __name__,
    title=Text(en="Volume that nothing mounts", ja="どのコンテナもマウントしていないボリューム"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    chapter=8,
)
MESSAGE = Text(
    en="Mount {volume} in the container that needs it, or remove it. No container mounts it, so what the program writes there stays in the container's own filesystem and is gone at the next restart.",
    ja="必要とするコンテナで{volume}をマウントするか、削除してください。どのコンテナもマウントしていないため、プログラムがそこに書くデータはコンテナ自身のファイルシステムに入り、次の再起動で失われます。",
)
WHERE = Text(en="in the container that needs it", ja="必要とするコンテナの中")


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    used = {
        str(mount.get("name"))
        for container in pod.containers
        for key in ("volumeMounts", "volumeDevices")
        for _, mount in container.items(key)
    }
    for name, (index, _) in pod.volumes.items():
        if name and name not in used:
            lines = f"volumeMounts:\n- name: {name}\n  mountPath: /path/in/the/container"
            suggestion = Suggestion(lines=lines, where=WHERE)
            yield RULE.finding(pod["volumes", index], MESSAGE, suggestion=suggestion, volume=name)
