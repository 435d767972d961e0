"""A rule for workers under test: it does to the checker what a Pod's name asks for."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from reviews import checker
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Reported, Rule
from reviews.engine.subjects import Resource

RULE = Rule(__name__, title=Text("Poison", "毒"), severity=Severity.INFO)
_known_rules = checker.rules


@RULE.each(Resource)
def check(resource: Resource) -> Iterator[Reported] | None:
    """Breaks as the name says; "slow-once" is slow until the marker file is there, which it makes."""
    what = resource.identity.rpartition("/")[2]
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif what == "memory":
        taken = [bytearray(8 * 1024**2)]
        while True:
            try:
                taken.append(bytearray(8 * 1024**2))
            except MemoryError:
                os.abort()  # as compiled code does when its allocation fails
    elif what == "spin":
        while True:
            pass
    elif what == "sleep":
        time.sleep(60)
    elif what == "deaf-spin":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        while True:
            pass
    elif what == "kill-worker":
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    elif what == "slow-once":
        marker = Path(os.environ["POISON_MARKER"])
        if not marker.exists():
            marker.touch()
            time.sleep(60)
    return None


def rules() -> dict[str, Rule]:
    """The real rules, poison first."""
    return {RULE.id: RULE, **_known_rules()}


checker.rules = rules
