"""All of a submission: its resources, and how to find one from another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from reviews.engine.documents import SourceDocument
from reviews.engine.profile import Profile
from reviews.engine.selectors import matches, matches_labels
from reviews.engine.subjects import Pod, Resource, Suppression, resources_of

PODS = "*Pods"
EVERYTHING = "*"


def reach(resources: Iterable[Resource]) -> frozenset[str]:
    """What a look has to be at to see one of some objects."""
    found = {EVERYTHING}
    for resource in resources:
        found.add(resource.known_kind)
        if resource.pod is not None:
            found.add(PODS)
    return frozenset(found)


class Bundle:
    """What a rule may look at besides its own subject.

    Looking changes nothing, and is noted in `looked_at`: by it the engine knows which rules a change elsewhere can reach.
    """

    def __init__(self, documents: Iterable[SourceDocument], kubernetes: str, profile: Profile) -> None:
        self.documents = tuple(documents)
        self.kubernetes = kubernetes
        self.profile = profile
        self.suppressions: list[Suppression] = []
        self.looked_at: set[str] = set()  # kinds; PODS for anything that makes Pods, EVERYTHING for all objects

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

    def resources_in(self, document: SourceDocument) -> list[Resource]:
        """The objects of one document."""
        return self._resources_by_document[document.number]

    @property
    def resources(self) -> tuple[Resource, ...]:
        """Every object, in the order in which it was handed in."""
        self.looked_at.add(EVERYTHING)
        return self._resources

    @property
    def pods(self) -> tuple[Pod, ...]:
        """Every Pod that an object is or makes."""
        self.looked_at.add(PODS)
        return self._pods

    @cached_property
    def _resources(self) -> tuple[Resource, ...]:
        found = self._resources_by_document
        return tuple(resource for document in self.documents for resource in found[document.number])

    @cached_property
    def _pods(self) -> tuple[Pod, ...]:
        return tuple(pod for resource in self._resources if (pod := resource.pod) is not None)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its objects."""
        return frozenset(resource.known_kind for resource in self._resources)

    @cached_property
    def _by_kind(self) -> dict[str, list[Resource]]:
        found = defaultdict(list)
        for resource in self._resources:
            found[resource.known_kind].append(resource)
        return dict(found)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str, str], Resource]:
        found: dict[tuple[str, str, str], Resource] = {}
        for resource in self._resources:
            found.setdefault((resource.known_kind, resource.namespace, resource.name), resource)
        return found

    def of_kind(self, *kinds: str) -> Iterator[Resource]:
        """Every object of some kinds: Kubernetes' own by name ("Service"), others by group/kind."""
        self.looked_at.update(kinds)
        for kind in kinds:
            yield from self._by_kind.get(kind, ())

    def find(self, kind: str, namespace: str, name: str) -> Resource | None:
        """One object; the namespace of cluster-scoped kinds is ""."""
        self.looked_at.add(kind)
        return self._by_name.get((kind, namespace, name))

    def selected(self, selector: Any, namespace: str) -> Iterator[Pod]:
        """The Pods of a namespace that a LabelSelector (matchLabels, matchExpressions) selects."""
        self.looked_at.add(PODS)
        for pod in self._pods_by_namespace.get(namespace, ()):
            if matches(selector, pod.labels):
                yield pod

    def selected_by_labels(self, labels: Mapping[str, Any], namespace: str) -> Iterator[Pod]:
        """The Pods of a namespace that carry all labels of a plain selector (a Service's)."""
        self.looked_at.add(PODS)
        for pod in self._pods_by_namespace.get(namespace, ()):
            if matches_labels(labels, pod.labels):
                yield pod

    @cached_property
    def _pods_by_namespace(self) -> dict[str, list[Pod]]:
        found = defaultdict(list)
        for pod in self._pods:
            found[pod.namespace].append(pod)
        return dict(found)
