"""What rules look at: the bundle (all of a submission), its resources, their Pods, the Pods' containers."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from reviews.engine.documents import SourceDocument
from reviews.engine.fields import Field, Place, named_path
from reviews.engine.kinds import CLUSTER_SCOPED as CLUSTER_SCOPED
from reviews.engine.kinds import LONG_RUNNING as LONG_RUNNING
from reviews.engine.kinds import TEMPLATES
from reviews.engine.kinds import WORKLOADS as WORKLOADS
from reviews.engine.tree import Mapping, Path, Sequence, Step, walk

_LONGEST_NAME = 253  # characters; the API server takes no longer one


class Role(enum.StrEnum):
    """What a container is in its Pod."""

    ORDINARY = "container"
    INIT = "init"  # runs to its end before the others start
    SIDECAR = "sidecar"  # an init container with restartPolicy Always: runs on beside them
    EPHEMERAL = "ephemeral"  # added to a running Pod to debug it


LASTING_ROLES = frozenset({Role.ORDINARY, Role.SIDECAR})
STARTED_ROLES = frozenset({Role.ORDINARY, Role.INIT, Role.SIDECAR})
ALL_ROLES = frozenset(Role)


class Subject:
    """Something in a document that rules can look at: `get` gives plain values, `at` gives places."""

    __slots__ = ("__dict__", "document", "prefix", "value")

    def __init__(self, document: SourceDocument, prefix: Path, value: Any) -> None:
        self.document = document
        self.prefix = prefix
        self.value = value

    def get(self, *path: Step) -> Any:
        """The value below this subject, None where it is missing (or something on the way has another shape)."""
        return walk(self.value, path)

    def mapping(self, *path: Step) -> dict[str, Any]:
        """The mapping at a path, an empty one where there is none."""
        value = walk(self.value, path)
        return value if isinstance(value, dict) else {}

    def sequence(self, *path: Step) -> list[Any]:
        """The list at a path, an empty one where there is none."""
        value = walk(self.value, path)
        return value if isinstance(value, list) else []

    def text(self, *path: Step) -> str:
        """The string at a path, "" where there is none."""
        value = walk(self.value, path)
        return value if isinstance(value, str) else ""

    def number(self, *path: Step) -> int | None:
        """The integer at a path, None where there is none (booleans are no numbers)."""
        value = walk(self.value, path)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def items(self, *path: Step) -> Iterator[tuple[int, Mapping]]:
        """Index and value of those items of a list that are mappings."""
        value = walk(self.value, path)
        if isinstance(value, Sequence):
            for index, item in enumerate(value):
                if isinstance(item, Mapping):
                    yield index, item

    def at(self, *path: Step) -> Field:
        """The place of a field below this subject, whether it exists or not."""
        return Field(self.document, self.prefix + path)

    def __getitem__(self, path: Step | Path) -> Field:
        return self.at(*path) if isinstance(path, tuple) else self.at(path)


class Resource(Subject):
    """One object: a document, or an item of a List."""

    def __init__(self, document: SourceDocument, prefix: Path, value: Mapping) -> None:
        super().__init__(document, prefix, value)
        self.api_version = _as_text(value.get("apiVersion"))
        self.kind = _as_text(value.get("kind"))
        group = self.api_version.rpartition("/")[0]
        self.group = group
        # Rules subscribe to Kubernetes' own kinds by name and to others by group/kind: a Knative Service is no Service.
        own = "." not in group or group.endswith(".k8s.io")
        self.known_kind = self.kind if own else f"{group}/{self.kind}"
        metadata = value.get("metadata")
        self.metadata: dict[str, Any] = metadata if isinstance(metadata, dict) else {}
        self.name = _as_text(self.metadata.get("name")) or _as_text(self.metadata.get("generateName"))
        self.is_cluster_scoped = self.known_kind in CLUSTER_SCOPED
        self.written_namespace = _as_text(self.metadata.get("namespace"))
        self.schema_problems: dict[str, Any] = {}  # by Kubernetes version; schema.py finds them once
        # Applied without -n, what names no namespace lands in "default".
        self.namespace = "" if self.is_cluster_scoped else self.written_namespace or "default"

    @cached_property
    def identity(self) -> str:
        """Deployment/default/web; cluster-scoped objects have no middle part."""
        return "/".join(part[:_LONGEST_NAME] for part in (self.kind, self.namespace, self.name) if part)

    @cached_property
    def labels(self) -> dict[str, str]:
        return _texts(self.metadata.get("labels"))

    @cached_property
    def annotations(self) -> dict[str, str]:
        return _texts(self.metadata.get("annotations"))

    @cached_property
    def pod(self) -> Pod | None:
        """The Pod it is or makes, None for what makes none."""
        path = TEMPLATES.get(self.known_kind)
        if path is None:
            return None
        spec = walk(self.value, (*path, "spec"))
        return Pod(self, path, spec) if isinstance(spec, Mapping) else None


class Pod(Subject):
    """A Pod's spec, wherever it sits. Paths are relative to the spec; `template` paths to what holds metadata and spec."""

    def __init__(self, resource: Resource, template: Path, spec: Mapping) -> None:
        super().__init__(resource.document, (*resource.prefix, *template, "spec"), spec)
        self.resource = resource
        self.template = template

    @property
    def namespace(self) -> str:
        return self.resource.namespace

    @cached_property
    def labels(self) -> dict[str, str]:
        """The labels that its Pods carry."""
        return _texts(walk(self.resource.value, (*self.template, "metadata", "labels")))

    @cached_property
    def annotations(self) -> dict[str, str]:
        return _texts(walk(self.resource.value, (*self.template, "metadata", "annotations")))

    def template_at(self, *path: Step) -> Field:
        """The place of a field of the Pod template (metadata, for instance)."""
        return self.resource.at(*self.template, *path)

    @cached_property
    def containers(self) -> tuple[Container, ...]:
        """Every container: ordinary, init, sidecar, ephemeral."""
        found: list[Container] = []
        for key in ("initContainers", "containers", "ephemeralContainers"):
            for index, item in self.items(key):
                found.append(Container(self, (key, index), item, _role(key, item)))
        return tuple(found)

    def containers_of(self, roles: frozenset[Role]) -> tuple[Container, ...]:
        """Its containers of some roles."""
        return tuple(container for container in self.containers if container.role in roles)

    @cached_property
    def volumes(self) -> dict[str, tuple[int, Mapping]]:
        """Its volumes by name, with their index."""
        return {_as_text(item.get("name")): (index, item) for index, item in self.items("volumes")}


