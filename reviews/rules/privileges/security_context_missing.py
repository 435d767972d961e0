"""Container without any security settings, its own or its Pod's."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import STARTED_ROLES, Container
from reviews.engine.writing import suggest
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="No security context", ja="セキュリティコンテキストのないコンテナ"),
    severity=Severity.WARNING,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Give {container} a securityContext. Without one, everything stays at defaults that are made to be compatible, not safe: root, a writable filesystem, default capabilities, setuid.",
    ja="{container}にsecurityContextを指定してください。指定がないと、安全性より互換性を優先したデフォルト（root、書き込み可能なファイルシステム、デフォルトのケーパビリティ、setuid）のままになります。",
)
RESTRICTED = {
    "runAsNonRoot": True,
    "allowPrivilegeEscalation": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
    "seccompProfile": {"type": "RuntimeDefault"},
}


@RULE.each(Container, roles=STARTED_ROLES)
def check(container: Container) -> Iterator[Reported]:
    written = (container.get("securityContext"), container.pod.get("securityContext"))
    if any(value is not None and value != {} for value in written) or not on_linux(container.pod):
        return
    field = container["securityContext"]
    suggestion = suggest(field, RESTRICTED)
    yield RULE.finding(field, MESSAGE, suggestion=suggestion, container=container.name)
