"""A rule for workers under test: it does to the checker what a Pod's name asks for."""

import os
import signal
import time
from pathlib import Path

from reviews import checker
from reviews.engine.report import Severity, Text
from reviews.engine.rule import Rule
from reviews.engine.subjects import Resource

RULE = Rule(__name__, title=Text("Poison", "毒"), severity=Severity.INFO)
_known_rules = checker.rules


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _memory() -> None:
    taken = []
    while True:
        try:
            taken.append(bytearray(8 * 1024**2))
        except MemoryError:
            os.abort()  # as compiled code does when its allocation fails


def _spin() -> None:
    while True:
        pass


def _sleep() -> None:
    time.sleep(60)


def _deaf_spin() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    _spin()


def _kill_worker() -> None:
    os.kill(os.getppid(), signal.SIGKILL)
    _sleep()


def _slow_once() -> None:
    """Slow until the marker file is there, which the first time makes."""
    marker = Path(os.environ["POISON_MARKER"])
    if not marker.exists():
        marker.touch()
        _sleep()


POISONS = {
    "crash": _crash,
    "memory": _memory,
    "spin": _spin,
    "sleep": _sleep,
    "deaf-spin": _deaf_spin,
    "kill-worker": _kill_worker,
    "slow-once": _slow_once,
}


@RULE.each(Resource)
def check(resource: Resource) -> None:
    """Does what the object's name says; nothing to any other."""
    poison = POISONS.get(resource.identity.rpartition("/")[2])
    if poison is not None:
        poison()


def rules() -> dict[str, Rule]:
    """The real rules, poison first."""
    return {RULE.id: RULE, **_known_rules()}


checker.rules = rules
