"""--fix: files are mended in place, whole or not at all, and keep everything else that they were."""

import os
import stat

import pytest

from tests.reviews.terminal.test_command import NOTHING_WRONG, review

POD = """\
# a comment that stays
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: web   # and one here
      image: nginx:1.29.3
      securityContext:
        allowPrivilegeEscalation: true
"""
BROKEN = "kind: [\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with one Pod that a fix can mend."""
    (tmp_path / "pod.yaml").write_text(POD)
    return tmp_path


def test_all_safe_fixes_are_written_and_told(folder):
    done = review("pod.yaml", "--fix", "--fail-on", "never", cwd=folder)
    mended = (folder / "pod.yaml").read_text()
    assert (done.returncode, "allowPrivilegeEscalation: false" in mended) == (0, True)
    assert "pod.yaml:12: fixed: " in done.stderr.decode()
    assert "[privilege-escalation-explicit]" in done.stderr.decode()
    assert "[privilege-escalation-explicit]" not in done.stdout.decode()


def test_comments_and_layout_stay(folder):
    review("pod.yaml", "--fix", cwd=folder)
    before, after = POD.splitlines(), (folder / "pod.yaml").read_text().splitlines()
    kept = [line for line in before if "allowPrivilegeEscalation" not in line]
    assert [line for line in after if line in kept] == kept


def test_a_second_run_changes_nothing(folder):
    review("pod.yaml", "--fix", cwd=folder)
    once = (folder / "pod.yaml").read_bytes()
    again = review("pod.yaml", "--fix", cwd=folder)
    assert ((folder / "pod.yaml").read_bytes(), again.stderr) == (once, b"")


def test_line_breaks_byte_order_mark_and_permissions_are_kept(folder):
    path = folder / "pod.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + POD.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    review("pod.yaml", "--fix", cwd=folder)
    content = path.read_bytes()
    assert b"allowPrivilegeEscalation: false\r\n" in content
    assert content.startswith(b"\xef\xbb\xbf# a comment")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(folder):
    (folder / "link.yaml").symlink_to("pod.yaml")
    review("link.yaml", "--fix", cwd=folder)
    assert (folder / "link.yaml").is_symlink()
    assert "allowPrivilegeEscalation: false" in (folder / "pod.yaml").read_text()


def test_a_file_without_a_fix_is_not_touched(folder):
    (folder / "fine.yaml").write_text(NOTHING_WRONG)
    os.utime(folder / "fine.yaml", (1, 1))
    review(".", "--fix", cwd=folder)
    assert (folder / "fine.yaml").stat().st_mtime == 1


def test_a_broken_file_stays_as_it_is_and_ends_with_2(folder):
    (folder / "broken.yaml").write_text(BROKEN)
    done = review(".", "--fix", cwd=folder)
    assert (done.returncode, (folder / "broken.yaml").read_text()) == (2, BROKEN)
    assert "allowPrivilegeEscalation: false" in (folder / "pod.yaml").read_text()


def test_nothing_is_left_beside_the_files(folder):
    review(".", "--fix", cwd=folder)
    assert [path.name for path in folder.iterdir()] == ["pod.yaml"]


def test_a_disk_that_refuses_leaves_the_file_whole(folder, monkeypatch, capsys):
    from reviews.terminal import files
    from reviews.terminal.files import read, write

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write(read(folder / "pod.yaml"), "other")
    assert (folder / "pod.yaml").read_text() == POD
    assert [path.name for path in folder.iterdir()] == ["pod.yaml"]


def test_standard_input_comes_out_mended_and_the_report_goes_to_standard_error(folder):
    given = b"\xef\xbb\xbf" + POD.replace("\n", "\r\n").encode()
    done = review("-", "--fix", "--fail-on", "never", cwd=folder, stdin=given)
    assert done.returncode == 0
    assert done.stdout.startswith(b"\xef\xbb\xbf# a comment that stays\r\n")
    assert b"allowPrivilegeEscalation: false\r\n" in done.stdout
    assert b"errors" in done.stderr


def test_standard_input_without_a_fix_comes_out_as_it_went_in(folder):
    assert review("-", "--fix", cwd=folder, stdin=BROKEN.encode()).stdout == BROKEN.encode()


def test_a_silenced_finding_is_not_fixed(folder):
    reason = "  # portal-ignore privilege-escalation-explicit: the old agent needs it until June"
    (folder / "pod.yaml").write_text(POD.replace("Escalation: true", f"Escalation: true{reason}"))
    review("pod.yaml", "--fix", cwd=folder)
    assert "allowPrivilegeEscalation: true" in (folder / "pod.yaml").read_text()
