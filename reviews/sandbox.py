"""The checker in a process of its own: bounded in time and memory, watched by the worker that forked it.

The watcher tells a text that costs too much (final: the child is ended or ends itself) from a worker that vanished
(retried: nobody is left to say anything, and the lease runs out). The child has the memory limit, the watcher the lease;
so no call inside the checker, however long, can keep the watcher from renewing it.
"""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from portal.supervisor import die_with_parent
from reviews.engine.limits import TooMuch

Tell = Callable[[str, int, int], None]
Stop = Callable[[], bool]
# What runs inside: is given progress, the soft limit's question and what interrupts it; gives a value that JSON knows.
Work = Callable[[Tell, Stop, tuple[type[BaseException], ...]], dict[str, Any]]

_LOOK_SECONDS = 0.5
_TELL_SECONDS = 0.1
_STUCK_SECONDS = 2.0  # past the soft limit, a rule that hasn't come to its end for so long is cut
_READ_BYTES = 1 << 20
_MEMORY_SIGNALS = (signal.SIGKILL, signal.SIGABRT)  # the kernel's, and an allocation that failed in compiled code


@dataclass(frozen=True)
class Limits:
    """What one run may cost."""

    soft_seconds: float
    hard_seconds: float
    memory_bytes: int


@dataclass(frozen=True)
class Ran:
    """What came of a run: a result, or the id of the problem that ended it."""

    result: dict[str, Any] | None = None
    problem: str = ""


class OutOfTime(BaseException):
    """Raised inside a rule that goes on past the soft limit."""


def run(work: Work, limits: Limits, on_look: Callable[[str, int, int], bool]) -> Ran | None:
    """Runs `work` in a forked process.

    `on_look(stage, done, total)` is called every half a second or oftener; when it says False the run is ended and None
    is given. Never raises for what happens inside.
    """
    reading, writing = os.pipe()
    watcher = os.getpid()
    child = os.fork()
    if child == 0:
        _inside(work, limits, writing, watcher)
    os.close(writing)
    try:
        return _watch(child, reading, limits, on_look)
    finally:
        os.close(reading)
        _end(child)


def _watch(child: int, reading: int, limits: Limits, on_look: Callable[[str, int, int], bool]) -> Ran | None:
    deadline = time.monotonic() + limits.hard_seconds
    pending = bytearray()
    stage: tuple[str, int, int] = ("", 0, 0)
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            return Ran(problem="too-slow")
        if select.select([reading], [], [], min(left, _LOOK_SECONDS))[0]:
            block = os.read(reading, _READ_BYTES)
            if not block:
                return Ran(problem=_why(child))
            pending += block
            if block.endswith(b"\n"):
                last = json.loads(pending.splitlines()[-1])
                if "stage" not in last:
                    return Ran(last.get("result"), last.get("problem", ""))
                stage = (last["stage"], last["done"], last["total"])
                pending.clear()
        if not on_look(*stage):
            return None


def _why(child: int) -> str:
    """The problem of a child that closed its end without a result."""
    _pid, status = os.waitpid(child, 0)
    _ended.add(child)
    if not os.WIFSIGNALED(status):
        return "checker-crashed"
    number = os.WTERMSIG(status)
    if number == signal.SIGXCPU:
        return "too-slow"
    return "too-much-memory" if number in _MEMORY_SIGNALS else "checker-crashed"


_ended: set[int] = set()


def _end(child: int) -> None:
    if child in _ended:
        _ended.discard(child)
        return
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _inside(work: Work, limits: Limits, writing: int, watcher: int) -> NoReturn:
    """The forked process: sets its limits, works, says what came of it, ends without any clean-up of the watcher's things."""
    said: dict[str, Any] = {"problem": "checker-crashed"}
    try:
        die_with_parent()
        if os.getppid() != watcher:
            os._exit(1)
        # A worker that is asked to stop finishes what it has: its group's signals aren't for this process.
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGQUIT):
            signal.signal(number, signal.SIG_IGN)
        os.closerange(3, writing)
        os.closerange(writing + 1, 4096)  # the database's and the broker's connections are the watcher's
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        seconds = int(limits.hard_seconds) + 5
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # for a child whose watcher is gone
        said = {"result": _worked(work, limits, writing)}
    except TooMuch as too_much:
        said = {"problem": too_much.limit.id}
    except MemoryError:
        said = {"problem": "too-much-memory"}
    except OutOfTime:
        said = {"problem": "too-slow"}
    except BaseException as error:
        os.write(2, f"the checker failed: {type(error).__name__}\n".encode())  # its message may quote the manifest
        said = {"problem": "checker-failed"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(writing, said)
        os._exit(0)


def _worked(work: Work, limits: Limits, writing: int) -> dict[str, Any]:
    soft = time.monotonic() + limits.soft_seconds
    told_at = time.monotonic()
    said_at = 0.0
    said_stage = ""

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal told_at, said_at, said_stage
        told_at = time.monotonic()
        if stage != said_stage or told_at - said_at >= _TELL_SECONDS:
            said_at, said_stage = told_at, stage
            _say(writing, {"stage": stage, "done": done, "total": total})

    def cut(_number: int, _frame: object) -> None:
        if time.monotonic() - told_at >= _STUCK_SECONDS:
            raise OutOfTime

    signal.signal(signal.SIGALRM, cut)
    signal.setitimer(signal.ITIMER_REAL, limits.soft_seconds, _LOOK_SECONDS)
    return work(tell, lambda: time.monotonic() >= soft, (OutOfTime,))


def _say(writing: int, value: dict[str, Any]) -> None:
    line = memoryview(json.dumps(value).encode("ascii") + b"\n")
    while line:
        line = line[os.write(writing, line) :]
