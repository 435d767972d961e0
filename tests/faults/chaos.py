"""A minute of everything that can go wrong at once, and a ledger that says whether anything was lost or done twice.

    .venv/bin/python -m tests.faults.chaos --seconds 60

A process hands in as a web process would and writes down each upload that was confirmed. Meanwhile Redis is killed, emptied
and frozen, workers and their children are killed, PostgreSQL is restarted at once, and some texts break the checker.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from portal.supervisor import die_with_parent
from tests.services import ROOT, Postgres, Redis, Worker, running, wait_until

END_SECONDS = 120
LIMITS = {
    "PORTAL_REVIEW_SOFT_LIMIT_SECONDS": "1",
    "PORTAL_REVIEW_HARD_LIMIT_SECONDS": "6",
    "PORTAL_REVIEW_LEASE_SECONDS": "6",
    "PORTAL_REVIEW_HEARTBEAT_SECONDS": "1",
    "PORTAL_SUBMISSIONS_QUEUED": "100000",
    "PORTAL_SUBMISSIONS_A_MINUTE": "100000",
    "PORTAL_SUBMISSIONS_A_DAY": "100000",
    "PORTAL_LOG_LEVEL": "WARNING",
}

HAND_IN = """
import sys, time, django
django.setup()
from django.db import DatabaseError, connection
from people.models import User
from reviews.submitting import submit
from reviews.uploads import from_texts
from tests.faults.conftest import POD
ledger = open(sys.argv[1], "a", buffering=1)
people = [User.objects.create_user(f"learner{n}@example.org", name=f"Learner {n}") for n in range(5)]
number = 0
while True:
    number += 1
    name = {7: "crash", 17: "spin", 27: "kill-worker", 37: "memory"}.get(number % 50, "good")
    text = POD.format(name=name) + f"# {number}\\n"
    try:
        revision = submit(author=people[number % 5], team=None, upload=from_texts([("pod.yaml", text)]))
    except DatabaseError:
        connection.close()  # the page said 503: nothing was confirmed
    else:
        ledger.write(f"{revision.pk}\\n")
    time.sleep(0.15)
