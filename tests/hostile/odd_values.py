"""Hostile manifests that are well written: values of another type or shape than belongs there, and texts that inject."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.hostile.texts import POD, Files, one

_ODD = (
    "null",
    "~",
    "1",
    "1.5",
    "true",
    "yes",
    '""',
    "a",
    "[]",
    "{}",
    "[null]",
    "[[]]",
    "[{}]",
    "{a: null}",
    "[1, a]",
    "{a: {b: {c: []}}}",
    "-1",
    ".5",
    "2024-01-01",
    "!!str",
    "|-\n     a",
)
_PLACES = (
    "apiVersion", "kind", "metadata", "spec", "metadata.name", "metadata.namespace", "metadata.labels", "metadata.annotations", "metadata.labels.app", "metadata.annotations.portal-ignore/image-tag-latest", "items",
    "spec.replicas", "spec.selector", "spec.selector.matchLabels", "spec.selector.matchExpressions", "spec.strategy", "spec.template", "spec.template.metadata", "spec.template.metadata.labels", "spec.template.spec",
    *(f"spec.template.spec.{field}" for field in ("containers", "initContainers", "ephemeralContainers", "volumes", "securityContext", "affinity", "tolerations", "topologySpreadConstraints", "os", "imagePullSecrets", "serviceAccountName", "hostNetwork", "nodeSelector")),
    *(f"spec.template.spec.containers.0{field}" for field in ("", ".name", ".image", ".env", ".envFrom", ".ports", ".resources", ".resources.limits", ".resources.limits.cpu", ".resources.requests", ".securityContext", ".securityContext.capabilities", ".securityContext.capabilities.drop",
      ".volumeMounts", ".livenessProbe", ".livenessProbe.httpGet", ".readinessProbe", ".lifecycle", ".command", ".args")),
)  # fmt: skip


def _with(place: str, odd: str) -> str:
    """A Deployment in JSON (flow YAML) with an odd value in one place."""
    marker = "@@odd@@"
    container = {
        "name": "web",
        "image": "nginx",
        "resources": {"limits": {}},
        "securityContext": {"capabilities": {}},
        "livenessProbe": {},
    }
    root = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web", "labels": {}, "annotations": {}},
        "spec": {"selector": {}, "template": {"metadata": {}, "spec": {"containers": [container]}}},
    }
    value = root
    *above, last = place.replace("portal-ignore/image-tag-latest", "@@").split(".")
    for step in above:
        value = value[int(step) if step.isdigit() else step]
    value[int(last) if last.isdigit() else last.replace("@@", "portal-ignore/image-tag-latest")] = marker
    return json.dumps(root).replace(f'"{marker}"', odd.replace("|-\n     a", '"a\\n"'))


TYPES: dict[str, Callable[[], Files]] = {
    f"odd values at {place}": (lambda place=place: {f"{n}.yaml": _with(place, odd) for n, odd in enumerate(_ODD)})
    for place in _PLACES
}
_KINDS = (
    "Service", "Ingress", "NetworkPolicy", "HorizontalPodAutoscaler", "PodDisruptionBudget", "Role", "RoleBinding", "ClusterRoleBinding", "Secret", "ConfigMap", "CronJob", "Job", "StatefulSet", "DaemonSet", "Pod",
    "Namespace", "PersistentVolume", "PersistentVolumeClaim", "StorageClass", "CustomResourceDefinition", "List", "PodList", "VerticalPodAutoscaler", "ServiceMonitor", "LimitRange", "ResourceQuota",
)  # fmt: skip
_APIS = (
    "v1",
    "apps/v1",
    "networking.k8s.io/v1",
    "autoscaling/v2",
    "policy/v1",
    "rbac.authorization.k8s.io/v1",
    "batch/v1",
    "storage.k8s.io/v1",
    "apiextensions.k8s.io/v1",
    "example.com/v1",
    "/",
    "a/b/c",
    "",
)
_SPECS = (
    "",
    "spec:",
    "spec: 1",
    "spec: []",
    "spec: {selector: [], rules: {}, ports: a, metrics: 1, template: {spec: []}}",
    "spec: {selector: {app: 1}, rules: [1, {http: []}, {http: {paths: a}}, {http: {paths: [1, {backend: 2}]}}], ports: [1, null], metrics: [[]], ingress: [a], egress: {}}",
    "spec: {rules: [null], tls: [1], template: {metadata: [], spec: {containers: {a: b}}}, jobTemplate: {spec: a}}\nrules: [1, {verbs: a}]\nsubjects: [1]\nroleRef: a\ndata: []\nstringData: a",
)
SHAPES: dict[str, Callable[[], Files]] = {
    f"{kind} of odd shapes": (
        lambda kind=kind: {
            f"{n}-{m}.yaml": f"apiVersion: {api}\nkind: {kind}\nmetadata: {{name: a}}\n{spec}\n"
            for n, api in enumerate(_APIS)
            for m, spec in enumerate(_SPECS)
        }
    )
    for kind in _KINDS
} | {
    "a scalar": lambda: one("web"),
    "a list of objects": lambda: one("- " + POD.replace("\n", "\n  ")),
    "a compose file": lambda: one("services: {web: {image: nginx}}"),
    "only metadata": lambda: one("metadata: {name: a}"),
    "a List of everything": lambda: one(
        "kind: List\nitems: [1, a, null, [], {}, {kind: Pod}, {kind: List, items: [{}]}]"
    ),
    "the same file twice": lambda: {"a.yaml": POD, "b.yaml": POD},
}
_NASTY = (
    "<script>alert(1)</script>",
    "{0}{name}{}",
    "{{ 7*7 }}",
    "%s%n%x",
    "'; DROP TABLE reviews; --",
    "=cmd|'/C calc'!A0",
    "../../etc/passwd",
    "::error file=a::b",
    "\\u0000",
    "${jndi:ldap://x}",
    "`id`",
    "a\\nb",
    "{field.__class__}",
    "]]>",
    "|table|",
    "[x](javascript:alert(1))",
)
INJECTION: dict[str, Callable[[], Files]] = {
    f"{text!r} everywhere": (
        lambda text=text: {
            text + ".yaml": "apiVersion: {0}\nkind: {0}\nmetadata: {{name: {0}, labels: {{{0}: {0}}}}}\n{0}: {0}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {0}}}\nspec: {{{0}: 1, replicas: {0}, selector: {{matchLabels: {{{0}: {0}}}}}, template: {{spec: {{containers: [{{name: {0}, image: {0}, {0}: {0}, env: [{{name: {0}, value: 1}}]}}]}}}}}}\n# portal-ignore {0}: {0}\n".format(json.dumps(text))
        }
    )
    for text in _NASTY
}  # fmt: skip
