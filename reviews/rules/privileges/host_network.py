"""Pod in the node's network namespace."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text, Tier
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Pod
from reviews.rules.privileges.linux import on_linux

RULE = Rule(
    __name__,
    title=Text(en="The node's network shared", ja="ノードのネットワークの共有"),
    severity=Severity.ERROR,
    tier=Tier.CORE,
    practices=("p08-09",),
)
MESSAGE = Text(
    en="Remove hostNetwork. The Pod sees and uses the node's interfaces: it reaches what listens on localhost there, NetworkPolicies usually don't apply to it, and two such Pods can't use one port on one node.",
    ja="hostNetworkを削除してください。Podがノードのネットワークインターフェースをそのまま使うため、ノードのlocalhostで待ち受けるものに届き、多くの場合NetworkPolicyも効きません。同じポートを使うPodは1つのノードに1つしか置けません。",
)


@RULE.each(Pod)
def check(pod: Pod) -> Iterator[Reported]:
    if pod.get("hostNetwork") is True and on_linux(pod):
        yield RULE.finding(pod["hostNetwork"], MESSAGE)
