"""Messages get lost, doubled and late, the broker is away, the database is locked: each upload has exactly one result."""

import json
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection

from activity.models import Event
from portal.celery import app
from reviews.models import Review
from reviews.submitting import submit
from reviews.uploads import read_upload
from reviews.waking import wake
from tests.faults.conftest import PoisonedWorker, none_is_live, sweep_until
from tests.services import ROOT, Redis, running, wait_until

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]

# Hands in three times as a web process would, and says how long each took and whether it was stored.
WEB = """
import json, time, django
django.setup()
from people.models import User
from reviews.models import Review
from reviews.submitting import submit
from reviews.uploads import from_texts
took = []
for number in range(3):
    began = time.monotonic()
    submit(author=User.objects.get(name="Aiko"), team=None, upload=from_texts([("a.yaml", f"kind: Pod # {number}\\n")]))
    took.append(time.monotonic() - began)
print(json.dumps({"took": took, "stored": Review.objects.waiting().count()}))
"""


def each_is_done_once(count: int) -> None:
    assert Review.objects.finished().count() == count
    assert not Review.objects.exclude(attempts=1, state="done").exists()
    assert Event.objects.filter(kind="reviews.finished").count() == count


def test_every_message_is_wiped_and_every_review_is_done(poisoned: Callable[..., PoisonedWorker], hand_in) -> None:
    for number in range(10):
        hand_in(f"good-{number}")
    app.control.purge()
    with running(poisoned()):
        sweep_until(none_is_live)
    each_is_done_once(10)


def test_every_message_comes_three_times_to_two_workers_and_each_review_is_done_once(
    poisoned: Callable[..., PoisonedWorker], hand_in
) -> None:
    with running(poisoned(concurrency=2)):
        for number in range(10):
            review = hand_in(f"good-{number}").latest_review()
            wake(review.pk)
            wake(review.pk)
        wait_until(none_is_live, "all are done", 60)
    each_is_done_once(10)


@pytest.mark.parametrize("trouble", ["stopped", "frozen"])
def test_handing_in_works_while_the_broker_is_away(
    trouble: str, redis: Redis, process_environment: dict[str, str], aiko, empty_queue: None
) -> None:
    environment = {**process_environment, "BROKER_URL": f"{redis.url}/9", "DJANGO_SETTINGS_MODULE": "portal.settings"}
    if trouble == "stopped":
        redis.stop()
    else:
        redis.send(signal.SIGSTOP)
    try:
        command = [sys.executable, "-c", WEB]
        done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60)
    finally:
        if trouble == "stopped":
            redis.start()
        else:
            redis.send(signal.SIGCONT)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert said["stored"] == 3
    # Two time-outs of a second or two, once; then the breaker spares the next ones. The bound is generous.
    assert said["took"][0] < 10
    assert max(said["took"][1:]) < 2


def test_the_database_is_locked_for_a_moment_in_mid_review(worker: PoisonedWorker, hand_in) -> None:
    warm = hand_in("good")
    sweep_until(none_is_live)
    revision = hand_in("spin")
    wait_until(lambda: revision.latest_review().state == "running", "the review has begun", 30)
    locked = threading.Thread(target=_lock_everything, args=(5,))
    locked.start()
    locked.join()
    sweep_until(none_is_live)
    assert revision.latest_review().state == "done"
    assert warm.latest_review().state == "done"
    assert Event.objects.filter(kind="reviews.finished").count() == 2


def _lock_everything(seconds: float) -> None:
    """Keeps every other writer out for so long, from a connection of its own."""
    if settings.ON_SQLITE:
        own = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=30)
        own.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        own.execute("ROLLBACK")
        own.close()
        return
    own = connection.copy()
    own.ensure_connection()
    with own.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE reviews_review IN EXCLUSIVE MODE")
        time.sleep(seconds)
        cursor.execute("ROLLBACK")
    own.close()


def test_a_secret_is_in_no_log_no_message_and_no_row(
    poisoned: Callable[..., PoisonedWorker], aiko, harbour, caplog
) -> None:
    caplog.set_level("DEBUG")
    secret = "kind: Secret\napiVersion: v1\nmetadata: {name: db}\nstringData:\n  password: canary-horse-battery\n"
    revision = submit(author=aiko, team=harbour, upload=read_upload(pasted=secret))
    with running(poisoned(PORTAL_LOG_LEVEL="DEBUG")) as worker:
        sweep_until(none_is_live)
        written = worker.log()
    assert revision.latest_review().state == "done"
    assert "canary-horse" not in written + caplog.text + _everything_stored()


def _everything_stored() -> str:
    """All rows of all tables as text."""
    with connection.cursor() as cursor:
        parts = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            parts.append(repr(cursor.fetchall()))
    return "".join(parts)
