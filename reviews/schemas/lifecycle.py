"""When Kubernetes deprecated and stopped serving its API versions, and what took their place.

From the migration guide, https://kubernetes.io/docs/reference/using-api/deprecation-guide/, and, for what it does not
list, from what falls out of the published schemas between two versions.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple


class LifeCycle(NamedTuple):
    """What happened to a kind under an apiVersion. Versions are minor numbers: 22 for 1.22; 0: never so far."""

    api_version: str
    kinds: tuple[str, ...]
    deprecated: int
    removed: int
    successor: str = ""  # the apiVersion to use instead, "" for none
    same_shape: bool = False  # changing apiVersion is all there is to do
    instead: str = ""  # another kind, or a feature, that took its place


_RBAC = ("ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding")
_FLOW = ("FlowSchema", "PriorityLevelConfiguration")
_CLAIMS = ("ResourceClaim", "ResourceClaimTemplate")
_POLICIES = ("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding")
_WEBHOOKS = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
_REVIEWS = ("LocalSubjectAccessReview", "SelfSubjectAccessReview", "SubjectAccessReview")
_STORAGE = ("StorageClass", "VolumeAttachment")

_TABLE = (
    LifeCycle("extensions/v1beta1", ("Deployment", "DaemonSet", "ReplicaSet"), 9, 16, "apps/v1"),
    LifeCycle("extensions/v1beta1", ("NetworkPolicy",), 9, 16, "networking.k8s.io/v1", same_shape=True),
    LifeCycle("extensions/v1beta1", ("PodSecurityPolicy",), 11, 16, instead="Pod Security Admission"),
    LifeCycle("extensions/v1beta1", ("Ingress",), 14, 22, "networking.k8s.io/v1"),
    LifeCycle("apps/v1beta1", ("Deployment", "StatefulSet", "ReplicaSet", "ControllerRevision"), 9, 16, "apps/v1"),
    LifeCycle(
        "apps/v1beta2",
        ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ControllerRevision"),
        9,
        16,
        "apps/v1",
    ),
    LifeCycle(
        "admissionregistration.k8s.io/v1alpha1",
        ("InitializerConfiguration",),
        13,
        14,
        instead="MutatingWebhookConfiguration",
    ),
    LifeCycle("scheduling.k8s.io/v1alpha1", ("PriorityClass",), 14, 22, "scheduling.k8s.io/v1", same_shape=True),
    LifeCycle("rbac.authorization.k8s.io/v1alpha1", _RBAC, 17, 22, "rbac.authorization.k8s.io/v1"),
    LifeCycle("admissionregistration.k8s.io/v1beta1", _WEBHOOKS, 16, 22, "admissionregistration.k8s.io/v1"),
    LifeCycle("apiextensions.k8s.io/v1beta1", ("CustomResourceDefinition",), 16, 22, "apiextensions.k8s.io/v1"),
    LifeCycle("apiregistration.k8s.io/v1beta1", ("APIService",), 19, 22, "apiregistration.k8s.io/v1", same_shape=True),
    LifeCycle("authentication.k8s.io/v1beta1", ("TokenReview",), 19, 22, "authentication.k8s.io/v1", same_shape=True),
    LifeCycle("authorization.k8s.io/v1beta1", _REVIEWS, 19, 22, "authorization.k8s.io/v1"),
    LifeCycle("certificates.k8s.io/v1beta1", ("CertificateSigningRequest",), 19, 22, "certificates.k8s.io/v1"),
    LifeCycle("coordination.k8s.io/v1beta1", ("Lease",), 19, 22, "coordination.k8s.io/v1", same_shape=True),
    LifeCycle("networking.k8s.io/v1beta1", ("Ingress",), 19, 22, "networking.k8s.io/v1"),
    LifeCycle("networking.k8s.io/v1beta1", ("IngressClass",), 19, 22, "networking.k8s.io/v1", same_shape=True),
    LifeCycle("rbac.authorization.k8s.io/v1beta1", _RBAC, 17, 22, "rbac.authorization.k8s.io/v1", same_shape=True),
    LifeCycle("scheduling.k8s.io/v1beta1", ("PriorityClass",), 14, 22, "scheduling.k8s.io/v1", same_shape=True),
    LifeCycle("storage.k8s.io/v1beta1", ("CSIDriver", "CSINode", *_STORAGE), 19, 22, "storage.k8s.io/v1", True),
    LifeCycle("batch/v1beta1", ("CronJob",), 21, 25, "batch/v1", same_shape=True),
    LifeCycle("discovery.k8s.io/v1beta1", ("EndpointSlice",), 21, 25, "discovery.k8s.io/v1"),
    LifeCycle("events.k8s.io/v1beta1", ("Event",), 19, 25, "events.k8s.io/v1"),
    LifeCycle("autoscaling/v2beta1", ("HorizontalPodAutoscaler",), 22, 25, "autoscaling/v2"),
    # An empty selector selects no Pod in v1beta1 and every Pod of the namespace in v1.
    LifeCycle("policy/v1beta1", ("PodDisruptionBudget",), 21, 25, "policy/v1"),
    LifeCycle("policy/v1beta1", ("PodSecurityPolicy",), 21, 25, instead="Pod Security Admission"),
    LifeCycle("node.k8s.io/v1beta1", ("RuntimeClass",), 22, 25, "node.k8s.io/v1", same_shape=True),
    LifeCycle("autoscaling/v2beta2", ("HorizontalPodAutoscaler",), 23, 26, "autoscaling/v2", same_shape=True),
    LifeCycle("flowcontrol.apiserver.k8s.io/v1beta1", _FLOW, 23, 26, "flowcontrol.apiserver.k8s.io/v1"),
    LifeCycle("resource.k8s.io/v1alpha1", _CLAIMS, 0, 27, "resource.k8s.io/v1"),
    LifeCycle("resource.k8s.io/v1alpha1", ("PodScheduling", "ResourceClass"), 0, 27, instead="DeviceClass"),
    LifeCycle("storage.k8s.io/v1beta1", ("CSIStorageCapacity",), 24, 27, "storage.k8s.io/v1", same_shape=True),
    LifeCycle("flowcontrol.apiserver.k8s.io/v1beta2", _FLOW, 26, 29, "flowcontrol.apiserver.k8s.io/v1"),
    LifeCycle("networking.k8s.io/v1alpha1", ("ClusterCIDR",), 0, 29),
    LifeCycle("networking.k8s.io/v1alpha1", ("IPAddress", "ServiceCIDR"), 0, 31, "networking.k8s.io/v1"),
    LifeCycle("resource.k8s.io/v1alpha2", (*_CLAIMS, "ResourceSlice"), 0, 31, "resource.k8s.io/v1"),
    LifeCycle(
        "resource.k8s.io/v1alpha2",
        ("PodSchedulingContext", "ResourceClass", "ResourceClaimParameters", "ResourceClassParameters"),
        0,
        31,
        instead="DeviceClass",
    ),
    LifeCycle(
        "admissionregistration.k8s.io/v1alpha1", _POLICIES, 0, 32, "admissionregistration.k8s.io/v1", same_shape=True
    ),
    LifeCycle("authentication.k8s.io/v1alpha1", ("SelfSubjectReview",), 0, 32, "authentication.k8s.io/v1", True),
    LifeCycle("coordination.k8s.io/v1alpha1", ("LeaseCandidate",), 0, 32, "coordination.k8s.io/v1beta1"),
    LifeCycle("flowcontrol.apiserver.k8s.io/v1beta3", _FLOW, 29, 32, "flowcontrol.apiserver.k8s.io/v1"),
    LifeCycle("resource.k8s.io/v1alpha3", ("PodSchedulingContext",), 0, 32),
    LifeCycle("authentication.k8s.io/v1beta1", ("SelfSubjectReview",), 28, 33, "authentication.k8s.io/v1", True),
    LifeCycle("admissionregistration.k8s.io/v1beta1", _POLICIES, 31, 34, "admissionregistration.k8s.io/v1", True),
    LifeCycle("resource.k8s.io/v1alpha3", ("DeviceClass", *_CLAIMS, "ResourceSlice"), 0, 34, "resource.k8s.io/v1"),
    LifeCycle("certificates.k8s.io/v1alpha1", ("PodCertificateRequest",), 0, 35, "certificates.k8s.io/v1"),
    LifeCycle("storage.k8s.io/v1alpha1", ("VolumeAttributesClass",), 0, 35, "storage.k8s.io/v1", same_shape=True),
    LifeCycle("storagemigration.k8s.io/v1alpha1", ("StorageVersionMigration",), 0, 35, "storagemigration.k8s.io/v1"),
    LifeCycle("scheduling.k8s.io/v1alpha1", ("Workload",), 0, 36, "scheduling.k8s.io/v1beta1"),
    LifeCycle("certificates.k8s.io/v1alpha1", ("ClusterTrustBundle",), 0, 37, "certificates.k8s.io/v1", True),
    LifeCycle("networking.k8s.io/v1beta1", ("IPAddress", "ServiceCIDR"), 34, 37, "networking.k8s.io/v1", True),
    LifeCycle("scheduling.k8s.io/v1alpha2", ("PodGroup", "Workload"), 0, 37, "scheduling.k8s.io/v1beta1"),
    LifeCycle("storage.k8s.io/v1beta1", ("VolumeAttributesClass",), 34, 37, "storage.k8s.io/v1", same_shape=True),
    # https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/
    LifeCycle("v1", ("Endpoints",), 33, 0, instead="EndpointSlice"),
    # https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/component-status-v1/
    LifeCycle("v1", ("ComponentStatus",), 19, 0, instead="/livez, /readyz"),
)


@cache
def _by_key() -> dict[tuple[str, str], LifeCycle]:
    return {(row.api_version, kind): row for row in _TABLE for kind in row.kinds}


def life_cycle(api_version: str, kind: str) -> LifeCycle | None:
    """What happened to a kind under an apiVersion, None for what is neither deprecated nor removed."""
    return _by_key().get((api_version, kind))


def minor(version: str) -> int:
    """22 for "1.22"."""
    return int(version.partition(".")[2])
