"""Kubernetes' resource quantities: 500m, 1.5Gi, 2e3."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Any

_FORM = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:([eE][+-]?[0-9]{1,3})|(m|n|u|k|[MGTPE]i?|Ki))?")
_SCALE = {
    "n": Fraction(1, 10**9),
    "u": Fraction(1, 10**6),
    "m": Fraction(1, 1000),
    "": Fraction(1),
    **{name: Fraction(1000**power) for power, name in enumerate("kMGTPE", start=1)},
    **{f"{name}i": Fraction(1024**power) for power, name in enumerate("KMGTPE", start=1)},
}
_LONGEST = 60  # characters; an API server takes no number of such a size, and exact arithmetic on it would be slow


def parse_quantity(value: Any) -> Fraction | None:
    """The amount (cores, bytes, pieces) that a quantity means, None for what is no quantity.

    https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    word = repr(value) if isinstance(value, float) else str(value)
    return None if len(word) > _LONGEST else _parsed(word)


@lru_cache(maxsize=2048)
def _parsed(word: str) -> Fraction | None:
    match = _FORM.fullmatch(word)
    if match is None:
        return None
    sign, digits, exponent, unit = match.groups()
    amount = Fraction(digits if not digits.endswith(".") else digits + "0")
    if exponent:
        power = int(exponent[1:])
        amount *= Fraction(10) ** max(-60, min(60, power))
    else:
        amount *= _SCALE[unit or ""]
    return -amount if sign == "-" else amount


def unit_of(value: Any) -> str:
    """The unit a quantity is written with, "" for a bare number or what is no quantity."""
    match = _FORM.fullmatch(value) if isinstance(value, str) and len(value) <= _LONGEST else None
    return (match.group(4) or "") if match else ""
