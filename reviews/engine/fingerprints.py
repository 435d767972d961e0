"""What makes a finding the same finding in the next revision."""

from __future__ import annotations

import hashlib
from collections import Counter


def fingerprint(rule: str, owner: str, path: str, seen: Counter[str]) -> str:
    """A short hash of rule, object (or file, for what is no object) and path, which names list items instead of counting them.

    seen: the keys so far in this report; equals get an ordinal, so that two are two.
    """
    key = "\0".join((rule, owner, path))
    ordinal = seen[key]
    seen[key] += 1
    if ordinal:
        key = f"{key}\0{ordinal}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
