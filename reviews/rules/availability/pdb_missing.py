"""No PodDisruptionBudget selects the Pods of a workload with several replicas."""

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Suggestion, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.rules.availability.replicas import least_replicas

RULE = Rule(
    __name__,
    title=Text(en="No PodDisruptionBudget", ja="PodDisruptionBudgetの欠落"),
    severity=Severity.WARNING,
    practices=("p06-03",),
)
MESSAGE = Text(
    en="Add a PodDisruptionBudget for {name}: without one a node drain may evict all {replicas} of its Pods at the same time.",
    ja="{name}にPodDisruptionBudgetを追加してください。ないと、ノードのdrainで{replicas}個のPodが同時に退避されることがあります。",
)
WHERE = Text(en="in a document of its own", ja="独立したドキュメントとして")
BUDGET = """\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {name}{namespace}
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
{labels}"""


@RULE.each(Resource, kinds=("Deployment", "StatefulSet"))
def check(workload: Resource, bundle: Bundle) -> Iterator[Reported]:
    pod = workload.pod
    replicas = least_replicas(workload, bundle)
    if pod is None or replicas < 2:
        return
    for budget in bundle.of_kind("PodDisruptionBudget"):
        if budget.namespace == pod.namespace and pod in bundle.selected(
            budget.get("spec", "selector"), budget.namespace
        ):
            return
    labels = workload.mapping("spec", "selector", "matchLabels") or pod.labels
    lines = BUDGET.format(
        name=workload.name,
        namespace=f"\n  namespace: {workload.written_namespace}" if workload.written_namespace else "",
        labels="\n".join(f"      {key}: {value}" for key, value in labels.items()),
    )
    yield RULE.finding(
        workload["metadata", "name"],
        MESSAGE,
        suggestion=Suggestion(lines, where=WHERE),
        name=workload.name,
        replicas=replicas,
    )