"""

COUNT = """
import json, sys, django
django.setup()
from collections import Counter
from activity.models import Event
from reviews.models import Review
told = Counter(Event.objects.filter(kind="reviews.finished").values_list("target", flat=True))
rows = list(Review.objects.values_list("revision_id", "state", "attempts"))
print(json.dumps({"rows": rows, "told": list(told.values())}))
"""


class Chaos:
    """The services, the processes on them, and the faults."""

    def __init__(self, stack: ExitStack, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="portal-chaos-"))
        stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.postgres = stack.enter_context(running(Postgres()))
        self.redis = stack.enter_context(running(Redis()))
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PORTAL_")}
        own = {"DATABASE_URL": self.postgres.url, "BROKER_URL": f"{self.redis.url}/0", "CACHE_URL": "database"}
        data = {"PORTAL_DATA_DIR": str(self.folder), "POISON_MARKER": str(self.folder / "marker")}
        self.environment = {**kept, **LIMITS, **own, **data, "DJANGO_SETTINGS_MODULE": "portal.settings"}
        self.python("manage.py", "migrate", "--verbosity", "0")
        self.workers = [stack.enter_context(running(self.worker())) for _ in range(2)]
        beat = self.start("-m", "celery", "-A", "portal", "beat", "--loglevel", "WARNING")
        stack.callback(beat.kill)

    def worker(self) -> Worker:
        """A worker with poison among its rules."""
        worker = Worker(self.environment)
        command = [*worker.command(), "--include", "tests.faults.poison"]
        worker.command = lambda: command  # type: ignore[method-assign]
        return worker

    def python(self, *arguments: str) -> str:
        """Run a Python command to its end and return what it wrote."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        """Start a Python process that ends with this one."""
        log = (self.folder / "processes.log").open("ab")
        return subprocess.Popen(
            [sys.executable, *arguments],
            env=self.environment,
            cwd=ROOT,
            stdout=log,
            stderr=log,
            preexec_fn=die_with_parent,
        )

    def kill_redis(self) -> None:
        """Redis ends without a word and comes back empty."""
        self.redis.stop(signal.SIGKILL)
        time.sleep(1)
        self.redis.start()

    def freeze_redis(self) -> None:
        """Redis accepts connections and answers nothing."""
        self.redis.send(signal.SIGSTOP)
        time.sleep(3)
        self.redis.send(signal.SIGCONT)

    def flush_redis(self) -> None:
        """Every message is gone."""
        subprocess.run(["redis-cli", "-p", str(self.redis.port), "flushall"], capture_output=True, check=True)

    def kill_worker(self) -> None:
        """A worker and all its children end; a supervisor starts it anew."""
        worker = self.random.choice(self.workers)
        worker.stop(signal.SIGKILL)
        (worker.folder / "log").unlink(missing_ok=True)
        worker.start()

    def kill_child(self) -> None:
        """The process that watches a review ends."""
        worker = self.random.choice(self.workers)
        assert worker.process is not None
        for pid in Path(f"/proc/{worker.process.pid}/task/{worker.process.pid}/children").read_text().split():
            os.kill(int(pid), signal.SIGKILL)

    def restart_postgres(self) -> None:
        """Every connection breaks, every open transaction is undone."""
        self.postgres.restart_at_once()

    def faults(self) -> list[Callable[[], None]]:
        """All of them, in an order that the seed decides."""
        found = [
            self.kill_redis,
            self.freeze_redis,
            self.flush_redis,
            self.kill_worker,
            self.kill_child,
            self.restart_postgres,
        ]
        self.random.shuffle(found)
        return found

    def run(self, seconds: float) -> dict[str, object]:
        """Hand in for so long while faults happen; then wait until nothing is open; return what the ledger says."""
        ledger = self.folder / "ledger"
        ledger.touch()
        web = self.start("-c", HAND_IN, str(ledger))
        wait_until(lambda: bool(ledger.read_text()), "something was handed in")
        until = time.monotonic() + seconds
        waiting: list[Callable[[], None]] = []
        while time.monotonic() < until:
            waiting = waiting or self.faults()
            fault = waiting.pop()
            print(f"{until - time.monotonic():6.1f} s left: {fault.__name__}", flush=True)
            fault()
            time.sleep(self.random.uniform(1, 3))
        web.kill()
        web.wait()
        return self.settled({int(line) for line in ledger.read_text().split()})

    def settled(self, confirmed: set[int]) -> dict[str, object]:
        """Wait until no review is open and compare with what was confirmed."""
        import json

        began = time.monotonic()
        while True:
            counted = json.loads(self.python("-c", COUNT))
            states = Counter(state for _revision, state, _attempts in counted["rows"])
            if not states["queued"] + states["running"] or time.monotonic() - began > END_SECONDS:
                break
            time.sleep(1)
        stored = Counter(revision for revision, _state, _attempts in counted["rows"])
        return {
            "confirmed": len(confirmed),
            "lost": len(confirmed - set(stored)),
            "reviewed twice": sum(count > 1 for count in stored.values()),
            "told twice": sum(count > 1 for count in counted["told"]),
            "open": states["queued"] + states["running"],
            "states": dict(states),
            "begun again": sum(attempts > 1 for _revision, _state, attempts in counted["rows"]),
            "settled after": round(time.monotonic() - began, 1),
        }


def run(seconds: float, seed: int = 1) -> dict[str, object]:
    """Everything at once for so many seconds; the counts of what was confirmed, lost, doubled and left open."""
    with ExitStack() as stack:
        return Chaos(stack, seed).run(seconds)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    result = run(chosen.seconds, chosen.seed)
    for name, value in result.items():
        print(f"{name:>15}: {value}")
    sys.exit(1 if any(result[name] for name in ("lost", "reviewed twice", "told twice", "open")) else 0)
