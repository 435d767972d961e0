"""The objects of a submission and how they connect, for the drawing."""

from __future__ import annotations

from collections.abc import Iterator

from reviews.engine.bundle import Bundle
from reviews.engine.report import Edge, Graph, Node
from reviews.engine.subjects import Pod, Resource
from reviews.engine.tree import walk

_Link = tuple[str, str, str]  # kind and name of the target, what the connection is


def graph_of(bundle: Bundle) -> Graph:
    """Every object as a node; what is named but not there as a node that is not present."""
    nodes: dict[str, Node] = {}
    for resource in bundle.resources:
        nodes.setdefault(resource.identity, _node(resource))
    edges: dict[Edge, None] = {}
    for resource in bundle.resources:
        for pod in _selected(resource, bundle):
            edges[Edge(resource.identity, pod.resource.identity, _SELECTING[resource.known_kind])] = None
        for kind, name, label in _named(resource):
            target = bundle.find(kind, resource.namespace, name) or bundle.find(kind, "", name)
            identity = target.identity if target else f"{kind}/{resource.namespace}/{name}"
            if target is None:
                nodes.setdefault(identity, Node(identity, kind, name, resource.namespace, "", 0, present=False))
            if identity != resource.identity:
                edges[Edge(resource.identity, identity, label)] = None
    return Graph(tuple(nodes.values()), tuple(edges))


def _node(resource: Resource) -> Node:
    span = resource.at("kind").span
    return Node(resource.identity, resource.kind, resource.name, resource.namespace, span.file, span.line)


_SELECTING = {"Service": "selects", "PodDisruptionBudget": "protects", "NetworkPolicy": "guards"}


def _selected(resource: Resource, bundle: Bundle) -> Iterator[Pod]:
    if resource.known_kind == "Service":
        selector = resource.mapping("spec", "selector")
        if selector:
            yield from bundle.selected_by_labels(selector, resource.namespace)
    elif resource.known_kind == "PodDisruptionBudget":
        yield from bundle.selected(resource.get("spec", "selector"), resource.namespace)
    elif resource.known_kind == "NetworkPolicy":
        yield from bundle.selected(resource.get("spec", "podSelector"), resource.namespace)


def _named(resource: Resource) -> Iterator[_Link]:
    """What an object names: its connections by name."""
    if resource.pod is not None:
        yield from _named_by_pod(resource.pod)
    kind = resource.known_kind
    if kind == "Ingress":
        yield from _backends(resource)
    elif kind == "HorizontalPodAutoscaler":
        target = resource.mapping("spec", "scaleTargetRef")
        yield from _link(target.get("kind"), target.get("name"), "scales")
    elif kind in ("RoleBinding", "ClusterRoleBinding"):
        role = resource.mapping("roleRef")
        yield from _link(role.get("kind"), role.get("name"), "binds")
        for _index, subject in resource.items("subjects"):
            if subject.get("kind") == "ServiceAccount":
                yield from _link("ServiceAccount", subject.get("name"), "grants to")
    elif kind == "StatefulSet":
        yield from _link("Service", resource.get("spec", "serviceName"), "is named by")


def _link(kind: object, name: object, label: str) -> Iterator[_Link]:
    if isinstance(kind, str) and isinstance(name, str) and kind and name:
        yield kind, name, label


def _backends(resource: Resource) -> Iterator[_Link]:
    backends = [resource.get("spec", "defaultBackend"), resource.get("spec", "backend")]
    for _index, rule in resource.items("spec", "rules"):
        paths = walk(rule, ("http", "paths"))
        backends += (
            [walk(path, ("backend",)) for path in paths if isinstance(path, dict)] if isinstance(paths, list) else []
        )
    for backend in backends:
        yield from _link("Service", walk(backend, ("service", "name")) or walk(backend, ("serviceName",)), "routes to")


def _named_by_pod(pod: Pod) -> Iterator[_Link]:
    account = pod.text("serviceAccountName")
    if account and account != "default":
        yield "ServiceAccount", account, "runs as"
    for _index, volume in pod.items("volumes"):
        yield from _link("ConfigMap", walk(volume, ("configMap", "name")), "mounts")
        yield from _link("Secret", walk(volume, ("secret", "secretName")), "mounts")
        yield from _link("PersistentVolumeClaim", walk(volume, ("persistentVolumeClaim", "claimName")), "mounts")
    for container in pod.containers:
        for _index, source in container.items("envFrom"):
            yield from _link("ConfigMap", walk(source, ("configMapRef", "name")), "reads")
            yield from _link("Secret", walk(source, ("secretRef", "name")), "reads")
        for _index, variable in container.items("env"):
            yield from _link("ConfigMap", walk(variable, ("valueFrom", "configMapKeyRef", "name")), "reads")
            yield from _link("Secret", walk(variable, ("valueFrom", "secretKeyRef", "name")), "reads")
