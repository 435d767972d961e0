"""Container whose root filesystem can be written to."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import suggest
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="Writable root filesystem", ja="書き込み可能なルートファイルシステム"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-07",),
)
MESSAGE = Text(
    en="Set readOnlyRootFilesystem: true, and mount an emptyDir where {container} has to write, such as /tmp. As it is, an attacker can replace the program or leave tools beside it.",
    ja="readOnlyRootFilesystem: trueを指定し、/tmpなど{container}が書き込む場所にはemptyDirをマウントしてください。このままでは、攻撃者がプログラムを書き換えたり、ツールを置いたりできます。",
)


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    if container.get("securityContext", "readOnlyRootFilesystem") is True or not on_linux(container.pod):
        return
    field = container["securityContext", "readOnlyRootFilesystem"]
    yield RULE.finding(field, MESSAGE, suggestion=suggest(field, True), container=container.name)
