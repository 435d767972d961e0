"""The options of the terminal command: one parser for `python -m reviews` and `manage.py review_manifests`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from reviews.checker import DEFAULT_KUBERNETES, KUBERNETES_VERSIONS
from reviews.engine.profile import PROFILES, BadProfile, Profile
from reviews.engine.report import Severity
from reviews.exports import FORMATS

NEVER = "never"
DESCRIPTION = (
    "Reviews Kubernetes manifests. Exit code 0: nothing at or above --fail-on; 1: findings; "
    "2: something could not be read or checked, or the command was mistyped."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what both doors understand."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help="files and folders (.yaml, .yml, .json); - is standard input"
    )
    parser.add_argument("--format", choices=list(FORMATS), default="text", help="form of the report (default: text)")
    parser.add_argument(
        "--kubernetes",
        type=kubernetes_version,
        default=DEFAULT_KUBERNETES,
        metavar="VERSION",
        help=f"version that the manifests are for (default: {DEFAULT_KUBERNETES}, the newest known)",
    )
    parser.add_argument(
        "--fail-on",
        choices=[Severity.ERROR.value, Severity.WARNING.value, Severity.INFO.value, NEVER],
        default=Severity.WARNING.value,
        help="least severity that ends with exit code 1 (default: warning)",
    )
    parser.add_argument(
        "--fix", action="store_true", help="apply all safe fixes to the files; with - print the fixed text"
    )
    parser.add_argument(
        "--profile",
        type=profile,
        default="default",
        metavar="NAME|FILE",
        help=f"which rules run: {', '.join(PROFILES)}, or a YAML file (default: default)",
    )
    parser.add_argument(
        "--lang", choices=["en", "ja"], default=None, help="language of messages (default: the terminal's)"
    )
    parser.add_argument(
        "--base-url",
        type=base_url,
        default="",
        metavar="URL",
        help="address of your portal, for links to rules and lessons",
    )


def kubernetes_version(text: str) -> str:
    """`1.37` from `1.37`, `v1.37` or `v1.37.2`."""
    version = ".".join(text.removeprefix("v").split(".")[:2])
    if version not in KUBERNETES_VERSIONS:
        known = ", ".join(KUBERNETES_VERSIONS)
        raise argparse.ArgumentTypeError(f"Kubernetes {text!r} is not known here; choose one of {known}")
    return version


def profile(text: str) -> Profile:
    """A profile by its name, or from a YAML file."""
    if text in PROFILES:
        return PROFILES[text]
    try:
        return Profile.from_dict(yaml.load(Path(text).read_text("utf-8-sig"), yaml.CSafeLoader))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise argparse.ArgumentTypeError(
            f"{text!r} is neither a known profile ({', '.join(PROFILES)}) nor a readable file: {reason}"
        ) from error
    except (yaml.YAMLError, BadProfile, ValueError, RecursionError) as error:
        raise argparse.ArgumentTypeError(
            f"the profile {text} cannot be used: {' '.join(str(error).split())}"
        ) from error


def base_url(text: str) -> str:
    """An http(s) address without a slash at its end; "" is none."""
    if not text:
        return text
    try:
        address = urlsplit(text)
    except ValueError:
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not address.netloc:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address like https://portal.example.org")
    return text.rstrip("/")


def terminal_language(environment: Mapping[str, str] = os.environ) -> str:
    """`ja` where the terminal speaks Japanese, `en` elsewhere."""
    chosen = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ja" if chosen.startswith("ja") else "en"
