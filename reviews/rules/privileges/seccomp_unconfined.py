"""Seccomp switched off."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container, Pod
from reviews.engine.writing import set_value
from reviews.rules.privileges.linux import is_privileged, on_linux

RULE = Rule(
    __name__,
    title=Text(en="Seccomp switched off", ja="無効にされたseccomp"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Use RuntimeDefault. Unconfined opens every system call of the node's kernel, and with them the bugs that container breakouts use; a program that needs one call more gets a Localhost profile.",
    ja="RuntimeDefaultにしてください。Unconfinedではノードのカーネルのシステムコールをすべて呼び出せるため、コンテナからの脱出に使われる脆弱性にも届きます。特定の呼び出しが足りない場合は、Localhostプロファイルを用意します。",
)


@RULE.each(Pod)
def check_pod(pod: Pod) -> Iterator[Reported]:
    inheriting = (
        container.get("securityContext", "seccompProfile") is None and not is_privileged(container)
        for container in pod.containers_of(STARTED_ROLES)
    )
    if any(inheriting) and on_linux(pod):
        yield from _unconfined(pod)


@RULE.each(Container, roles=STARTED_ROLES)
def check_container(container: Container) -> Iterator[Reported]:
    if not is_privileged(container) and on_linux(container.pod):  # privileged containers are always unconfined
        yield from _unconfined(container)


def _unconfined(subject: Pod | Container) -> Iterator[Reported]:
    if subject.get("securityContext", "seccompProfile", "type") == "Unconfined":
        field = subject["securityContext", "seccompProfile", "type"]
        yield RULE.finding(field, MESSAGE, fix=set_value(field, "RuntimeDefault"))
