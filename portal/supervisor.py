"""Starts web, worker and beat, brings back what falls or goes deaf, and stops all of it; standard library only.

Each child leads a session of its own, so that its whole group can be ended. A child dies with the supervisor: on Linux
the kernel sees to it (PR_SET_PDEATHSIG); elsewhere a guard between the two watches a pipe that closes with the parent.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 30.0
STEADY_AFTER_SECONDS = 60.0
STOP_SECONDS = 25.0
LOOK_EVERY_SECONDS = 10.0
# Nobody is taken for deaf sooner: a machine that just woke up needs its time.
LEAST_SILENCE_SECONDS = 15.0
LOG_KEPT_BYTES = 10 * 1024 * 1024
PR_SET_PDEATHSIG = 1

_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent() -> None:
    """Ask the kernel to kill this process when its parent ends; does nothing where there is no such call."""
    if _LIBC is not None:
        _LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


class Child:
    """One process that is to run all the time."""

    def __init__(self, name: str, command: list[str], log: Path) -> None:
        self.name, self.command, self.log = name, command, log
        self.process: subprocess.Popen[bytes] | None = None
        self.kept_end: int | None = None
        self.started_at = 0.0
        self.delay = FIRST_DELAY_SECONDS
        self.due_at = 0.0

    def start(self, environment: dict[str, str], now: float, *, guarded: bool) -> None:
        """Start the process in a session of its own; `guarded` puts the pipe's guard before it."""
        command, guard_end = self.command, None
        if guarded:
            guard_end, self.kept_end = os.pipe()
            command = [sys.executable, __file__, str(guard_end), *command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=() if guard_end is None else (guard_end,),
                preexec_fn=None if guarded else die_with_parent,
            )
        if guard_end is not None:
            os.close(guard_end)
        self.started_at = now

    def age(self, now: float) -> float:
        """Return the seconds since it was started; 0 while it is not running."""
        return now - self.started_at if self.process else 0.0

    def signal(self, number: signal.Signals, *, group: bool = False) -> None:
        """Send a signal to the process, or to all that it started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if group:
                os.killpg(self.process.pid, number)
            else:
                os.kill(self.process.pid, number)

    def gone(self) -> None:
        """Forget the process and end whatever it left behind in its group."""
        self.signal(signal.SIGKILL, group=True)
        if self.process is not None:
            self.process.wait()
        if self.kept_end is not None:
            os.close(self.kept_end)
        self.process = self.kept_end = None


class Supervisor:
    """Keeps the children running until it is told to stop."""

    def __init__(
        self,
        commands: dict[str, list[str]],
        *,
        environment: dict[str, str],
        logs: Path,
        url: str,
        host: str,
        ready: Callable[[], None],
        report_seconds: float = 30.0,
        guarded: bool = sys.platform != "linux",
    ) -> None:
        """Take the commands by name; `url` is where web answers, to the name `host`; `ready` is called once, at the first good answer.

        A worker reports every `report_seconds`; after three silent reports it is taken for deaf. So is a web process.
        """
        logs.mkdir(parents=True, exist_ok=True)
        self.children = [Child(name, command, logs / f"{name}.log") for name, command in commands.items()]
        self.environment, self.url, self.host, self.guarded = environment, url, host, guarded
        self.deaf_after = max(LEAST_SILENCE_SECONDS, 3 * report_seconds)
        self._ready: Callable[[], None] | None = ready
        self._stopping = False
        self._looked_at = 0.0
        self._answered_at = 0.0

    def run(self) -> None:
        """Run until SIGINT, SIGTERM or SIGHUP, then stop every child."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            _keep_log_small(child.log)
        try:
            while not self._stopping:
                now = time.monotonic()
                for child in self.children:
                    self._keep(child, now)
                self._look(now)
                time.sleep(0.2)
        finally:
            self.stop_children()

    def _stop(self, *_: object) -> None:
        if self._stopping:  # a second Ctrl-C: no more waiting
            for child in self.children:
                child.signal(signal.SIGKILL, group=True)
        self._stopping = True

    def _keep(self, child: Child, now: float) -> None:
        """Start the child when its time has come; notice when it ended."""
        if child.process is None:
            if now >= child.due_at:
                child.start(self.environment, now, guarded=self.guarded)
            return
        code = child.process.poll()
        if code is None:
            if child.age(now) > STEADY_AFTER_SECONDS:
                child.delay = FIRST_DELAY_SECONDS
            return
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        print(f"{child.name} ended ({how}); it starts again in {child.delay:g} s. Its log: {child.log}", flush=True)
        child.gone()
        child.due_at = now + child.delay
        child.delay = min(child.delay * 2, LONGEST_DELAY_SECONDS)

    def _look(self, now: float) -> None:
        """Ask web how things are, and replace what no longer answers."""
        if now - self._looked_at < (0.5 if self._ready else LOOK_EVERY_SECONDS):
            return
        self._looked_at = now
        answer = read_health(f"{self.url}/readyz", self.host)
        if answer is None:
            web = self._child("web")
            if web and min(web.age(now), now - self._answered_at) > self.deaf_after:
                self._replace(web)
            return
        self._answered_at = now
        if answer.get("database") != "ok":
            return
        if self._ready:
            self._ready()
            self._ready = None
        silent = answer.get("worker_silent_seconds")
        worker = self._child("worker")
        # Only silence since this worker's own start tells anything about it.
        if worker and worker.age(now) > self.deaf_after and (silent is None or silent > self.deaf_after):
            self._replace(worker)

    def _child(self, name: str) -> Child | None:
        return next((child for child in self.children if child.name == name and child.process), None)

    def _replace(self, child: Child) -> None:
        print(f"{child.name} has not been heard for {self.deaf_after:g} s; it is replaced.", flush=True)
        child.gone()
        child.due_at = 0.0

    def stop_children(self) -> None:
        """Ask every child to end, wait, then end its group by force."""
        for child in self.children:
            child.signal(signal.SIGTERM)
            child.signal(signal.SIGCONT)
        deadline = time.monotonic() + STOP_SECONDS
        for child in self.children:
            if child.process is not None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.0, deadline - time.monotonic()))
            child.gone()


def read_health(url: str, host: str) -> dict[str, Any] | None:
    """Return what /readyz says, also while the database is away; None where nobody answers within five seconds."""
    try:
        request = urllib.request.Request(url, headers={"Host": host})  # noqa: S310  our own http address
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
            return json.load(answer)
    except urllib.error.HTTPError as error:
        with contextlib.suppress(ValueError):
            return json.load(error)
        return None
    except (OSError, ValueError):
        return None


def _keep_log_small(log: Path) -> None:
    if log.exists() and log.stat().st_size > LOG_KEPT_BYTES:
        log.replace(log.with_suffix(".old.log"))


def guard(pipe: int, command: list[str]) -> int:
    """Run `command`; when the other end of `pipe` closes, the supervisor is gone: end the whole group."""
    child = subprocess.Popen(command)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while child.poll() is None:
        readable, _, _ = select.select([pipe], [], [], 0.2)
        if readable:
            os.killpg(os.getpid(), signal.SIGKILL)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


if __name__ == "__main__":
    sys.exit(guard(int(sys.argv[1]), sys.argv[2:]))
