"""The Celery application, its options as measured, its schedule."""

import contextlib
import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, celeryd_init, worker_process_init, worker_ready
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from kombu.exceptions import OperationalError
from kombu.transport import TRANSPORT_ALIASES

from portal.checks import refuse_to_start
from portal.supervisor import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
TRANSPORT_ALIASES["filesystem"] = "portal.broker:Transport"
app = Celery("portal")
app.set_default()  # "current" holds for one thread only, and web servers have several


def _transport() -> dict[str, object]:
    """Return the options of the broker's transport."""
    if settings.ON_FILESYSTEM_BROKER:
        messages, processed, control = (str(settings.QUEUE_DIR / part) for part in settings.QUEUE_DIR_PARTS)
        return {
            "data_folder_in": messages,
            "data_folder_out": messages,
            "store_processed": False,
            "processed_folder": processed,
            "control_folder": control,
            # kombu's own interval takes 2.1 s to the first task; this takes 47 ms and 0.4 % of an idle core.
            "polling_interval": 0.1,
        }
    # Without these, sending to a frozen Redis hung for over 60 s.
    return {
        "socket_connect_timeout": 1,
        "socket_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 10,
        "max_retries": 0,
    }


app.conf.update(
    broker_url=settings.BROKER_URL,
    broker_transport_options=_transport(),
    broker_connection_max_retries=None,
    broker_connection_retry_on_startup=True,
    worker_prefetch_multiplier=4 if settings.ON_FILESYSTEM_BROKER else 1,
    # Early acknowledgement: the lease in the row brings back what a dead worker held (24 of 24; late ones: 23 of 30).
    task_acks_late=False,
    task_reject_on_worker_lost=False,
    task_publish_retry=False,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    task_soft_time_limit=settings.REVIEW_SOFT_LIMIT_SECONDS,
    task_time_limit=settings.REVIEW_HARD_LIMIT_SECONDS,
    worker_hijack_root_logger=False,
    timezone="UTC",
    beat_schedule_filename=str(settings.DATA_DIR / "beat-schedule"),
    # A task that waited longer than its interval is dropped: the next one does its work.
    beat_schedule={
        "free-stuck-reviews": {
            "task": "reviews.tasks.free_stuck_reviews",
            "schedule": settings.REVIEW_SWEEP_SECONDS,
            "options": {"expires": settings.REVIEW_SWEEP_SECONDS},
        },
        "record-heartbeat": {
            "task": "reviews.tasks.record_heartbeat",
            "schedule": settings.WORKER_HEARTBEAT_SECONDS,
            "options": {"expires": settings.WORKER_HEARTBEAT_SECONDS},
        },
        "remove-expired": {"task": "reviews.tasks.remove_expired", "schedule": crontab(hour="3", minute="30")},
    },
)
app.autodiscover_tasks()


@celeryd_init.connect
def _wait_longer_for_redis(conf, **_: object) -> None:
    """Give a worker, which may wait, ten seconds for Redis; a web request gets two."""
    if "socket_timeout" in conf.broker_transport_options:
        conf.broker_transport_options = {**conf.broker_transport_options, "socket_timeout": 10}


@celeryd_init.connect
@beat_init.connect
def _refuse_unsafe_settings(**_: object) -> None:
    """End the process where the start-up checks refuse; Celery would log an exception here and go on."""
    try:
        refuse_to_start()
    except ImproperlyConfigured as refusal:
        raise SystemExit(str(refusal)) from None


@worker_ready.connect
def _report_at_once(**_: object) -> None:
    """Let the portal know of this worker now; the schedule would take its first interval."""
    with contextlib.suppress(OperationalError):
        app.send_task("reviews.tasks.record_heartbeat", expires=settings.WORKER_HEARTBEAT_SECONDS)


@worker_process_init.connect
def _end_with_the_worker(**_: object) -> None:
    """Let no child outlive its worker: what it was doing is done again by another."""
    die_with_parent()
