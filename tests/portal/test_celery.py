"""The queue's options are those that lost nothing in the measurements, and every scheduled task exists."""

import json

import pytest

from portal.celery import app
from reviews.models import WorkerHeartbeat
from reviews.tasks import record_heartbeat, review_next
from tests.services import Worker, wait_until


def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert entry["task"] in app.tasks, name


def test_a_message_is_acknowledged_early_because_the_row_keeps_the_lease() -> None:
    assert app.conf.task_acks_late is False
    assert app.conf.task_reject_on_worker_lost is False
    assert app.conf.task_publish_retry is False
    assert app.conf.task_ignore_result is True
    assert app.conf.accept_content == ["json"]


@pytest.mark.both
def test_the_transport_polls_fast_or_gives_up_soon(settings) -> None:
    options = app.conf.broker_transport_options
    if settings.ON_FILESYSTEM_BROKER:
        assert (options["polling_interval"], app.conf.worker_prefetch_multiplier) == (0.1, 4)
    else:
        assert (options["socket_timeout"], app.conf.worker_prefetch_multiplier) == (2, 1)
        assert options["max_retries"] == 0


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_task_that_is_sent_is_done_by_the_worker(worker_process: Worker) -> None:
    wait_until(lambda: WorkerHeartbeat.latest() is not None, "the worker reported as soon as it was there", 30)
    first = WorkerHeartbeat.latest()
    record_heartbeat.delay()
    wait_until(lambda: WorkerHeartbeat.latest() > first, "the worker reported again when it was told to", 30)


@pytest.mark.both
def test_a_message_holds_an_id_and_no_text() -> None:
    with app.connection_for_read() as connection, connection.SimpleQueue("celery") as queue:
        queue.clear()
        review_next.delay(7)
        message = queue.get(timeout=10)
        message.ack()
    arguments, keywords, _ = json.loads(message.body)
    assert (arguments, keywords) == ([7], {})
