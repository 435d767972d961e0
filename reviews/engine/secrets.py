"""Where secrets stand in a text, and the text without them.

Found before a text is stored, so that what is stored holds none; the rules then go by what was found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reviews.engine.json_reading import read_json
from reviews.engine.limits import TooMuch
from reviews.engine.secret_patterns import is_literal, names_a_secret
from reviews.engine.secret_tokens import decoded, tokens_in
from reviews.engine.splitting import chunks, too_many_directives
from reviews.engine.tree import Mapping, Sequence, Tree
from reviews.engine.unreadable import Unreadable
from reviews.engine.yaml_reading import read_yaml

# `password: hunter2`, `PASSWORD=hunter2`, `"password": "hunter2"`: a line of a file in a file, or of a text that is no YAML
_ASSIGNMENT = re.compile(
    r"""^[ \t]*(?:-[ \t]+)?(?:export[ \t]+|set[ \t]+)?["']?(?P<name>[A-Za-z][\w.-]{1,80})["']?[ \t]*[:=][ \t]*(?P<quote>["']?)(?P<value>[^"'\r\n#,;]{3,500}?)(?P=quote)[ \t]*[,;]?[ \t]*(?:\#.*)?$""",
    re.MULTILINE,
)
_ARGUMENT = re.compile(
    r"--?(?P<name>[A-Za-z][\w.-]{2,60})(?:=|[ \t]+)[\"']?(?P<value>[^\s\"']{3,300})|\b(?P<variable>[A-Z][A-Z0-9_]{3,60})=[\"']?(?P<assigned>[^\s\"']{3,300})"
)
# Every name that tells a secret has one of these in it; looking for them first spares most texts the search by lines.
_HINT = re.compile(r"pass|secret|token|key|cred|pwd|pw\b", re.IGNORECASE)
_LONGEST_LINE_VALUE = 100_000  # characters of a ConfigMap's value that are looked through line by line


class Mask(NamedTuple):
    """A secret's place in a file (offsets in characters, without a byte order mark) and what kind of secret it is."""

    start: int
    end: int
    kind: str  # "secret-data", "password", "private-key", "url-password", or the provider of a token ("aws-key")


def find_secrets(text: str, filename: str) -> tuple[Mask, ...]:
    """The secrets of one file in order, not overlapping. Costs no more than reading the file within its limits."""
    is_json = filename.endswith(".json")
    if not is_json and too_many_directives(text):
        return gather(text, [(0, text, None)])
    found = []
    for start, end in chunks(text, is_json=is_json):
        chunk = text[start:end]
        try:
            tree = read_json(chunk) if is_json else read_yaml(chunk)
        except (Unreadable, TooMuch):
            tree = None
        found.append((start, chunk, tree))
    return gather(text, found)


def gather(text: str, documents: Iterable[tuple[int, str, Tree | None]]) -> tuple[Mask, ...]:
    """The secrets of a file from its documents: each one's offset, text and tree (None where it could not be read)."""
    found = [Mask(*place) for place in tokens_in(text)]
    for base, chunk, tree in documents:
        masks = _in_lines(chunk, 0, len(chunk)) if tree is None else secrets_in(tree.value, chunk)
        found += [Mask(mask.start + base, mask.end + base, mask.kind) for mask in masks]
    return without_overlap(found)


def without_overlap(found: list[Mask]) -> tuple[Mask, ...]:
    """Masks in order; where two overlap, the one that begins first is grown over both."""
    merged: list[Mask] = []
    for mask in sorted(mask for mask in found if mask.start < mask.end):
        if merged and mask.start < merged[-1].end:
            last = merged[-1]
            kind = last.kind if last.kind != "password" else mask.kind
            merged[-1] = Mask(last.start, max(last.end, mask.end), kind)
        else:
            merged.append(mask)
    return tuple(merged)


def masked(text: str, masks: Iterable[Mask]) -> str:
    """The text with each secret replaced by dots; as long as before, with the same lines."""
    parts: list[str] = []
    at = 0
    for mask in masks:
        parts.append(text[at : mask.start])
        parts.append("".join(character if character in "\r\n \t" else "•" for character in text[mask.start : mask.end]))
        at = mask.end
    return "".join((*parts, text[at:]))


def secrets_in(value: Any, text: str) -> list[Mask]:
    """The secrets of one document that its structure tells: Secrets' data, telling names with values, command lines."""
    found: list[Mask] = []
    seen: set[int] = set()
    pending: list[Any] = [value]
    while pending:
        item = pending.pop()
        if id(item) in seen:  # an anchor's value stands at one place, however often it is used
            continue
        seen.add(id(item))
        if isinstance(item, Mapping):
            kind = item.get("kind")
            if kind in ("Secret", "ConfigMap"):
                found += _in_data(item, text, is_secret=kind == "Secret")
                continue
            if kind in ("SealedSecret", "CustomResourceDefinition") or "sops" in item:
                continue
            found += _in_mapping(item, text)
            pending += [child for child in item.values() if isinstance(child, dict | list)]
        elif isinstance(item, Sequence):
            pending += [child for child in item if isinstance(child, dict | list)]
    return found


def _in_data(item: Mapping, text: str, *, is_secret: bool) -> Iterator[Mask]:
    for section in ("data", "stringData"):
        entries = item.get(section)
        if not isinstance(entries, Mapping):
            continue
        for key, value in entries.items():
            entry = entries.marks[key]
            if value is None or isinstance(value, dict | list) or value == "":
                continue
            start, end = _inside(text, entry.start, entry.end)
            word = str(value)
            if is_secret:
                plain = decoded(word).decode("utf-8", "ignore") if section == "data" else word
                if not _is_reference(plain) and not _is_reference(word):
                    yield Mask(start, end, "secret-data")
            elif "\n" in word:
                yield from _in_lines(text, start, min(end, start + _LONGEST_LINE_VALUE))
            elif names_a_secret(key) and is_literal(word):
                yield Mask(start, end, "password")
            else:
                yield from _in_lines(text, start, end)


def _is_reference(word: str) -> bool:
    """What stands in a Secret and is none: an empty text, a variable to be filled in, a value encrypted by sops."""
    word = word.strip()
    return (
        not word
        or word.startswith(("ENC[", "${", "$(", "{{", "<", "vault:", "ref+"))
        or set(word) <= {"•", "*", "x", "X"}
    )


def _in_mapping(item: Mapping, text: str) -> Iterator[Mask]:
    name = item.get("name")
    if isinstance(name, str) and "value" in item:  # an environment variable, or something of its form
        value = item["value"]
        if isinstance(value, str | int) and not isinstance(value, bool) and _tells(name, str(value)):
            entry = item.marks["value"]
            yield Mask(*_inside(text, entry.start, entry.end), "password")
    for key in ("command", "args"):
        words = item.get(key)
        if isinstance(words, Sequence):
            yield from _in_arguments(words, text)
    for key, value in item.items():
        if (
            isinstance(value, str)
            and len(value) >= 8
            and names_a_secret(key)
            and _is_mixed(value)
            and is_literal(value)
        ):
            entry = item.marks[key]
            yield Mask(*_inside(text, entry.start, entry.end), "password")


def _tells(name: str, value: str) -> bool:
    """Whether a variable's name and value together make a secret. A bare number needs the word password to be one."""
    if not names_a_secret(name) or not is_literal(value):
        return False
    return not value.isdigit() or "pass" in name.lower() or "pwd" in name.lower()


def _is_mixed(value: str) -> bool:
    """Whether a value is built like a password or key and not like a word, a name or a sentence."""
    kinds = (any(c.islower() for c in value), any(c.isupper() for c in value), any(c.isdigit() for c in value))
    return (
        " " not in value
        and sum(kinds) + any(c in "!@#$%^&*+/=~" for c in value) >= 2
        and any(c.isdigit() for c in value)
    )


def _in_arguments(words: Sequence, text: str) -> Iterator[Mask]:
    for index, word in enumerate(words):
        if not isinstance(word, str):
            continue
        start, end = words.marks[index]
        written = text[start:end]
        for match in _ARGUMENT.finditer(written):
            group = "value" if match["name"] else "assigned"
            if _tells(match["name"] or match["variable"], match[group]):
                yield Mask(start + match.start(group), start + match.end(group), "password")
        following = words[index + 1] if index + 1 < len(words) else None
        is_pair = word.startswith("--") and "=" not in word and isinstance(following, str)
        if is_pair and not following.startswith("-") and _tells(word.lstrip("-"), following):
            yield Mask(*_inside(text, *words.marks[index + 1]), "password")


def _in_lines(text: str, start: int, end: int) -> Iterator[Mask]:
    """Assignments in a text that is not read as YAML itself."""
    if not _HINT.search(text, start, end):
        return
    for match in _ASSIGNMENT.finditer(text, start, end):
        if _tells(match["name"], match["value"]):
            yield Mask(*match.span("value"), "password")


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """A scalar's place without its quotes, or without the header line of a block scalar."""
    first = text[start : start + 1]
    if first in ('"', "'"):
        return start + 1, end - 1
    if first in ("|", ">"):
        body = text.find("\n", start, end)
        return (body + 1 if body != -1 else end), end
    return start, end
