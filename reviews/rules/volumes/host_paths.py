"""Paths of the node in Pods: which there are, which are the container runtime's socket, which open the node."""

import re
from collections.abc import Iterator
from posixpath import basename, normpath

from reviews.engine.subjects import Pod

RUNTIME_SOCKETS = frozenset({"docker.sock", "containerd.sock", "crio.sock", "cri-dockerd.sock", "podman.sock"})
# Directories that hold the node itself, or what it runs and trusts.
_WHOLE = re.compile(
    r"/(?:bin|boot|dev|etc|home|lib|lib64|proc|root|run|sbin|sys|usr|var)?"
    r"|/run/(?:containerd|crio|docker)"
    r"|/var/lib(?:/(?:containerd|containers|docker|kubelet|kubelet/pods))?"
)
# Below these everything counts: keys and configuration of the cluster, the node's accounts, its other processes.
_WITH_CONTENTS = re.compile(
    r"/(?:boot|proc|root|etc/(?:cron\.d|kubernetes|shadow|ssh|sudoers|systemd)|var/lib/(?:etcd|kubelet/pki))(?:/.*)?",
    re.DOTALL,
)


def host_paths(pod: Pod) -> Iterator[tuple[int, str]]:
    """Index of the volume and path, as it is written, of every hostPath volume."""
    for index, volume in pod.items("volumes"):
        source = volume.get("hostPath")
        path = source.get("path") if isinstance(source, dict) else None
        if isinstance(path, str) and path:
            yield index, path


def is_runtime_socket(path: str) -> bool:
    """Whether it is the socket through which containers are started on the node."""
    return basename(_normal(path)) in RUNTIME_SOCKETS


def is_sensitive(path: str) -> bool:
    """Whether whoever reads or writes it has the node."""
    path = _normal(path)
    return bool(_WHOLE.fullmatch(path) or _WITH_CONTENTS.fullmatch(path))


def _normal(path: str) -> str:
    """Without doubled and last slashes; /var/run is /run on today's distributions."""
    path = normpath("/" + path.strip("/"))
    return "/run" + path.removeprefix("/var/run") if f"{path}/".startswith("/var/run/") else path
