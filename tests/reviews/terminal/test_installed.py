"""What `pip install` of this repository gives, and the snippets of other repositories that rely on it."""

import argparse
import importlib
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import yaml
from django.template.loader import render_to_string

from reviews.terminal.arguments import add_arguments

PROJECT = Path(__file__).parents[3]
SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def understood(command):
    """The command's options; SystemExit where the parser refuses them."""
    name, *options = command.split()
    assert name in SETTINGS["project"]["scripts"]
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_intermixed_args([*options, "web.yaml"])


def test_the_command_that_is_installed_exists():
    module, _, function = SETTINGS["project"]["scripts"]["manifest-review"].partition(":")
    assert callable(getattr(importlib.import_module(module), function))


def test_everything_that_the_checker_reads_is_installed():
    patterns = SETTINGS["tool"]["setuptools"]["package-data"]["*"]
    packages = [PROJECT / "reviews" / part for part in ("engine", "rules", "schemas", "exports", "terminal")]
    files = [file for package in packages for file in package.rglob("*") if file.is_file()]
    read = [file for file in files if file.suffix not in (".py", ".pyc")]
    assert [file for file in read if not any(fnmatch(file.name, pattern) for pattern in patterns)] == []
    folders = {file.parent for file in files if file.suffix != ".pyc"}
    assert [folder for folder in folders if not (folder / "__init__.py").exists()] == []


def test_every_hook_runs_a_command_that_is_understood():
    for hook in HOOKS:
        assert understood(hook["entry"]).paths == ["web.yaml"]
        assert hook["language"] == "python"


def test_the_hook_that_mends_mends():
    fixing = {hook["id"]: understood(hook["entry"]).fix for hook in HOOKS}
    assert fixing == {"manifest-review": False, "manifest-review-fix": True}


def snippet(name):
    """A snippet as it is shown."""
    text = render_to_string(f"reviews/snippets/{name}.yaml", {"base_url": "https://portal.example.org"})
    return yaml.safe_load(text)


def test_the_steps_of_the_pipelines_are_commands_that_are_understood():
    github = [step["run"] for step in snippet("github")["jobs"]["review"]["steps"] if "run" in step]
    for install, command in (github, snippet("gitlab")["manifests"]["script"]):
        assert install == 'pip install "git+REPOSITORY@COMMIT"'
        options = understood(command.partition(" > ")[0])
        assert options.base_url == "https://portal.example.org"
    assert understood(github[1]).format == "github"


def test_the_pre_commit_snippet_names_a_hook_of_this_repository():
    (repository,) = snippet("pre-commit")["repos"]
    (hook,) = repository["hooks"]
    (known,) = (one for one in HOOKS if one["id"] == hook["id"])
    assert understood(" ".join([known["entry"], *hook["args"]])).base_url == "https://portal.example.org"
