"""Figures for Prometheus: requests of the web processes, and the queue as the database has it."""

import os
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from reviews.models import Review, ReviewState, WorkerHeartbeat

Answer = Callable[[HttpRequest], HttpResponse]

REQUESTS = Counter("portal_requests_total", "Answered requests", ["method", "view", "status"])
SECONDS = Histogram("portal_request_seconds", "Seconds to an answer", ["view"], buckets=(0.05, 0.15, 0.5, 1, 2.5, 10))
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


def count_requests(get_response: Answer) -> Answer:
    """Count each answer by the name of its view: addresses hold names and would be without number."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        view = (match.view_name if match else "") or "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(method, view, str(response.status_code)).inc()
        SECONDS.labels(view).observe(time.perf_counter() - started)
        return response

    return middleware


def worker_silence() -> timedelta | None:
    """Return how long no worker has been heard; None where none ever was. A review's own heartbeat counts too."""
    idle = WorkerHeartbeat.latest()
    busy = Review.objects.aggregate(at=Max("heartbeat_at"))["at"]
    heard = [at for at in (idle, busy) if at is not None]
    return max(timezone.now() - max(heard), timedelta()) if heard else None


class Queue:
    """The queue and its workers, counted when Prometheus asks."""

    def collect(self) -> Iterator[Metric]:
        """Yield the gauges."""
        waiting = Review.objects.filter(state=ReviewState.QUEUED)
        oldest = waiting.order_by("queued_at").values_list("queued_at", flat=True).first()
        age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
        silence = worker_silence()
        yield GaugeMetricFamily("portal_reviews_waiting", "Reviews in the queue", waiting.count())
        yield GaugeMetricFamily("portal_reviews_oldest_waiting_seconds", "Age of the oldest of them", age)
        running = Review.objects.filter(state=ReviewState.RUNNING)
        yield GaugeMetricFamily("portal_reviews_running", "Reviews in a worker", running.count())
        over = running.filter(lease_until__lt=timezone.now()).count()
        yield GaugeMetricFamily("portal_reviews_lease_over", "Running reviews whose worker fell silent", over)
        if silence is not None:
            seconds = silence.total_seconds()
            yield GaugeMetricFamily("portal_worker_silent_seconds", "Since a worker was last heard", seconds)


def exposition() -> tuple[bytes, str]:
    """Return all figures and their content type; with PROMETHEUS_MULTIPROC_DIR those of all web processes together."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(REQUESTS)
        registry.register(SECONDS)
    registry.register(Queue())
    return generate_latest(registry), CONTENT_TYPE_LATEST
