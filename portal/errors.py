"""The pages of refusals and failures; those of a failure need no database, and their reference stands in the log."""

import logging
import secrets
import sqlite3
import sys

from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _
from redis.exceptions import ConnectionError as RedisAwayError
from redis.exceptions import TimeoutError as RedisSilentError

# SQLite tells our own mistakes ("no such column") by the same exception as a full disk; these are the disk and the locks.
SQLITE_AWAY = (
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
)
RETRY_AFTER_SECONDS = "10"


def is_away(error: BaseException | None) -> bool:
    """Return whether the failure is the database's or the cache's absence, and so will pass."""
    if isinstance(error, RedisAwayError | RedisSilentError | InterfaceError):
        return True
    if not isinstance(error, OperationalError):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        # The low byte is the kind of error, the rest says more about it.
        return error.__cause__.sqlite_errorcode & 0xFF in SQLITE_AWAY
    return True


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 while the database is away, otherwise 500; Django calls it with the exception in flight."""
    reference = secrets.token_hex(4).upper()
    request.reference = reference  # type: ignore[attr-defined]  # ReferenceFormatter reads it
    away = is_away(sys.exc_info()[1])
    status, headers = (503, {"Retry-After": RETRY_AFTER_SECONDS}) if away else (500, {})
    if request.path.startswith("/api/"):
        told = _("The portal could not answer, which is not your fault. Try again; reference %(reference)s.")
        detail = told % {"reference": reference}
        return JsonResponse({"detail": detail}, status=status, headers=headers)
    page = loader.render_to_string(f"{status}.html", {"reference": reference})
    return HttpResponse(page, status=status, headers=headers)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400 in words; which rule was broken is for the log, not for the sender."""
    if isinstance(exception, DisallowedHost):
        return refuse(
            request, 400, _("The portal is not known by this address. Its administrator names it in PORTAL_URL.")
        )
    return refuse(request, 400, _("The portal could not read this request. Go back, open the page anew and try again."))


def refuse(request: HttpRequest, status: int, reason: str) -> HttpResponse:
    """Answer with the plain page of a refusal, which asks neither session nor database."""
    return HttpResponse(loader.render_to_string("refused.html", {"reason": reason, "status": status}), status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 to a form that did not come from a page of ours, or whose page is too old."""
    return render(request, "403.html", {"csrf": True}, status=403)


class ReferenceFormatter(logging.Formatter):
    """Adds to a failure's line the reference that its page shows."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, with the reference where the record has a request that failed."""
        line = super().format(record)
        reference = getattr(getattr(record, "request", None), "reference", "")
        return f"[reference {reference}] {line}" if reference else line
