"""Somebody is bound to cluster-admin."""

from collections.abc import Iterator

from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(
    __name__,
    title=Text(en="Binding to cluster-admin", ja="cluster-adminへのバインディング"),
    severity=Severity.ERROR,
    practices=("p11-04",),
)
MESSAGE = Text(
    en="Bind a role with the permissions that are needed: cluster-admin lets {subjects} do everything{reach}, reading every Secret included.",
    ja="必要な権限だけを持つロールをバインドしてください。cluster-adminを与えると、{subjects}は{reach_ja}すべての操作(Secretの閲覧を含む)ができます。",
)


@RULE.each(Resource, kinds=("RoleBinding", "ClusterRoleBinding"))
def check(binding: Resource) -> Iterator[Reported]:
    if binding.text("roleRef", "name") != "cluster-admin" or binding.text("roleRef", "kind") == "Role":
        return
    names = [str(subject.get("name")) for _index, subject in binding.items("subjects")]
    if names == ["system:masters"]:  # the binding that every cluster ships with
        return
    everywhere = binding.known_kind == "ClusterRoleBinding"
    yield RULE.finding(
        binding["roleRef", "name"],
        MESSAGE,
        subjects=", ".join(names[:3]) or "whoever is added",
        reach=" in every namespace" if everywhere else f" in the namespace {binding.namespace}",
        reach_ja="すべてのNamespaceで" if everywhere else f"Namespace {binding.namespace}内の",
    )
