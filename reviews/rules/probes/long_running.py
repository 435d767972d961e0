"""What the rules about probes share."""

from __future__ import annotations

from reviews.engine.subjects import Container


def runs_to_its_end(container: Container) -> bool:
    """Whether a bare Pod is a task that ends: nothing has to be probed in it."""
    return container.resource.known_kind == "Pod" and container.pod.get("restartPolicy") in ("Never", "OnFailure")
