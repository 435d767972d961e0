"""Object is in the default namespace, or names none."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Object in the default namespace", ja="default Namespaceに置かれたオブジェクト"),
    severity=Severity.INFO,
    practices=("p05-04",),
)
WRITTEN = Text(
    en="Put {name} into a namespace of its application: in default it shares quota, NetworkPolicies and permissions with everything else"
    " that nobody placed.",
    ja="{name}はアプリケーション用のNamespaceに置いてください。defaultでは、置き場所を決めていない他のものとクォータ、NetworkPolicy、権限を共有することになります。",
)
UNNAMED = Text(
    en="No namespace is named: unless -n, Kustomize or Helm adds one on the way, {name} lands in default.",
    ja="Namespaceが指定されていません。適用時に-nやKustomize、Helmで指定しない限り、{name}はdefaultに作られます。",
)
# Namespaced kinds of Kubernetes itself; of others it is not known whether they have a namespace.
PLACED = frozenset(
    {
        *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Job", "CronJob", "Pod"),
        *(
            "Service",
            "Ingress",
            "ConfigMap",
            "Secret",
            "ServiceAccount",
            "PersistentVolumeClaim",
            "Role",
            "RoleBinding",
        ),
        *("NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler", "ResourceQuota", "LimitRange"),
    }
)


@RULE.each(Resource, kinds=PLACED)
def check(resource: Resource) -> Iterator[Reported]:
    if resource.name == "kubernetes" and resource.known_kind == "Service":  # the API server's own
        return
    name = f"{resource.kind} {resource.name}".strip()
    field = resource["metadata", "namespace"]
    if resource.written_namespace == "default":
        yield RULE.finding(field, WRITTEN, severity=Severity.WARNING, name=name)
    elif not field.exists or field.value is None:
        yield RULE.finding(field, UNNAMED, name=name)
