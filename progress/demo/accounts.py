"""The demo's accounts and their passwords, which stay the same from start to start of one installation."""

import json
import os
import secrets
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

WORDS = (
    *("amber", "anchor", "basil", "cedar", "cobalt", "coral", "ember", "fern", "harbor"),
    *("indigo", "juniper", "lantern", "linen", "maple", "meadow", "olive", "pebble"),
)


class Account(NamedTuple):
    """Who one can sign in as."""

    part: str
    name: str
    email: str
    password: str


PEOPLE = (
    ("learner", "Mio Tanaka", "learner@demo.example"),
    ("trainer", "Ken Sato", "trainer@demo.example"),
    ("administrator", "Yuki Mori", "administrator@demo.example"),
)


def demo_accounts() -> list[Account]:
    """The accounts with their passwords: made at random once, then kept in the data directory for its owner's eyes."""
    passwords = _kept_passwords()
    return [Account(part, name, email, passwords[part]) for part, name, email in PEOPLE]


def _kept_passwords() -> dict[str, str]:
    path = Path(settings.DATA_DIR) / "demo-accounts.json"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump({part: _password() for part, _name, _email in PEOPLE}, file, indent=2)
    except FileExistsError:
        pass
    return json.loads(path.read_text(encoding="utf-8"))


def _password() -> str:
    """Four words and a number: easily typed, and not guessed within allauth's limits."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(900) + 100)])
