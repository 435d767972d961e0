"""minAvailable is not below the number of Pods: node drains hang."""

from collections.abc import Iterator
from math import ceil

from reviews.engine.bundle import Bundle
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource
from reviews.rules.availability.replicas import SCALED, autoscaler_of, least_replicas

RULE = Rule(
    __name__,
    title=Text(en="PodDisruptionBudget that needs every Pod", ja="すべてのPodを必要とするPodDisruptionBudget"),
    severity=Severity.WARNING,
    practices=("p06-03",),
)
MESSAGE = Text(
    en="Lower minAvailable below the number of Pods, or write maxUnavailable: 1. {value} of {replicas} must stay, so no Pod may be evicted"
    " and a node drain hangs.",
    ja="minAvailableをPod数より小さくするか、maxUnavailable: 1にしてください。{replicas}個のうち{value}が必須なので1つも退避できず、ノードのdrainが止まります。",
)
ALWAYS = Text(
    en="Lower minAvailable, or write maxUnavailable: 1. With 100% no Pod may ever be evicted, and a node drain hangs.",
    ja="minAvailableを下げるか、maxUnavailable: 1にしてください。100%では1つのPodも退避できず、ノードのdrainが止まります。",
)
OTHER_END = Text(
    en="The budget {budget} needs all of these.", ja="PodDisruptionBudget {budget}がこの全数を必要としています。"
)


@RULE.each(Resource, kinds=("PodDisruptionBudget",))
def check(budget: Resource, bundle: Bundle) -> Iterator[Reported]:
    value = budget.get("spec", "minAvailable")
    field = budget["spec", "minAvailable"]
    percent = _percent(value)
    if percent is not None and percent >= 100:
        yield RULE.finding(field, ALWAYS)
        return
    workloads = [pod.resource for pod in bundle.selected(budget.get("spec", "selector"), budget.namespace)]
    workloads = [workload for workload in workloads if workload.known_kind in SCALED]
    replicas = sum(least_replicas(workload, bundle) for workload in workloads)
    needed = ceil(replicas * percent / 100) if percent is not None else value
    if not isinstance(needed, int) or isinstance(needed, bool) or replicas == 0 or needed < replicas:
        return
    first = workloads[0]
    autoscaler = autoscaler_of(first, bundle)
    end = autoscaler["spec", "minReplicas"] if autoscaler else first["spec", "replicas"]
    yield RULE.finding(
        field, MESSAGE, related=[(end, OTHER_END)], value=str(value), replicas=replicas, budget=budget.name
    )


def _percent(value: object) -> int | None:
    """A percentage as a number, None for what is none."""
    if (
        isinstance(value, str)
        and value.endswith("%")
        and value[:-1].isascii()
        and value[:-1].isdigit()
        and len(value) < 6
    ):
        return int(value[:-1])
    return None
