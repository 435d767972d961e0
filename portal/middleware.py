"""What every answer carries, and which requests are refused before any app sees them."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.errors import refuse

Answer = Callable[[HttpRequest], HttpResponse]

RETRY_AFTER_SECONDS = "60"


def answer_headers(get_response: Answer) -> Answer:
    """Add what no setting of Django adds; outermost, so that errors and static files carry it too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", RETRY_AFTER_SECONDS)
        signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        if signed_in and not request.path.startswith(settings.STATIC_URL):
            response.headers["Cache-Control"] = "no-store"
        return response

    return middleware


def refuse_unusable_requests(get_response: Answer) -> Answer:
    """Refuse a NUL character (PostgreSQL cannot store one) and a body above the limit, in words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            text = _("The address or a cookie holds a character that no page here uses (NUL). Open the page anew.")
            return refuse(request, 400, text)
        if _body_bytes(request) > settings.MAX_BODY_BYTES:
            text = _("What you sent is larger than %(limit)s MiB. Send fewer or smaller files at a time.")
            return refuse(request, 413, text % {"limit": f"{settings.MAX_BODY_BYTES / 1024**2:g}"})
        return get_response(request)

    return middleware


def _holds_nul(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    cookies = request.META.get("HTTP_COOKIE", "")
    # Quoted cookies write it as \\000.
    return "\0" in request.path or any(mark in part for part in (query, cookies) for mark in ("\0", "%00", "\\000"))


def _body_bytes(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdigit() else 0
