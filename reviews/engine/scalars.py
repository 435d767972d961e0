"""What a plain YAML scalar means to Kubernetes.

Manifests go through sigs.k8s.io/yaml, whose decoder resolves words and numbers in ways of its own: `yes` and `y` are
booleans, `0o644` and `0644` are 420, `22:22` and `2024-01-01` are strings. tests/reviews/engine/scalars.json holds that
decoder's own answers, written by tests/reviews/engine/scalars_table/.
"""

from __future__ import annotations

import re
import struct
from math import inf, isfinite

Scalar = str | int | float | bool | None

_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    # Readable only as keys: JSON has no such numbers, so that a manifest with one is refused.
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
# Words that most people take for a string and Kubernetes takes for a boolean.
AMBIGUOUS_WORDS = frozenset(
    word for word, value in _WORDS.items() if isinstance(value, bool) and word.lower() not in ("true", "false")
)

_INTEGER = re.compile(r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMBER_STARTS = frozenset("+-.0123456789")
_LONGEST_NUMBER = 400  # characters; a float of more is rounded anyway, and int() refuses above 4,300 digits


def typed(word: str) -> Scalar:
    """The value of a plain scalar without a tag."""
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _NUMBER_STARTS or len(word) > _LONGEST_NUMBER:
        return word
    return _number(word)


def _number(word: str) -> Scalar:
    plain = word.replace("_", "") if word[0] != "." else word
    if _INTEGER.fullmatch(plain):
        value = _integer(plain)
        if -(2**63) <= value < 2**64:
            return value
    if _FLOAT.fullmatch(plain):
        number = float(plain)
        return number if isfinite(number) else word  # 1e999 stays a text
    return word


def _integer(plain: str) -> int:
    digits = plain.lstrip("+-").lower()
    sign = -1 if plain[0] == "-" else 1
    if digits[:2] in ("0x", "0b", "0o"):
        return sign * int(digits, 0)
    if len(digits) > 1 and digits[0] == "0":
        return sign * int(digits, 8)
    return sign * int(digits)


def as_key(value: Scalar) -> str:
    """A mapping's key as Kubernetes' decoder writes it into JSON, where every key is a string.

    Raises ValueError for what it takes for no key: null, and numbers beyond 64 bits with a sign.
    """
    if isinstance(value, str):
        return value
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, float):
        return _float_key(value)
    if value is None or value >= 2**63:
        raise ValueError("no key")
    return str(value)


def _float_key(value: float) -> str:
    """As Go writes a float of 32 bits: the fewest digits that give it back, with an exponent from 1e+06 on."""
    if not isfinite(value):
        return ".nan" if value != value else ".inf" if value > 0 else "-.inf"
    single = _single(value)
    if not isfinite(single):
        return "+Inf" if single > 0 else "-Inf"
    digits = next(digits for digits in range(1, 18) if _single(float(f"{single:.{digits}g}")) == single)
    scientific = f"{single:.{digits - 1}e}"
    exponent = int(scientific.partition("e")[2])
    return scientific if exponent < -4 or exponent >= 6 else f"{single:.{max(digits - 1 - exponent, 0)}f}"


def _single(value: float) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return inf if value > 0 else -inf
