"""What every template may use."""

import tomllib
from functools import cache

from django.conf import settings
from django.http import HttpRequest


def csp_nonce(request: HttpRequest) -> dict[str, object]:
    """Return the answer's nonce by the name that django-htmx reads; django-csp calls it CSP_NONCE."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}


def version(request: HttpRequest) -> dict[str, object]:
    """Return the portal's version for the foot of each page."""
    return {"portal_version": _version()}


@cache
def _version() -> str:
    return tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
