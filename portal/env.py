"""Typed readers of environment variables; a wrong value is refused with the variable's name."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


class WrongVariableError(Exception):
    """An environment variable holds what the portal cannot use; the text names it and says what would do."""


def text(name: str, default: str = "") -> str:
    """Return the variable's text without surrounding blanks; `default` where it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def words(name: str, default: str = "") -> list[str]:
    """Return the variable's comma-separated words."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int, *, least: int = 0) -> int:
    """Return the variable as a whole number that is not below `least`."""
    found = text(name, str(default))
    try:
        value = int(found)
    except ValueError:
        raise WrongVariableError(f"{name} is {found!r}: give a whole number, for example {default}.") from None
    if value < least:
        raise WrongVariableError(f"{name} is {value}: give {least} or more.")
    return value


def flag(name: str, default: bool) -> bool:
    """Return the variable as yes or no."""
    found = text(name, "1" if default else "0")
    if found.lower() in TRUE:
        return True
    if found.lower() in FALSE:
        return False
    raise WrongVariableError(f"{name} is {found!r}: give 1 (yes) or 0 (no).")


def secret(name: str, default: str = "") -> str:
    """Return a secret from NAME, or from the file that NAME_FILE names (as container platforms mount them)."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name, default)
    if text(name):
        raise WrongVariableError(f"Both {name} and {name}_FILE are set: keep one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip() or default
    except (OSError, UnicodeDecodeError) as error:
        raise WrongVariableError(f"{name}_FILE names {path!r}, which cannot be read: {error}.") from None


def kept_secret(path: Path) -> str:
    """Return the secret kept in this file; the first call makes it, also where several processes start at once."""
    if not path.exists():
        unfinished = path.with_name(f"{path.name}.{os.getpid()}")
        unfinished.touch(mode=0o600)
        unfinished.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with contextlib.suppress(FileExistsError):
            os.link(unfinished, path)  # whole or not at all, and only the first one counts
        unfinished.unlink()
    return path.read_text(encoding="ascii")


def folder(name: str, default: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(text(name, str(default))).expanduser().absolute()


def database(name: str, default: str) -> dict[str, Any]:
    """Return Django's entry for sqlite:///path or postgres://user:password@host:port/name?option=value."""
    url = secret(name, default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        # sqlite:///relative and sqlite:////absolute, as elsewhere.
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": unquote(parts.path[1:])}
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or "") or secret("DATABASE_PASSWORD"),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    # The address may hold a password, so it is not repeated here.
    raise WrongVariableError(f"{name} is neither sqlite:////path/to/file nor postgres://user:password@host:5432/name.")


def cache(name: str, default: str) -> dict[str, Any]:
    """Return Django's entry for a cache that all processes share: the word database, or redis://host:port/number."""
    url = secret(name, default)
    if url == "database":
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    if urlsplit(url).scheme in {"redis", "rediss", "unix"}:
        options = {"socket_connect_timeout": 1, "socket_timeout": 2}
        return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "OPTIONS": options}
    raise WrongVariableError(f"{name} is neither the word database nor redis://host:6379/1.")
