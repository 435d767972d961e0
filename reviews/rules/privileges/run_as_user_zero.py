"""Container that is told to run as root."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container, Pod
from reviews.engine.writing import suggest
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="Container told to run as root", ja="rootで動くように指定されたコンテナ"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-03", "p08-04"),
)
ROOT = Text(
    en="Choose a user above 0, such as 1000. runAsUser: 0 is root, and whoever breaks out of such a container is root on the node.",
    ja="1000など、0より大きいユーザーを指定してください。runAsUser: 0はrootであり、コンテナから脱出されるとノード上でもrootになります。",
)
CONTRADICTION = Text(
    en="This container will not start: runAsUser: 0 is root, and runAsNonRoot: true forbids root. Choose a user above 0, such as 1000.",
    ja="このコンテナは起動しません。runAsUser: 0はrootですが、runAsNonRoot: trueがrootを禁じています。1000など、0より大きいユーザーを指定してください。",
)
ISOLATED = Text(
    en="runAsUser: 0 is root inside the container only, since hostUsers: false maps it to an unprivileged user of the node. A user above 0 would also protect the container's own files.",
    ja="hostUsers: falseによってノード上では権限のないユーザーに対応付けられるため、runAsUser: 0がrootになるのはコンテナの中だけです。0より大きいユーザーにすれば、コンテナ内のファイルも守れます。",
)


@RULE.each(Pod)
def check_pod(pod: Pod) -> Iterator[Reported]:
    inherits = any(c.get("securityContext", "runAsUser") is None for c in pod.containers_of(STARTED_ROLES))
    if inherits:
        yield from _root(pod, pod, pod.get("securityContext", "runAsNonRoot"))


@RULE.each(Container, roles=STARTED_ROLES)
def check_container(container: Container) -> Iterator[Reported]:
    yield from _root(container, container.pod, container.security("runAsNonRoot"))


def _root(subject: Pod | Container, pod: Pod, non_root: object) -> Iterator[Reported]:
    if subject.number("securityContext", "runAsUser") != 0 or not on_linux(pod):
        return
    field = subject["securityContext", "runAsUser"]
    isolated = pod.get("hostUsers") is False and non_root is not True
    yield RULE.finding(
        field,
        CONTRADICTION if non_root is True else ISOLATED if isolated else ROOT,
        severity=Severity.INFO if isolated else None,
        suggestion=suggest(field, 1000),
    )
