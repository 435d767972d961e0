"""No NetworkPolicy selects a Pod."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Suggestion, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.selectors import matches
from reviews.engine.subjects import Pod

RULE = Rule(
    __name__,
    title=Text(en="Pod that no NetworkPolicy selects", ja="どのNetworkPolicyにも選択されていないPod"),
    severity=Severity.WARNING,
    practices=("p05-05",),
)
MESSAGE = Text(
    en="Let a NetworkPolicy say who may talk to {name}: as long as none selects it, every Pod of the cluster may connect to it, and it to"
    " everything.",
    ja="{name}と通信してよい相手をNetworkPolicyで定めてください。どのポリシーにも選択されていない間は、クラスタ内のすべてのPodと自由に通信できます。",
)
ELSEWHERE = Text(
    en="No NetworkPolicy of this submission selects {name}. If one lives with the namespace, all is well; if not, every Pod of the cluster"
    " may connect to it.",
    ja="この提出には{name}を選択するNetworkPolicyがありません。Namespace側で管理しているなら問題ありませんが、なければクラスタ内のすべてのPodから接続できます。",
)
WHERE = Text(
    en="in a document of its own; then allow what has to get in",
    ja="独立したドキュメントとして。その上で必要な通信を許可します",
)
POLICY = """\
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny-ingress{namespace}
spec:
  podSelector: {{}}
  policyTypes:
    - Ingress"""
OTHER_POLICIES = {
    "cilium.io/CiliumNetworkPolicy": "endpointSelector",
    "cilium.io/CiliumClusterwideNetworkPolicy": "endpointSelector",
    "crd.projectcalico.org/NetworkPolicy": "",
    "projectcalico.org/NetworkPolicy": "",
}


@RULE.each(Pod)
def check(pod: Pod, bundle: Bundle) -> Iterator[Reported]:
    if pod.get("hostNetwork") is True:  # policies don't reach what shares the node's network
        return
    policies = [policy for policy in bundle.of_kind("NetworkPolicy") if policy.namespace == pod.namespace]
    if any(matches(policy.get("spec", "podSelector") or {}, pod.labels) for policy in policies):
        return
    for policy in bundle.of_kind(*OTHER_POLICIES):
        selector = OTHER_POLICIES[policy.known_kind]
        if not selector or matches(policy.get("spec", selector) or {}, pod.labels):
            return
    is_whole = bool(policies) or bundle.find("Namespace", "", pod.namespace) is not None
    written = pod.resource.written_namespace
    lines = POLICY.format(namespace=f"\n  namespace: {written}" if written else "")
    yield RULE.finding(
        pod.template_at("metadata", "labels"),
        MESSAGE if is_whole else ELSEWHERE,
        severity=None if is_whole else Severity.INFO,
        suggestion=Suggestion(lines, where=WHERE),
        name=pod.resource.name,
    )
