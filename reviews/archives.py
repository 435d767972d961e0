"""Reading zip and tar archives in memory, with a bound on everything; nothing is ever written to a disk."""

from __future__ import annotations

import gzip
import io
import stat
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from reviews.problems import Refused

MAX_ARCHIVE_BYTES = 5 * 1024 * 1024
MAX_ARCHIVE_ENTRIES = 200
MAX_UNPACKED_BYTES = 10 * 1024 * 1024
_CHUNK_BYTES = 64 * 1024
# Headers and padding of a tar file of that many entries come on top of the files' own bytes.
_TAR_OVERHEAD_BYTES = (MAX_ARCHIVE_ENTRIES + 2) * 4 * 1024
_ZIP_ENTRY = b"PK\x01\x02"
_PACKED = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\x28\xb5\x2f\xfd",
)

Entry = tuple[str, bytes]


def kind_of(content: bytes) -> str:
    """ "zip", "tar" (gzipped or not), "packed" for compression that is not opened here, "" for anything else."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if content.startswith(b"\x1f\x8b") or content[257:262] == b"ustar":
        return "tar"
    return "packed" if content.startswith(_PACKED) else ""


def read_archive(name: str, content: bytes) -> list[Entry]:
    """The files of a zip, tar or tar.gz as (path, bytes), in the archive's order; Refused says what is wrong with it."""
    if len(content) > MAX_ARCHIVE_BYTES:
        raise Refused("archive-too-large", name=name, count=f"{len(content):,}", limit=f"{MAX_ARCHIVE_BYTES:,}")
    read = _read_zip if kind_of(content) == "zip" else _read_tar
    try:
        return list(read(name, content))
    except Refused:
        raise
    except Exception as error:
        # zipfile alone raises BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError, ValueError ...
        raise Refused("archive-broken", name=name) from error


def _read_zip(name: str, content: bytes) -> Iterator[Entry]:
    # Counted before zipfile makes an object of each; the number the archive itself gives may be a lie.
    if content.count(_ZIP_ENTRY) > MAX_ARCHIVE_ENTRIES:
        raise Refused("archive-entries", name=name, limit=MAX_ARCHIVE_ENTRIES)
    budget = _Budget(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            path = _safe_path(name, info.orig_filename)
            mode = info.external_attr >> 16
            if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Refused("archive-link", name=name, entry=path)
            if info.is_dir():
                continue
            if info.flag_bits & 0x1:
                raise Refused("archive-locked", name=name)
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("archive-broken", name=name)  # LZMA may ask for a dictionary of 4 GiB
            with archive.open(info) as file:
                yield path, budget.read(path, file)


def _read_tar(name: str, content: bytes) -> Iterator[Entry]:
    budget = _Budget(name)
    raw = io.BytesIO(content)
    stream = gzip.GzipFile(fileobj=raw) if content.startswith(b"\x1f\x8b") else raw
    bounded = _Bounded(name, stream)
    with tarfile.open(fileobj=bounded, mode="r|") as archive:  # type: ignore[call-overload]
        for number, member in enumerate(archive, start=1):
            if number > MAX_ARCHIVE_ENTRIES:
                raise Refused("archive-entries", name=name, limit=MAX_ARCHIVE_ENTRIES)
            path = _safe_path(name, member.name)
            if member.isdir():
                continue
            if not member.isreg() or member.issparse():
                raise Refused("archive-link", name=name, entry=path)
            file = archive.extractfile(member)
            if file is not None:
                yield path, budget.read(path, file)


class _Bounded:
    """A stream that ends with a refusal where a bomb would go on."""

    def __init__(self, name: str, stream: io.BufferedIOBase) -> None:
        self.name, self.stream, self.left = name, stream, MAX_UNPACKED_BYTES + _TAR_OVERHEAD_BYTES

    def read(self, size: int) -> bytes:
        """The next bytes of the tar file."""
        block = self.stream.read(size)
        self.left -= len(block)
        if self.left < 0:
            raise Refused("archive-unpacked", name=self.name, limit=f"{MAX_UNPACKED_BYTES:,}")
        return block


class _Budget:
    """Counts what comes out of an archive, whatever its headers say."""

    def __init__(self, name: str) -> None:
        self.name, self.left = name, MAX_UNPACKED_BYTES

    def read(self, path: str, file: object) -> bytes:
        """The whole of one entry, as long as the budget lasts."""
        parts: list[bytes] = []
        while part := file.read(_CHUNK_BYTES):  # type: ignore[attr-defined]
            self.left -= len(part)
            if self.left < 0:
                raise Refused("archive-unpacked", name=self.name, limit=f"{MAX_UNPACKED_BYTES:,}")
            parts.append(part)
        content = b"".join(parts)
        if kind_of(content):
            raise Refused("archive-nested", name=self.name, entry=path)
        return content


def _safe_path(name: str, path: str) -> str:
    """The path with forward slashes; Refused where it is absolute, leads upwards or holds control characters."""
    slashed = path.replace("\\", "/")
    parts = PurePosixPath(slashed).parts
    unusable = not parts or slashed.startswith("/") or ".." in parts or slashed[1:2] == ":" or not slashed.isprintable()
    if unusable:
        raise Refused("archive-path", name=name, entry=ascii(path)[:120])
    return str(PurePosixPath(slashed))
