"""Manifests on a disk: finding them below folders, reading them, and writing mended ones back."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from reviews.engine.report import Text

SUFFIXES = (".yaml", ".yml", ".json")
STDIN = "-"
STDIN_NAME = "<stdin>"
MAX_FILE_BYTES = 64 * 1024 * 1024  # a file of one's own may be larger than an upload, but no endless device
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """One file as it was read; `text` has no byte order mark."""

    name: str  # as shown and as reported
    path: Path | None  # None: standard input
    text: str
    has_bom: bool

    def encoded(self, text: str) -> bytes:
        """Another text in this file's encoding."""
        return ((_BOM if self.has_bom else "") + text).encode("utf-8")


class CannotRead(Exception):
    """A file or folder could not be read; `reason` is a plain sentence."""

    def __init__(self, name: str, reason: Text) -> None:
        super().__init__(f"{name}: {reason.en}")
        self.name = name
        self.reason = reason


_NOT_UTF8 = Text(
    en="This file is not UTF-8 text. Save it as UTF-8 and try again.",
    ja="UTF-8のテキストではありません。UTF-8で保存し直してください。",
)
_TOO_LARGE = Text(
    en="This file is larger than {limit} MiB. Split it into several files.",
    ja="ファイルが{limit} MiBを超えています。複数のファイルに分けてください。",
).filled({"limit": MAX_FILE_BYTES // (1024 * 1024)})
_NO_SUCH = Text(
    en="There is no such file or folder. Check the path.",
    ja="ファイルまたはフォルダーが見つかりません。パスを確認してください。",
)


def found(paths: Sequence[str]) -> Iterator[Path | CannotRead]:
    """Every manifest that the paths name, once, in a fixed order; folders are walked, `-` is left out."""
    seen: set[str] = set()
    for given in paths:
        if given == STDIN:
            continue
        path = Path(given)
        if _is_folder(path):
            candidates: Iterator[Path | CannotRead] = _below(path)
        elif os.path.lexists(path):
            candidates = iter([path])
        else:
            candidates = iter([CannotRead(shown_name(path), _NO_SUCH)])
        for candidate in candidates:
            if isinstance(candidate, CannotRead):
                yield candidate
            elif (key := os.path.realpath(candidate)) not in seen:
                seen.add(key)
                yield candidate


def _below(folder: Path) -> Iterator[Path | CannotRead]:
    """Manifests below a folder by name; hidden entries and folders already seen (loops of links) are passed over."""
    visited: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            yield path
            continue
        try:
            about = path.stat()
            entries = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield CannotRead(shown_name(path), _system_reason(error))
            continue
        if (about.st_dev, about.st_ino) not in visited:
            visited.add((about.st_dev, about.st_ino))
            waiting += filter(_is_wanted, entries)


def _is_wanted(path: Path) -> bool:
    """A folder, or a manifest by its name; a link that leads nowhere is wanted, so that it is complained about."""
    if path.name.startswith("."):
        return False
    mode = _mode(path)
    return stat.S_ISDIR(mode) or (path.name.lower().endswith(SUFFIXES) and (stat.S_ISREG(mode) or mode == 0))


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(_mode(path))


def _mode(path: Path) -> int:
    """The sort of file that a path leads to; 0 for what cannot be found or may not be asked."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0


def read(path: Path) -> ManifestFile:
    """The file's text. CannotRead where there is none to get."""
    try:
        with path.open("rb") as file:
            return _decoded(shown_name(path), path, file)
    except OSError as error:
        raise CannotRead(shown_name(path), _system_reason(error)) from error


def read_stdin(stream: BinaryIO) -> ManifestFile:
    """What comes from standard input."""
    return _decoded(STDIN_NAME, None, stream)


def _decoded(name: str, path: Path | None, stream: BinaryIO) -> ManifestFile:
    content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise CannotRead(name, _TOO_LARGE)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRead(name, _NOT_UTF8) from error
    return ManifestFile(name, path, text.removeprefix(_BOM), text.startswith(_BOM))


def write(file: ManifestFile, text: str) -> None:
    """Puts a new text in the file's place in one step, keeping its permissions. OSError where that fails; then nothing changed."""
    assert file.path is not None
    target = Path(os.path.realpath(file.path))  # a link stays a link
    descriptor, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(file.encoded(text))
            new.flush()
            os.fsync(new.fileno())
        Path(temporary).chmod(stat.S_IMODE(target.stat().st_mode))
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def shown_name(path: Path) -> str:
    """The path as it is reported: from the current folder where it lies below, with forward slashes, always UTF-8."""
    name = os.path.normpath(path)
    if Path(name).is_absolute():
        inside = os.path.relpath(name)
        name = name if inside.startswith("..") else inside
    return os.fsencode(name).decode("utf-8", "backslashreplace").replace(os.sep, "/")


def _system_reason(error: OSError) -> Text:
    reason = error.strerror or str(error)
    return Text(en=f"It could not be read: {reason}.", ja=f"読み取れませんでした: {reason}")
