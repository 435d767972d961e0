"""What may be handed in, what is said about the rest, and what is kept of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from reviews.problems import Refused
from reviews.uploads import MAX_FILE_BYTES, MAX_FILES, from_texts, is_manifest_name, read_upload
from tests.reviews.test_archives import tarred, zipped

POD = b"kind: Pod\n"
SECRET = b"""\
apiVersion: v1
kind: Secret
metadata: {name: db}
stringData:
  password: correct-horse-battery
"""


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def refused(**handed_in) -> Refused:
    with pytest.raises(Refused) as refusal:
        read_upload(**handed_in)
    return refusal.value


def test_several_files_and_a_pasted_text_come_together() -> None:
    upload = read_upload(files=[file("web.yaml", POD), file("Dockerfile", b"FROM x\n")], pasted="kind: Service")
    assert [f.name for f in upload.files] == ["web.yaml", "Dockerfile", "pasted.yaml"]


@pytest.mark.parametrize(
    ("text", "name"), [("kind: Pod", "pasted.yaml"), ('{"kind": "Pod"}', "pasted.json"), ("FROM alpine", "Dockerfile")]
)
def test_a_pasted_text_gets_the_name_of_what_it_looks_like(text: str, name: str) -> None:
    assert read_upload(pasted=text).files[0].name == name
    assert read_upload(pasted=text, pasted_name="own.yaml").files[0].name == "own.yaml"


def test_line_breaks_that_a_browser_made_of_a_pasted_text_are_taken_back() -> None:
    assert read_upload(pasted="a: 1\r\nb: 2\r\n").files[0].text == "a: 1\nb: 2\n"


def test_line_breaks_of_a_file_are_kept() -> None:
    assert read_upload(files=[file("web.yaml", b"a: 1\r\nb: 2\r\n")]).files[0].text == "a: 1\r\nb: 2\r\n"


def test_the_manifests_of_an_archive_are_taken_and_the_rest_is_named() -> None:
    entries = [
        ("k8s/web.yaml", POD),
        ("README.md", b"#"),
        ("__MACOSX/k8s/._web.yaml", b"\0"),
        (".git/config.yaml", POD),
    ]
    for content in (zipped(*entries), tarred(*entries)):
        upload = read_upload(files=[file("all.zip", content)])
        assert [f.name for f in upload.files] == ["k8s/web.yaml"]
        assert upload.skipped == ("README.md", "__MACOSX/k8s/._web.yaml", ".git/config.yaml")


def test_an_archive_without_manifests_says_so() -> None:
    problem = refused(files=[file("all.zip", zipped(("README.md", b"#")))]).problem
    assert problem.id == "archive-empty"
    assert ".yaml" in problem.text


@pytest.mark.parametrize(
    "name", ["web.yaml", "a/b.YML", "x.json", "Dockerfile", "Dockerfile.dev", "build/Containerfile"]
)
def test_what_is_a_manifest_by_its_name(name: str) -> None:
    assert is_manifest_name(name)


@pytest.mark.parametrize("name", ["README.md", ".hidden.yaml", ".git/x.yaml", "logo.png", "values.yaml.bak"])
def test_what_is_no_manifest_by_its_name(name: str) -> None:
    assert not is_manifest_name(name)


def test_nothing_is_told_as_nothing() -> None:
    assert refused().problem.id == "nothing-handed-in"
    assert refused(files=[file("web.yaml", b" \n")], pasted="\n").problem.id == "nothing-handed-in"


def test_a_file_of_the_greatest_size_passes_and_one_byte_more_is_told_with_the_number() -> None:
    assert read_upload(files=[file("web.yaml", b"#" * MAX_FILE_BYTES)]).files
    problem = refused(files=[file("web.yaml", b"#" * (MAX_FILE_BYTES + 1))]).problem
    assert (problem.id, "2,097,152" in problem.text, "web.yaml" in problem.text) == ("file-too-large", True, True)


def test_the_greatest_number_of_files_passes_and_one_more_is_told_with_the_number() -> None:
    files = [file(f"{number}.yaml", POD) for number in range(MAX_FILES)]
    assert len(read_upload(files=files).files) == MAX_FILES
    files = [file(f"{number}.yaml", POD) for number in range(MAX_FILES + 1)]
    problem = refused(files=files).problem
    assert (problem.id, "200" in problem.text) == ("too-many-files", True)


def test_two_files_of_one_name_are_told() -> None:
    assert refused(files=[file("web.yaml", POD), file("web.yaml", POD)]).problem.id == "file-name-twice"


def test_a_byte_order_mark_is_taken_off() -> None:
    assert read_upload(files=[file("web.yaml", b"\xef\xbb\xbfkind: Pod\n")]).files[0].text == "kind: Pod\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_what_an_editor_wrote_in_wide_characters_is_read_and_told(encoding: str) -> None:
    upload = read_upload(files=[file("web.yaml", "kind: Pod # 日本\n".encode(encoding))])
    assert (upload.files[0].text, upload.converted) == ("kind: Pod # 日本\n", ("web.yaml",))


def test_another_encoding_is_told_with_its_line() -> None:
    problem = refused(files=[file("web.yaml", "a: 1\nb: 設定\n".encode("shift_jis"))]).problem
    assert (problem.id, "line 2" in problem.text) == ("wrong-encoding", True)


def test_what_is_no_text_is_told() -> None:
    assert refused(files=[file("web.yaml", b"kind: P\0d\n")]).problem.id == "not-text"
    assert refused(files=[file("logo.yaml", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]).problem.id == "not-text"
    assert refused(files=[file("web.zst", b"\x28\xb5\x2f\xfd....")]).problem.id == "compressed-file"


@pytest.mark.parametrize("name", ["a\u202eb.yaml", "a\x07.yaml", "x" * 300 + ".yaml"])
def test_a_name_that_cannot_be_shown_is_refused(name: str) -> None:
    assert refused(pasted="kind: Pod", pasted_name=name).problem.id == "file-name"


def test_a_japanese_name_is_a_name() -> None:
    assert read_upload(pasted="kind: Pod", pasted_name="設定/ウェブ.yaml").files[0].name == "設定/ウェブ.yaml"


def test_a_secret_is_replaced_before_anything_keeps_it() -> None:
    upload = read_upload(files=[file("db.yaml", SECRET)])
    kept = upload.files[0]
    assert "correct-horse-battery" not in repr(upload)
    assert len(kept.text) == len(SECRET.decode())
    assert kept.text.count("\n") == SECRET.count(b"\n")
    assert upload.masked_count == 1
    mask = kept.masks[0]
    assert SECRET.decode()[mask.start : mask.end] == "correct-horse-battery"


def test_a_text_that_the_portal_has_goes_the_same_way() -> None:
    assert "correct-horse-battery" not in repr(from_texts([("db.yaml", SECRET.decode())]))
    with pytest.raises(Refused):
        from_texts([("db.yaml", " ")])


def test_refusals_speak_the_readers_language_when_they_are_shown() -> None:
    problem = refused().problem
    with translation.override("en"):
        assert str(problem).startswith("There was no text")
