"""Finding and reading files: folders, links, names, and what cannot be read."""

import os

import pytest

from reviews.engine.report import DocumentState
from reviews.terminal.bundles import bundles, merged
from reviews.terminal.files import CannotRead, ManifestFile, found, read, shown_name


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(*paths):
    """What is found, as it is reported."""
    return [path.name if isinstance(path, CannotRead) else shown_name(path) for path in found(paths)]


def test_folders_are_walked_by_name_for_yaml_and_json(folder):
    for name in ("b/x.yml", "a/y.YAML", "a.json", "notes.txt", "b/z.tpl"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("")
    assert names(".") == ["a/y.YAML", "a.json", "b/x.yml"]


def test_hidden_folders_and_files_are_passed_over(folder):
    (folder / ".git").mkdir()
    (folder / ".git" / "x.yaml").write_text("")
    (folder / ".hidden.yaml").write_text("")
    assert names(".") == []


def test_a_named_file_is_read_whatever_it_is_called(folder):
    (folder / ".hidden").write_text("kind: X\n")
    assert names(".hidden") == [".hidden"]


def test_a_loop_of_links_ends(folder):
    (folder / "a").mkdir()
    (folder / "a" / "x.yaml").write_text("")
    (folder / "a" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "self.yaml").symlink_to(folder / "a" / "self.yaml")
    assert names(".") == ["a/self.yaml", "a/x.yaml"]


def test_a_file_named_twice_is_read_once(folder):
    (folder / "x.yaml").write_text("")
    assert names("x.yaml", ".", "./x.yaml") == ["x.yaml"]


def test_a_dangling_link_cannot_be_read(folder):
    (folder / "x.yaml").symlink_to(folder / "gone.yaml")
    (path,) = found(["."])
    with pytest.raises(CannotRead, match="No such file"):
        read(path)


def test_a_name_that_is_no_text_can_be_shown(folder):
    path = os.fsdecode(b"\xff.yaml")
    assert shown_name(path).encode("utf-8") == b"\\xff.yaml"


def test_a_byte_order_mark_is_taken_off_and_remembered(folder):
    (folder / "x.yaml").write_bytes(b"\xef\xbb\xbfkind: X\r\n")
    file = read(folder / "x.yaml")
    assert (file.text, file.encoded(file.text)) == ("kind: X\r\n", b"\xef\xbb\xbfkind: X\r\n")


def test_a_chart_is_told_as_a_template_to_render(folder):
    from reviews.checker import review

    (folder / "chart" / "templates").mkdir(parents=True)
    template = "kind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- if .Values.x }}\nspec: {}\n{{- end }}\n"
    (folder / "chart" / "templates" / "web.yaml").write_text(template)
    files = [read(path) for path in found(["."])]
    (document,) = review({file.name: file.text for file in files}).documents
    assert document.state is DocumentState.TEMPLATE
    assert "helm template" in document.message.en


def file(name, documents=1):
    """A file of some documents."""
    return ManifestFile(name, None, "---\nkind: X\n" * documents, has_bom=False)


def told(of):
    """Bundles by their files' names."""
    return [[one.name for one in bundle] for bundle in of]


def test_what_fits_is_reviewed_together():
    assert told(bundles([file("a/x"), file("b/y")], most=10)) == [["a/x", "b/y"]]


def test_what_does_not_fit_is_reviewed_folder_by_folder():
    files = [file("a/x", 3), file("a/y", 3), file("b/c/z", 3), file("b/d/z", 3), file("top", 1)]
    assert told(bundles(files, most=9)) == [["top"], ["a/x", "a/y"], ["b/c/z", "b/d/z"]]


def test_a_folder_with_too_many_files_is_cut_and_loses_none():
    files = [file(f"a/{number}") for number in range(10)]
    parts = told(bundles(files, most=6))
    assert [name for part in parts for name in part] == [one.name for one in files]
    assert len(parts) > 1


def test_reports_are_merged_with_their_findings_on_the_right_documents():
    from tests.reviews.exports.reports import report

    both = merged([report(), report()])
    second = both.findings[len(report().findings) :]
    assert {finding.document for finding in second} == {3}
    assert both.documents[3] == report().documents[0]
