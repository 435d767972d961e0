"""The terminal command as a shell runs it: exit codes, forms, languages, standard input."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:latest
"""
# Tells of nothing at all, whatever rules are added: a kind that no rule knows.
NOTHING_WRONG = "apiVersion: example.org/v1\nkind: Widget\nmetadata:\n  name: w\n  namespace: shop\n"


def review(*arguments, cwd, stdin=b"", environment=None):
    """The finished process of `python -m reviews`."""
    return subprocess.run(
        [sys.executable, "-m", "reviews", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8", **(environment or {})},
        check=False,
    )


def test_a_clean_manifest_ends_with_0(tmp_path):
    (tmp_path / "w.yaml").write_text(NOTHING_WRONG)
    done = review("w.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().startswith("0 errors, 0 warnings")


def test_findings_end_with_1_and_stand_on_their_line(tmp_path):
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    done = review("./web.yaml", cwd=tmp_path)
    assert done.returncode == 1
    assert "\nweb.yaml:12:18: warning: " in "\n" + done.stdout.decode()


def test_fail_on_decides_what_counts(tmp_path):
    service = "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\n"
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    (tmp_path / "widget.yaml").write_text(service)
    assert review("web.yaml", "--fail-on", "never", cwd=tmp_path).returncode == 0
    told = json.loads(review("web.yaml", "--format", "json", cwd=tmp_path).stdout)
    expected = 1 if told["counts"]["error"] else 0
    assert review("web.yaml", "--fail-on", "error", cwd=tmp_path).returncode == expected
    assert review("web.yaml", "--fail-on", "info", cwd=tmp_path).returncode == 1


def test_a_broken_file_ends_with_2_and_the_others_are_still_reviewed(tmp_path):
    (tmp_path / "broken.yaml").write_text("kind: [\n")
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    done = review(".", cwd=tmp_path)
    assert done.returncode == 2
    assert "broken.yaml:" in done.stdout.decode()
    assert "[image-tag-latest]" in done.stdout.decode()


@pytest.mark.parametrize("content", [b"\xff\xfek\x00i\x00", b"name: \xe9\n"])
def test_a_file_that_is_not_utf_8_ends_with_2_in_words(tmp_path, content):
    (tmp_path / "odd.yaml").write_bytes(content)
    done = review("odd.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr.decode()) == (
        2,
        "odd.yaml: This file is not UTF-8 text. Save it as UTF-8 and try again.\n",
    )


def test_a_path_that_is_not_there_ends_with_2_in_the_readers_language(tmp_path):
    done = review("gone.yaml", "--lang", "ja", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("gone.yaml: ファイルまたはフォルダーが見つかりません")


@pytest.mark.parametrize(
    "mistyped",
    [
        ["--format", "html"],
        ["--kubernetes", "1.2"],
        ["--fail-on", "praise"],
        ["--profile", "gone.yaml"],
        ["--base-url", "javascript:x"],
        ["--bogus"],
    ],
)
def test_a_mistyped_command_ends_with_2_and_says_what_is_possible(tmp_path, mistyped):
    done = review(".", *mistyped, cwd=tmp_path)
    assert done.returncode == 2
    assert b"usage:" in done.stderr
    assert b"Traceback" not in done.stderr


def test_options_may_stand_between_paths(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(NOTHING_WRONG)
    done = review("a.yaml", "--format", "json", "b.yaml", cwd=tmp_path)
    assert [document["file"] for document in json.loads(done.stdout)["documents"]] == ["a.yaml", "b.yaml"]


def test_without_paths_it_says_how_it_is_used(tmp_path):
    assert review(cwd=tmp_path).returncode == 2


def test_standard_input_is_reviewed_too(tmp_path):
    done = review("-", "--format", "json", cwd=tmp_path, stdin=DEPLOYMENT.encode())
    assert done.returncode == 1
    assert {finding["span"]["file"] for finding in json.loads(done.stdout)["findings"]} == {"<stdin>"}


def test_the_terminals_language_is_used_unless_another_is_asked_for(tmp_path):
    (tmp_path / "w.yaml").write_text(NOTHING_WRONG)
    japanese = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja_JP.UTF-8"}
    assert "警告0件" in review("w.yaml", cwd=tmp_path, environment=japanese).stdout.decode()
    assert "0 warnings" in review("w.yaml", "--lang", "en", cwd=tmp_path, environment=japanese).stdout.decode()


def test_a_terminal_without_japanese_still_gets_a_report(tmp_path):
    (tmp_path / "w.yaml").write_text(NOTHING_WRONG)
    done = review("w.yaml", "--lang", "ja", cwd=tmp_path, environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_links_lead_to_the_portal_that_was_named(tmp_path):
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    done = review("web.yaml", "--base-url", "https://portal.example.org/", cwd=tmp_path)
    assert "= https://portal.example.org/rules/image-tag-latest/" in done.stdout.decode()


def test_a_profile_from_a_file_switches_a_rule_off(tmp_path):
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    (tmp_path / "ours.profile").write_text("name: ours\noff: [image-tag-latest]\n")
    done = review("web.yaml", "--profile", "ours.profile", "--format", "json", cwd=tmp_path)
    told = json.loads(done.stdout)
    assert told["profile"] == "ours"
    assert "image-tag-latest" not in {finding["rule"] for finding in told["findings"]}


def test_a_profile_with_an_unknown_key_is_refused_by_its_name(tmp_path):
    (tmp_path / "bad.yaml").write_text("nmae: ours\n")
    done = review(".", "--profile", "bad.yaml", cwd=tmp_path)
    assert (done.returncode, b"'nmae'" in done.stderr) == (2, True)


def test_the_same_files_give_the_same_bytes(tmp_path):
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.yaml").write_text(DEPLOYMENT.replace("name: web", f"name: {name}"))
    first = review(".", "--format", "json", cwd=tmp_path, environment={"PYTHONHASHSEED": "1"})
    second = review(".", "--format", "json", cwd=tmp_path, environment={"PYTHONHASHSEED": "2"})
    assert first.stdout == second.stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    for number in range(40):
        (tmp_path / f"{number}.yaml").write_text(DEPLOYMENT)
    command = f"{sys.executable} -m reviews . --format json | head -c 10; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=False,
    )
    assert done.stderr == b""


def test_manage_py_answers_as_the_command_without_django_does(tmp_path):
    (tmp_path / "web.yaml").write_text(DEPLOYMENT)
    arguments = [str(tmp_path / "web.yaml"), "--format", "sarif"]
    portal = subprocess.run(
        [sys.executable, "manage.py", "review_manifests", *arguments],
        cwd=PROJECT,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PORTAL_DATA_DIR": str(tmp_path / "data")},
        check=False,
    )
    alone = review(*arguments, cwd=PROJECT)
    assert (portal.returncode, portal.stdout) == (alone.returncode, alone.stdout)


def test_it_starts_without_django():
    imported = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, reviews.__main__; print([m for m in sys.modules if m.split('.')[0] == 'django'])",
        ],
        cwd=PROJECT,
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert imported.stdout.strip() == b"[]"
