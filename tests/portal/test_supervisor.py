"""The supervisor brings back what falls, replaces what is deaf, and leaves nobody behind."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from portal import supervisor
from portal.supervisor import Supervisor
from tests.services import ROOT, free_port, wait_until

# A child that starts a child of its own, as gunicorn and Celery do, and writes both pids.
FAMILY = """
import os, subprocess, sys, time
inner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
with open(sys.argv[1], "a") as file:
    file.write(f"{os.getpid()} {inner.pid}\\n")
time.sleep(600)
"""
# A supervisor in a process of its own, over two families.
HOUSE = """
import sys
from pathlib import Path
from portal.supervisor import Supervisor
folder, guarded = Path(sys.argv[1]), sys.argv[2] == "guarded"
commands = {name: [sys.executable, "-c", sys.argv[3], str(folder / name)] for name in ("web", "worker")}
Supervisor(commands, environment={}, logs=folder / "logs", url="http://127.0.0.1:1", host="localhost",
           ready=lambda: None, guarded=guarded).run()
"""


def alive(pid: int) -> bool:
    """Return whether the process runs; one that waits to be buried does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}


def families(folder: Path) -> list[list[int]]:
    """Return the pids of each family that was started, in the order of their starts."""
    lines = [line for name in ("web", "worker") if (folder / name).exists()
             for line in (folder / name).read_text(encoding="utf-8").splitlines()]  # fmt: skip
    return [[int(pid) for pid in line.split()] for line in lines]


@pytest.fixture(params=["by the kernel", "guarded"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A running supervisor with two families, in both ways of tying them to it."""
    command = [sys.executable, "-c", HOUSE, str(tmp_path), request.param, FAMILY]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    wait_until(lambda: len(families(tmp_path)) == 2, "both families run")
    yield process
    process.kill()
    for family in families(tmp_path):
        for pid in family:
            if alive(pid):
                os.kill(pid, signal.SIGKILL)


def test_a_killed_child_comes_back_and_its_family_is_buried(house: subprocess.Popen[bytes], tmp_path: Path) -> None:
    first = families(tmp_path)[0]
    os.kill(first[0], signal.SIGKILL)
    wait_until(lambda: len(families(tmp_path)) == 3, "the killed child was started again", 20)
    assert not any(alive(pid) for pid in first)


def test_ctrl_c_ends_everything(house: subprocess.Popen[bytes], tmp_path: Path) -> None:
    house.send_signal(signal.SIGINT)
    house.wait(20)
    assert not any(alive(pid) for family in families(tmp_path) for pid in family)


def test_a_killed_supervisor_leaves_no_child(house: subprocess.Popen[bytes], tmp_path: Path) -> None:
    house.kill()
    parents = [family[0] for family in families(tmp_path)]
    wait_until(lambda: not any(alive(pid) for pid in parents), "the children ended with their supervisor", 10)


class Site:
    """A web server that says about the worker what the test wants."""

    def __init__(self) -> None:
        self.answer: dict[str, object] | None = {"database": "ok", "worker_silent_seconds": 1.0}
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = json.dumps(site.answer).encode()
                self.send_response(200 if site.answer and site.answer["database"] == "ok" else 503)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Stay quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", free_port()), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site whose health the test decides."""
    running = Site()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def step(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[float], Supervisor]]:
    """Let the supervisor look around at a given second, without waiting for it."""
    monkeypatch.setattr(supervisor, "LOOK_EVERY_SECONDS", 0.0)
    commands = {name: [sys.executable, "-c", "import time; time.sleep(600)"] for name in ("web", "worker", "beat")}
    told: list[str] = []
    kept = Supervisor(
        commands, environment={}, logs=tmp_path, url=site.url, host="localhost", ready=lambda: told.append("ready")
    )
    kept.told = told  # type: ignore[attr-defined]

    def at(second: float) -> Supervisor:
        for child in kept.children:
            kept._keep(child, second)
        kept._look(second)
        return kept

    yield at
    kept.stop_children()


def pid_of(kept: Supervisor, name: str) -> int | None:
    """Return the pid of a running child."""
    child = kept._child(name)
    return child.process.pid if child and child.process else None


def test_a_deaf_worker_is_replaced_well_within_150_seconds(step, site: Site) -> None:
    worker = pid_of(step(1000), "worker")
    site.answer = {"database": "ok", "worker_silent_seconds": 91.0}
    assert pid_of(step(1080), "worker") == worker  # younger than the silence that is told of
    step(1095)
    assert pid_of(step(1096), "worker") not in {None, worker}


def test_a_worker_that_is_heard_is_left_alone(step) -> None:
    worker = pid_of(step(1000), "worker")
    for second in range(1000, 2000, 100):
        step(second)
    assert pid_of(step(2000), "worker") == worker


def test_a_database_that_is_away_is_not_the_workers_fault(step, site: Site) -> None:
    worker = pid_of(step(1000), "worker")
    site.answer = {"database": "away"}
    step(2000)
    assert pid_of(step(2001), "worker") == worker


def test_a_web_process_that_stops_answering_is_replaced(step, site: Site) -> None:
    web = pid_of(step(1000), "web")
    site.server.shutdown()
    site.server.server_close()
    assert pid_of(step(1060), "web") == web
    step(1095)
    assert pid_of(step(1096), "web") not in {None, web}


def test_ready_is_told_once(step) -> None:
    step(1000)
    step(1100)
    assert step(1200).told == ["ready"]


def test_a_child_that_keeps_falling_is_started_ever_more_slowly(tmp_path: Path, capsys) -> None:
    falling = Supervisor(
        {"beat": [sys.executable, "-c", "raise SystemExit(3)"]},
        environment={}, logs=tmp_path, url="http://127.0.0.1:1", host="localhost", ready=lambda: None,
    )  # fmt: skip
    (child,) = falling.children
    waits, now = [], 1000.0
    for _ in range(3):
        falling._keep(child, now)
        assert child.process is not None
        child.process.wait(10)
        falling._keep(child, now)
        waits.append(child.due_at - now)
        now = child.due_at
    assert waits == [0.5, 1.0, 2.0]
    assert "beat ended (exit code 3)" in capsys.readouterr().out
    falling.stop_children()


def test_a_long_log_is_put_aside_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LOG_KEPT_BYTES", 10)
    (tmp_path / "web.log").write_text("long enough to move", encoding="utf-8")
    supervisor._keep_log_small(tmp_path / "web.log")
    assert [path.name for path in tmp_path.iterdir()] == ["web.old.log"]
