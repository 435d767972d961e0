"""Is the portal well: /healthz for the process, /readyz for what it needs, /metrics for Prometheus."""

import hmac

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.errors import is_away
from portal.metrics import exposition, worker_silence

LOOPBACK = {"127.0.0.1", "::1"}


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer that this process is alive; asks nothing else."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Answer 200 when pages can be served, 503 when the database is away; a silent worker only delays reviews."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        silence = worker_silence()
    except Exception as error:
        if not is_away(error):
            raise
        return JsonResponse({"database": "away"}, status=503, headers={"Retry-After": "5"})
    seconds = None if silence is None else silence.total_seconds()
    return JsonResponse({"database": "ok", "worker_silent_seconds": seconds})


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer in Prometheus' format to the holder of the token, or to this machine itself; 404 to everybody else."""
    if not _may_read_metrics(request):
        raise Http404
    content, content_type = exposition()
    return HttpResponse(content, content_type=content_type)


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        wanted = f"Bearer {settings.METRICS_TOKEN}"
        return hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode())
    # Behind a proxy on this machine everybody seems to come from here; the proxy's header tells them apart.
    return request.META.get("REMOTE_ADDR") in LOOPBACK and "X-Forwarded-For" not in request.headers
