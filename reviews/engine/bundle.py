"""All of a submission: its resources, and how to find one from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from reviews.engine.documents import SourceDocument
from reviews.engine.profile import Profile
from reviews.engine.selectors import matches, matches_labels
from reviews.engine.subjects import Container, Pod, Resource, Suppression, resources_of


class Bundle:
    """What a rule may look at besides its own subject. Looking changes nothing."""

    def __init__(self, documents: Iterable[SourceDocument], kubernetes: str, profile: Profile) -> None:
        self.documents = tuple(documents)
        self.kubernetes = kubernetes
        self.profile = profile
        self.suppressions: list[Suppression] = []

    def with_document(self, changed: SourceDocument) -> Bundle:
        """The same submission with one document in place of the one of the same number."""
        documents = (changed if document.number == changed.number else document for document in self.documents)
        bundle = Bundle(documents, self.kubernetes, self.profile)
        bundle.__dict__["_resources_by_document"] = self._resources_by_document | {
            changed.number: resources_of(changed)
        }
        return bundle

    @cached_property
    def _resources_by_document(self) -> dict[int, list[Resource]]:
        return {document.number: resources_of(document) for document in self.documents}

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """Every object, in the order in which it was handed in."""
        found = self._resources_by_document
        return tuple(resource for document in self.documents for resource in found[document.number])

    @cached_property
    def pods(self) -> tuple[Pod, ...]:
        return tuple(pod for resource in self.resources if (pod := resource.pod) is not None)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        return tuple(container for pod in self.pods for container in pod.containers)

    @cached_property
    def _by_kind(self) -> dict[str, list[Resource]]:
        found = defaultdict(list)
        for resource in self.resources:
            found[resource.known_kind].append(resource)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str], Resource]:
        found: dict[tuple[str, str, str], Resource] = {}
        for resource in self.resources:
            found.setdefault((resource.known_kind, resource.namespace, resource.name), resource)
        return found

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """Every object of some kinds: Kubernetes' own by name ("Service"), others by group/kind."""
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    def find(self, kind: str, namespace: str, name: str) -> Resource | None:
        """One object; the namespace of cluster-scoped kinds is ""."""
        return self._by_name.get((kind, namespace, name))

    def selected(self, selector: Any, namespace: str) -> Iterator[Pod]:
        """The Pods of a namespace that a LabelSelector (matchLabels, matchExpressions) selects."""
        for pod in self._pods_by_namespace.get(namespace, ()):
            if matches(selector, pod.labels):
                yield pod

    def selected_by_labels(self, labels: Mapping[str, Any], namespace: str) -> Iterator[Pod]:
        """The Pods of a namespace that carry all labels of a plain selector (a Service's)."""
        for pod in self._pods_by_namespace.get(namespace, ()):
            if matches_labels(labels, pod.labels):
                yield pod

    @cached_property
    def _pods_by_namespace(self) -> dict[str, list[Pod]]:
        found = defaultdict(list)
        for pod in self.pods:
            found[pod.namespace].append(pod)
        return dict(found)
