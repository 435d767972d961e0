"""Archives are read in memory, within bounds, and nothing in them leads anywhere."""

import gzip
import io
import tarfile
import zipfile

import pytest

from reviews import archives
from reviews.archives import MAX_ARCHIVE_BYTES, MAX_ARCHIVE_ENTRIES, MAX_UNPACKED_BYTES, kind_of, read_archive
from reviews.problems import Refused

YAML = b"kind: Pod\n"


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def tarred(*entries: tuple[str | tarfile.TarInfo, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, content in entries:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_archive("all.zip", content)
    assert "all.zip" in refused.value.problem.text
    return refused.value.problem.id


@pytest.mark.parametrize("pack", [zipped, tarred, lambda *entries: tarred(*entries, mode="w")])
def test_the_files_of_an_archive_come_out_in_its_order(pack) -> None:
    content = pack(("app/web.yaml", YAML), ("app/db.yaml", b"kind: Service\n"))
    assert read_archive("all.zip", content) == [("app/web.yaml", YAML), ("app/db.yaml", b"kind: Service\n")]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("path", ["../web.yaml", "/etc/web.yaml", "a/../../web.yaml", "..\\web.yaml", "C:\\web.yaml"])
def test_a_path_that_leads_out_is_refused(pack, path: str) -> None:
    assert refusal(pack((path, YAML))) == "archive-path"


def test_a_name_that_is_cut_at_its_nul_is_refused() -> None:
    content = zipped(("web.yamlX.exe", YAML)).replace(b"web.yamlX.exe", b"web.yaml\0.exe")
    assert refusal(content) == "archive-path"


def test_a_name_with_control_characters_is_refused() -> None:
    assert refusal(zipped(("we\x1bb.yaml", YAML))) == "archive-path"
    assert refusal(zipped(("web\u202elmay.exe", YAML))) == "archive-path"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_of_a_tar_are_refused(kind: bytes) -> None:
    link = tarfile.TarInfo("web.yaml")
    link.type, link.linkname = kind, "/etc/passwd"
    assert refusal(tarred((link, b""))) == "archive-link"


def test_a_symbolic_link_of_a_zip_is_refused() -> None:
    link = zipfile.ZipInfo("web.yaml")
    link.external_attr = 0o120777 << 16
    assert refusal(zipped((link, b"/etc/passwd"))) == "archive-link"


def test_an_archive_within_an_archive_is_refused() -> None:
    assert refusal(zipped(("inner.yaml", zipped(("web.yaml", YAML))))) == "archive-nested"
    assert refusal(tarred(("inner.yaml", gzip.compress(YAML)))) == "archive-nested"


def test_as_many_entries_as_allowed_are_read_and_one_more_is_refused() -> None:
    entries = [(f"{number}.yaml", YAML) for number in range(MAX_ARCHIVE_ENTRIES)]
    for pack in (zipped, tarred):
        assert len(read_archive("all.zip", pack(*entries))) == MAX_ARCHIVE_ENTRIES
        assert refusal(pack(*entries, ("more.yaml", YAML))) == "archive-entries"


def test_a_bomb_is_counted_while_it_is_read() -> None:
    fits, bomb = b"\n" * MAX_UNPACKED_BYTES, b"\n" * (MAX_UNPACKED_BYTES + 1)
    for pack in (zipped, tarred):
        assert len(read_archive("all.zip", pack(("web.yaml", fits)))[0][1]) == MAX_UNPACKED_BYTES
        assert refusal(pack(("web.yaml", bomb))) == "archive-unpacked"


def test_a_bomb_that_lies_about_its_size_is_counted_all_the_same() -> None:
    content = bytearray(zipped(("web.yaml", b"\n" * (20 * 1024 * 1024))))
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the uncompressed size in the central directory
    assert refusal(bytes(content)) in ("archive-unpacked", "archive-broken")


def test_a_gzip_bomb_without_a_tar_in_it_ends() -> None:
    assert refusal(gzip.compress(b"\n" * (200 * 1024 * 1024))) in ("archive-unpacked", "archive-broken")


def test_a_header_of_a_tar_that_is_a_bomb_ends() -> None:
    long_name = tarfile.TarInfo("a" * (12 * 1024 * 1024))
    long_name.size = 0
    assert refusal(tarred((long_name, b""))) == "archive-unpacked"


def test_a_password_is_told() -> None:
    content = bytearray(zipped(("web.yaml", YAML)))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(signature)
        content[at + offset] |= 1
    assert refusal(bytes(content)) == "archive-locked"


def test_a_dictionary_of_4_gib_is_never_asked_for() -> None:
    assert refusal(zipped(("web.yaml", YAML), method=zipfile.ZIP_LZMA)) == "archive-broken"


def test_an_archive_that_is_too_large_is_told_with_the_number() -> None:
    with pytest.raises(Refused) as refused:
        read_archive("all.zip", b"PK\x03\x04" + b"\0" * MAX_ARCHIVE_BYTES)
    assert f"{MAX_ARCHIVE_BYTES:,}" in refused.value.problem.text


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_damaged_archive_is_told_wherever_it_is_cut(pack) -> None:
    content = pack(("web.yaml", YAML * 50), ("db.yaml", YAML * 50))
    for length in range(6, len(content) - 1, 7):
        try:
            read_archive("all.zip", content[:length])
        except Refused as refused:
            assert refused.problem.id in ("archive-broken", "archive-path")


def test_what_an_archive_is_is_seen_by_its_bytes() -> None:
    assert [kind_of(zipped(("a", b""))), kind_of(tarred(("a", b""))), kind_of(b"kind: Pod")] == ["zip", "tar", ""]
    assert kind_of(b"\x28\xb5\x2f\xfd....") == "packed"


def test_nothing_is_written_to_a_disk(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    archives.read_archive("all.zip", zipped(("web.yaml", YAML)))
    archives.read_archive("all.tgz", tarred(("web.yaml", YAML)))
    assert list(tmp_path.iterdir()) == []
