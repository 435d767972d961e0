"""How many Pods a workload has, for the rules about disruption."""

from __future__ import annotations

from reviews.engine.bundle import Bundle
from reviews.engine.subjects import Resource

SCALED = frozenset({"Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"})


def autoscaler_of(workload: Resource, bundle: Bundle) -> Resource | None:
    """The HorizontalPodAutoscaler of the submission that scales a workload."""
    for autoscaler in bundle.of_kind("HorizontalPodAutoscaler"):
        target = autoscaler.mapping("spec", "scaleTargetRef")
        wanted = (target.get("kind"), target.get("name"), autoscaler.namespace)
        if wanted == (workload.kind, workload.name, workload.namespace):
            return autoscaler
    return None


def least_replicas(workload: Resource, bundle: Bundle) -> int:
    """The fewest Pods it is meant to have: its autoscaler's minimum, else its replicas; 1 where neither is written."""
    autoscaler = autoscaler_of(workload, bundle)
    if autoscaler is not None:
        return autoscaler.number("spec", "minReplicas") or 1
    replicas = workload.number("spec", "replicas")
    return 1 if replicas is None else replicas
