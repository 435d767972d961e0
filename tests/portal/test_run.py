"""`python3 run.py` on a copy of the project: it starts, heals itself, stops, and refuses in words."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest

from tests.services import ROOT, free_port, listens, wait_until

pytestmark = pytest.mark.timeout(400)
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".data", "__pycache__", "node_modules", "*.sqlite3")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without environment and data."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "portal", ignore=LEFT_OUT))


class Portal:
    """A `python3 run.py` process and what it wrote."""

    def __init__(self, project: Path, data: Path, port: int, **changes: str) -> None:
        self.port, self.data = port, data
        data.parent.mkdir(exist_ok=True)
        self.output = data.parent / f"output-{time.monotonic_ns()}"
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        # The tests' own environment stands in for a fresh one, which would take a minute.
        environment |= {"PORTAL_VENV": str(Path(sys.prefix)), "PORTAL_WORKER_HEARTBEAT_SECONDS": "2", **changes}
        command = [sys.executable, "run.py", "--port", str(port), "--data", str(data)]
        with self.output.open("wb") as file:
            self.process = subprocess.Popen(command, cwd=project, env=environment, stdout=file, stderr=file)

    def text(self) -> str:
        """Return what it wrote to the terminal."""
        return self.output.read_text(encoding="utf-8")

    def wait_until_ready(self) -> None:
        """Wait for the line with the address."""
        wait_until(lambda: "The portal is at" in self.text() or self.process.poll() is not None, "it started", 120)
        assert self.process.poll() is None, self.text()

    def get(self, path: str) -> HTTPResponse:
        """Ask for a page."""
        return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30)

    def children(self) -> dict[str, int]:
        """Return the pids of web, worker and beat."""
        found = {}
        for folder in Path("/proc").iterdir():
            try:
                command = (folder / "cmdline").read_bytes().decode().split("\0")
                parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            except (OSError, ValueError, IndexError):
                continue
            if parent == self.process.pid:
                name = next((word for word in command if word in {"gunicorn", "worker", "beat"}), "")
                found["web" if name == "gunicorn" else name] = int(folder.name)
        return found

    def stop(self) -> None:
        """Press Ctrl-C, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)


@pytest.fixture(scope="module")
def portal(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that several tests look at; the last of them stops it."""
    running = Portal(project, tmp_path_factory.mktemp("run") / "data", free_port())
    running.wait_until_ready()
    yield running
    running.stop()


def processes_of(data: Path) -> list[int]:
    """Return the pids of all processes that work on this data folder."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"PORTAL_DATA_DIR={data}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def test_it_tells_the_address_and_the_accounts_and_answers(portal: Portal) -> None:
    assert f"http://127.0.0.1:{portal.port}" in portal.text()
    assert len(set(re.findall(r"[\w.-]+@[\w.-]+", portal.text()))) >= 3
    page = portal.get("/accounts/login/").read().decode()
    assert "<form" in page


def test_pages_have_their_styles(portal: Portal) -> None:
    page = portal.get("/accounts/login/").read().decode()
    for address in re.findall(r'<link rel="stylesheet" href="([^"]+)"', page):
        assert portal.get(address).status == 200


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_a_child_that_is_killed_comes_back(portal: Portal, name: str) -> None:
    wait_until(lambda: len(portal.children()) == 3, "all three run")
    before = portal.children()[name]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: portal.children().get(name, before) != before, f"{name} was started again")
    wait_until(lambda: listens(portal.port), "it listens again")
    assert portal.get("/readyz").status == 200


def test_a_worker_that_went_deaf_is_replaced(portal: Portal) -> None:
    def heard() -> bool:
        return b'"worker_silent_seconds": null' not in portal.get("/readyz").read()

    wait_until(lambda: len(portal.children()) == 3, "all three run")
    wait_until(heard, "a worker was heard")
    before = portal.children()["worker"]
    os.kill(before, signal.SIGSTOP)
    # Reports come every 2 seconds here, so 15 seconds of silence are enough; with 30 seconds it takes 90.
    wait_until(lambda: portal.children().get("worker", before) != before, "the deaf worker was replaced", 90)
    assert "worker has not been heard for 15 s" in portal.text()


def test_a_second_one_on_the_same_data_is_refused(portal: Portal, project: Path) -> None:
    second = Portal(project, portal.data, free_port())
    assert second.process.wait(30) == 2
    assert "is running on" in second.text()
    assert "--data FOLDER" in second.text()


def test_a_port_that_is_taken_is_told_with_the_way_out(portal: Portal, project: Path, tmp_path: Path) -> None:
    second = Portal(project, tmp_path / "data", portal.port)
    assert second.process.wait(30) == 2
    assert f"python3 run.py --port {portal.port + 1}" in second.text()


def refusal_of(project: Path, *arguments: str, prefix: tuple[str, ...] = (), **changes: str) -> str:
    """Return what run.py says when it refuses to start."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")} | changes
    command = [*prefix, sys.executable, "run.py", "--port", str(free_port()), *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


# Root may write everywhere, unless it gives that up.
WITHOUT_POWERS = ("setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs")


def test_a_folder_that_cannot_be_written_is_told_with_the_way_out(project: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    prefix = WITHOUT_POWERS if os.geteuid() == 0 else ()
    assert "run.py --data FOLDER" in refusal_of(project, "--data", str(closed / "data"), prefix=prefix)
    told = refusal_of(project, "--data", str(tmp_path / "data"), prefix=prefix, PORTAL_VENV=str(closed / "venv"))
    assert "set PORTAL_VENV and --data" in told


def test_without_a_network_it_says_what_the_first_start_needs(project: Path, tmp_path: Path) -> None:
    nobody = {"PIP_INDEX_URL": f"http://127.0.0.1:{free_port()}/", "PIP_RETRIES": "0", "PIP_CONFIG_FILE": os.devnull}
    told = refusal_of(project, "--data", str(tmp_path / "data"), PORTAL_VENV=str(tmp_path / "venv"), **nobody)
    assert "The first start needs the network" in told
    assert not (tmp_path / "venv" / "installed-runtime.txt").exists()


def test_for_others_to_reach_it_an_address_is_needed(project: Path) -> None:
    assert "PORTAL_URL=http://" in refusal_of(project, "--host", "0.0.0.0")


def test_an_old_python_is_told_which_one_it_takes(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    import run

    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert run.main() == 2
    assert "needs Python 3.11 or newer; this is 3.9.2" in capsys.readouterr().err


def test_run_py_needs_nothing_but_python(project: Path) -> None:
    code = "import run, portal.supervisor, sys; sys.exit('django' in sys.modules)"
    assert (
        subprocess.run(
            [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(project)!r}); {code}"]
        ).returncode
        == 0
    )


def test_ctrl_c_stops_it_and_the_next_start_finds_everything_done(portal: Portal, project: Path) -> None:
    portal.stop()
    assert portal.process.returncode == 0
    assert processes_of(portal.data) == []
    again = Portal(project, portal.data, free_port())
    again.wait_until_ready()
    assert "Installing" not in again.text()
    assert "Loading" not in again.text()
    again.process.kill()
    wait_until(lambda: processes_of(portal.data) == [], "nobody outlives the supervisor", 10)
