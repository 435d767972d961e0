"""Start-up checks: what is unsafe or contradictory in the settings, each with its remedy.

`manage.py check` shows them; web and worker refuse to start on an error (refuse_to_start).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register, run_checks
from django.core.exceptions import ImproperlyConfigured

TAG = "portal"
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
# Django's own deployment check asks for as many.
SHORTEST_SECRET = 50
BROKERS = {"filesystem", "redis", "rediss", "unix", "sentinel"}


@register(TAG)
def check_production(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse in production what is convenient on one's own machine."""
    return [*_unsafe(), *_incomplete()] if settings.PRODUCTION else []


def _unsafe() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "PORTAL_DEBUG is on in production: error pages would show settings and code to everybody.",
            hint="Remove PORTAL_DEBUG, or set it to 0.",
            id="portal.E001",
        )
    if not settings.SECRET_KEY_GIVEN:
        yield Error(
            "No PORTAL_SECRET_KEY is set in production: each machine would make a key of its own.",
            hint='Set PORTAL_SECRET_KEY or PORTAL_SECRET_KEY_FILE; `python3 -c "import secrets; '
            'print(secrets.token_urlsafe(50))"` makes one.',
            id="portal.E002",
        )
    elif len(settings.SECRET_KEY) < SHORTEST_SECRET or len(set(settings.SECRET_KEY)) < 8:
        yield Error(
            "PORTAL_SECRET_KEY can be guessed: it is short, or the same few characters repeated.",
            hint=f"Use {SHORTEST_SECRET} or more random characters.",
            id="portal.E003",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "PORTAL_EXTRA_HOSTS holds *: links in mails could be made to point elsewhere.",
            hint="Name the hosts by which people open the portal.",
            id="portal.E004",
        )
    if not settings.HTTPS:
        yield Error(
            f"PORTAL_URL is {settings.PORTAL_URL} in production: passwords would travel readable.",
            hint="Set PORTAL_URL to the https:// address at which people open the portal.",
            id="portal.E005",
        )


def _incomplete() -> Iterator[CheckMessage]:
    if settings.HTTPS and not settings.PROXIES:
        yield Warning(
            "PORTAL_PROXIES is 0, but the portal itself speaks HTTP only: every page would redirect to itself.",
            hint="Set PORTAL_PROXIES to the number of your own proxies before it, usually 1; each sets X-Forwarded-Proto.",
            id="portal.W001",
        )
    if not settings.EMAIL_HOST:
        yield Warning(
            "No mail server is set: invitations and password resets are written to files that nobody gets.",
            hint="Set PORTAL_MAIL_HOST, and PORTAL_MAIL_USER and PORTAL_MAIL_PASSWORD where the server asks for them.",
            id="portal.W002",
        )


@register(TAG)
def check_address(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse an address that cannot be one; warn where others can reach a portal meant for one machine."""
    parts = urlsplit(settings.PORTAL_URL)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return [
            Error(
                f"PORTAL_URL is {settings.PORTAL_URL!r}: it is no address of a site.",
                hint="Set it to what people type, for example https://portal.example.org",
                id="portal.E006",
            )
        ]
    if not settings.PRODUCTION and parts.hostname not in LOOPBACK:
        return [
            Warning(
                f"Others can open {settings.PORTAL_URL}, but PORTAL_PRODUCTION is off.",
                hint="Set PORTAL_PRODUCTION=1 and what it then asks for, or listen on 127.0.0.1.",
                id="portal.W003",
            )
        ]
    return []


@register(TAG)
def check_limits(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse limits that contradict each other."""
    found: list[CheckMessage] = []
    if settings.REVIEW_HARD_LIMIT_SECONDS <= settings.REVIEW_SOFT_LIMIT_SECONDS:
        found.append(
            Error(
                "PORTAL_REVIEW_HARD_LIMIT_SECONDS is not above the soft limit: no review could report what it had found.",
                hint="Give the hard limit some seconds more, as 20 beside 10.",
                id="portal.E007",
            )
        )
    if settings.REVIEW_LEASE_SECONDS < 3 * settings.REVIEW_HEARTBEAT_SECONDS:
        found.append(
            Error(
                "PORTAL_REVIEW_LEASE_SECONDS is less than three heartbeats: reviews would be taken from living workers.",
                hint="Give at least three times PORTAL_REVIEW_HEARTBEAT_SECONDS, as 30 beside 5.",
                id="portal.E008",
            )
        )
    return found


@register(TAG)
def check_services(app_configs: object, **kwargs: object) -> list[CheckMessage]:
    """Refuse a broker, a sign-in provider or a data folder that cannot work."""
    found: list[CheckMessage] = []
    scheme = urlsplit(settings.BROKER_URL).scheme
    if scheme not in BROKERS:
        found.append(
            Error(
                f"BROKER_URL begins with {scheme!r}, which the portal does not know.",
                hint="Use filesystem:// on one machine, or redis://host:6379/0.",
                id="portal.E009",
            )
        )
    if settings.OIDC_SERVER_URL and not settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["client_id"]:
        found.append(
            Error(
                "PORTAL_OIDC_SERVER_URL is set without PORTAL_OIDC_CLIENT_ID: nobody could sign in through it.",
                hint="Set PORTAL_OIDC_CLIENT_ID and PORTAL_OIDC_CLIENT_SECRET as your provider gave them.",
                id="portal.E010",
            )
        )
    if not os.access(settings.DATA_DIR, os.W_OK):
        found.append(
            Error(
                f"The data folder {settings.DATA_DIR} cannot be written to.",
                hint="Name another one in PORTAL_DATA_DIR, or let this user write to it.",
                id="portal.E011",
            )
        )
    if settings.COLLECTED_STATIC and not Path(settings.STATIC_ROOT, "staticfiles.json").exists():
        found.append(
            Warning(
                "The static files have not been collected: pages would come without their styles.",
                hint="Run `manage.py collectstatic`, or set PORTAL_COLLECTED_STATIC=0.",
                id="portal.W004",
            )
        )
    return found


def refuse_to_start() -> None:
    """Raise ImproperlyConfigured with every error and its remedy; warnings are left to `manage.py check`."""
    errors = [message for message in run_checks(tags=[TAG]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("\n".join(f"{error.msg} {error.hint}" for error in errors))
