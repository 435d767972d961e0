"""What may be handed in: several files, archives, a pasted text; decoded, bounded, with secrets masked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from reviews import archives
from reviews.engine import limits
from reviews.engine.secrets import Mask, find_secrets, masked
from reviews.models.submissions import NAME_LENGTH
from reviews.problems import Refused

MAX_FILES = 200
MAX_ALL_BYTES = 10 * 1024 * 1024
MAX_FILE_BYTES = limits.FILE_BYTES.value
_MANIFEST_SUFFIXES = (".yaml", ".yml", ".json", ".dockerfile")
_MANIFEST_NAMES = ("dockerfile", "containerfile")
_WIDE = (("utf-32", b"\xff\xfe\0\0"), ("utf-32", b"\0\0\xfe\xff"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))


class Uploaded(Protocol):
    """What Django calls an uploaded file."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int = ...) -> bytes:
        """At most that many bytes."""


@dataclass(frozen=True)
class IncomingFile:
    """One text as it will be stored: no byte order mark, dots where secrets stood."""

    name: str
    text: str
    masks: tuple[Mask, ...] = ()


@dataclass(frozen=True)
class Upload:
    """Everything handed in at once."""

    files: tuple[IncomingFile, ...]
    skipped: tuple[str, ...] = ()  # entries of archives that are no manifests
    converted: tuple[str, ...] = ()  # files that were UTF-16 or UTF-32 and should be saved as UTF-8

    @property
    def masked_count(self) -> int:
        """How many secrets were replaced."""
        return sum(len(file.masks) for file in self.files)


def read_upload(*, files: Iterable[Uploaded] = (), pasted: str = "", pasted_name: str = "") -> Upload:
    """Decodes and masks what was handed in; raises Refused with a sentence for what cannot be taken.

    The original texts are not kept: only what is returned here may be stored or logged.
    """
    raw: list[tuple[str, bytes]] = []
    skipped: list[str] = []
    for file in files:
        for name, content in _opened(file, skipped):
            raw.append((name, content))
    if len(raw) > MAX_FILES:
        raise Refused("too-many-files", count=len(raw), limit=MAX_FILES)
    if sum(len(content) for _name, content in raw) > MAX_ALL_BYTES:
        raise Refused("all-too-large", limit=f"{MAX_ALL_BYTES:,}")
    converted: list[str] = []
    texts = [(name, _decoded(name, content, converted)) for name, content in raw]
    if pasted.strip():
        texts.append(_pasted(pasted, pasted_name))
    texts = [(name, text) for name, text in texts if text.strip()]
    if not texts:
        raise Refused("nothing-handed-in")
    return Upload(_without_secrets(texts), tuple(skipped), tuple(converted))


def from_texts(texts: Iterable[tuple[str, str]]) -> Upload:
    """An upload made of texts that the portal already has; the same limits and masking apply."""
    checked = [(clean_name(name), _text_within_limits(name, text.removeprefix("\ufeff"))) for name, text in texts]
    if not any(text.strip() for _name, text in checked):
        raise Refused("nothing-handed-in")
    return Upload(_without_secrets(checked))


def clean_name(name: str) -> str:
    """A file's name as it is stored: NFC, forward slashes; Refused for one that cannot be shown or addressed."""
    clean = unicodedata.normalize("NFC", name.replace("\\", "/")).strip()
    path = PurePosixPath(clean)
    unusable = not clean.isprintable() or ".." in path.parts or clean.startswith("/") or path.name in ("", ".")
    if unusable or len(clean) > NAME_LENGTH:
        raise Refused("file-name", name=ascii(name)[:120])
    return str(path)


def is_manifest_name(path: str) -> bool:
    """Whether a file of an archive is looked at; hidden files and folders aren't."""
    parts = PurePosixPath(path).parts
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return False
    last = parts[-1].lower()
    return last.endswith(_MANIFEST_SUFFIXES) or last.split(".")[0] in _MANIFEST_NAMES


def _opened(file: Uploaded, skipped: list[str]) -> list[tuple[str, bytes]]:
    name = clean_name(file.name or "")
    content = file.read(max(MAX_FILE_BYTES, archives.MAX_ARCHIVE_BYTES) + 1)
    kind = archives.kind_of(content)
    if kind == "packed":
        raise Refused("compressed-file", name=name)
    if not kind:
        _check_size(name, content, file.size)
        return [(name, content)]
    entries = archives.read_archive(name, content)
    manifests = [(clean_name(path), content) for path, content in entries if is_manifest_name(path)]
    skipped += [path for path, _content in entries if not is_manifest_name(path)]
    if not manifests:
        raise Refused("archive-empty", name=name)
    for path, content in manifests:
        _check_size(path, content)
    return manifests


def _check_size(name: str, content: bytes, size: int | None = None) -> None:
    count = max(len(content), size or 0)
    if count > MAX_FILE_BYTES:
        raise Refused("file-too-large", name=name, count=f"{count:,}", limit=f"{MAX_FILE_BYTES:,}")


def _decoded(name: str, content: bytes, converted: list[str]) -> str:
    for encoding, mark in _WIDE:
        if content.startswith(mark):
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError as error:
                raise Refused("wrong-encoding", name=name, line=1, offset=error.start) from None
            converted.append(name)
            return _text_within_limits(name, text)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = "not-text" if b"\0" in content[:1024] else "wrong-encoding"
        raise Refused(problem, name=name, line=line, offset=error.start) from None
    return _text_within_limits(name, text)


def _text_within_limits(name: str, text: str) -> str:
    if "\0" in text:
        raise Refused("not-text", name=name, offset=text.index("\0"))
    _check_size(name, text.encode("utf-8", "surrogatepass"))
    return text


def _pasted(text: str, name: str) -> tuple[str, str]:
    text = text.removeprefix("\ufeff")
    if not name.strip():
        first = text.lstrip()
        name = "pasted.json" if first.startswith(("{", "[")) else "pasted.yaml"
        if first.upper().startswith("FROM "):
            name = "Dockerfile"
    # Browsers send \r\n for every line break of a text area, whatever was pasted into it.
    return clean_name(name), _text_within_limits(name, text.replace("\r\n", "\n"))


def _without_secrets(texts: list[tuple[str, str]]) -> tuple[IncomingFile, ...]:
    seen: set[str] = set()
    result = []
    for name, text in texts:
        if name in seen:
            raise Refused("file-name-twice", name=name)
        seen.add(name)
        masks = find_secrets(text, name)
        result.append(IncomingFile(name, masked(text, masks), masks))
    return tuple(result)