class Container(Subject):
    """One container of a Pod."""

    def __init__(self, pod: Pod, path: Path, value: Mapping, role: Role) -> None:
        super().__init__(pod.document, (*pod.prefix, *path), value)
        self.pod = pod
        self.resource = pod.resource
        self.role = role
        self.name = _as_text(value.get("name"))

    def security(self, name: str) -> Any:
        """A security setting as it takes effect: the container's own, else the Pod's."""
        value = walk(self.value, ("securityContext", name))
        return value if value is not None else walk(self.pod.value, ("securityContext", name))

    def security_at(self, name: str) -> Field:
        """Where a security setting that takes effect is written, or where it belongs: in the container."""
        own = self.at("securityContext", name)
        if own.exists:
            return own
        inherited = self.pod.at("securityContext", name)
        return inherited if inherited.exists else own


class Suppression:
    """A wish of the author to silence a rule, and what became of it. Rules about suppressions look at this."""

    def __init__(self, document: SourceDocument, mark: tuple[int, int], rule: str, reason: str) -> None:
        self.document = document
        self.mark = mark
        self.rule = rule
        self.reason = reason
        self.is_known = True
        self.is_used = False
        self.runs = True  # whether the rule it names is switched on
        self.nearest = ""  # the rule that was probably meant, where the name is unknown

    def silences(self, place: Field) -> bool:
        """Whether it reaches a place."""
        return False

    @property
    def place(self) -> Place:
        """Where it is written, for a finding about the suppression itself."""
        return Place(self.document, *self.mark)


def resources_of(document: SourceDocument) -> list[Resource]:
    """The objects of a document: itself, or the items of a List (however nested)."""
    root = document.root
    if root is None:
        return []
    found: list[Resource] = []
    pending: list[tuple[Path, Mapping]] = [((), root)]
    while pending:
        prefix, value = pending.pop()
        items = value.get("items")
        if _as_text(value.get("kind")).endswith("List") and isinstance(items, Sequence):
            below = [((*prefix, "items", index), item) for index, item in enumerate(items) if isinstance(item, Mapping)]
            pending.extend(reversed(below))
        else:
            found.append(Resource(document, prefix, value))
    return found


def path_of(document: SourceDocument, path: Path, resource: Resource | None) -> str:
    """A path as it is shown: from the object's own root, items by name."""
    prefix = resource.prefix if resource else ()
    root = resource.value if resource else (document.tree.value if document.tree else None)
    return named_path(root, path[len(prefix) :])


def _role(key: str, value: Mapping) -> Role:
    if key == "containers":
        return Role.ORDINARY
    if key == "ephemeralContainers":
        return Role.EPHEMERAL
    return Role.SIDECAR if value.get("restartPolicy") == "Always" else Role.INIT


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> dict[str, str]:
    """The entries of a mapping whose values are strings; others are the schema's business."""
    return {key: item for key, item in value.items() if isinstance(item, str)} if isinstance(value, dict) else {}
