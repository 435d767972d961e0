"""Kubernetes' own schemas and API life cycle, packed, per version."""

from pathlib import Path

KUBERNETES_VERSIONS = tuple(f"1.{minor}" for minor in range(25, 38))
DEFAULT_KUBERNETES = KUBERNETES_VERSIONS[-1]
PACKED = Path(__file__).with_name("kubernetes.json.xz")
