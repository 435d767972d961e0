"""Real PostgreSQL, Redis and Celery processes for tests, on free ports of this machine.

As a command it runs another command with both services at hand:
    .venv/bin/python -m tests.services .venv/bin/python -m pytest -m both
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from portal.supervisor import die_with_parent

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60


class MissingServiceError(Exception):
    """A program that the tests use for real is not installed."""


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str, package: str) -> str:
    """Return the path of an installed program, PostgreSQL's own folder included."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or (str(debian[0]) if debian else "")
    if not found:
        raise MissingServiceError(f"{name} is not installed, and the tests use the real one: apt-get install {package}")
    return found


def wait_until(answer: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Wait until `answer` is true; fail saying what did not happen."""
    deadline = time.monotonic() + seconds
    while not answer():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        time.sleep(0.05)


def listens(port: int) -> bool:
    """Return whether something accepts connections on the port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Service:
    """One server process with a folder of its own."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=f"portal-{type(self).__name__.lower()}-"))
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def command(self) -> list[str]:
        """Return what starts the server in the foreground."""
        raise AssertionError("each service has its own command")

    def start(self) -> None:
        """Start the server and wait until it accepts connections."""
        log = (self.folder / "log").open("ab")
        self.process = subprocess.Popen(
            self.command(), stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent
        )
        process = self.process
        wait_until(lambda: listens(self.port) or process.poll() is not None, f"{self.command()[0]} listens")
        if process.poll() is not None:
            raise AssertionError((self.folder / "log").read_text(encoding="utf-8", errors="replace"))

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the server's whole group."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def stop(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End the server; its folder stays, so that it can start again."""
        self.send(number)
        self.send(signal.SIGCONT)
        if self.process is not None:
            self.process.wait(30)
        self.process = None

    def remove(self) -> None:
        """End the server and remove what it wrote."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class Redis(Service):
    """redis-server; keeps nothing on disk unless `append_only`."""

    append_only = False

    def command(self) -> list[str]:
        """Return what starts the server in the foreground."""
        keep = "yes" if self.append_only else "no"
        options = ["--save", "", "--appendonly", keep, "--dir", str(self.folder), "--databases", "64"]
        return [program("redis-server", "redis-server"), "--port", str(self.port), "--bind", "127.0.0.1", *options]

    @property
    def url(self) -> str:
        """Return its address without a database number."""
        return f"redis://127.0.0.1:{self.port}"


class Postgres(Service):
    """PostgreSQL with a user `portal` who may create databases; safe against its own end, not the machine's."""

    def __init__(self) -> None:
        super().__init__()
        self.as_postgres: list[str] = []
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            self.as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
            shutil.chown(self.folder, "postgres", "postgres")
        options = ["--auth=trust", "--username=portal", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        initdb = [*self.as_postgres, program("initdb", "postgresql"), "-D", str(self.folder / "cluster"), *options]
        done = subprocess.run(initdb, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise AssertionError(f"initdb failed: {done.stdout}{done.stderr}")

    def command(self) -> list[str]:
        """Return what starts the server in the foreground."""
        # setpriv's own option: changing the user would clear what die_with_parent asked for.
        prefix = [*self.as_postgres, "--pdeathsig", "KILL"] if self.as_postgres else []
        options = ["fsync=off", "full_page_writes=off", "max_connections=200"]
        settings = [word for option in options for word in ("-c", option)]
        where = ["-D", str(self.folder / "cluster"), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.folder)]
        return [*prefix, program("postgres", "postgresql"), *where, *settings]

    def start(self) -> None:
        """Start the server and wait until it takes queries: after a hard stop it listens before it has recovered."""
        super().start()
        wait_until(self._takes_queries, "PostgreSQL has recovered")

    def _takes_queries(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def restart_at_once(self) -> None:
        """End every connection as `pg_ctl -m immediate restart` does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(30)
        self.start()

    @property
    def url(self) -> str:
        """Return the address of its first database."""
        return f"postgres://portal@127.0.0.1:{self.port}/postgres"


@contextlib.contextmanager
def running(service: Service) -> Iterator[Service]:
    """Run the service for as long as the block lasts."""
    try:
        service.start()
        yield service
    finally:
        service.remove()


class Worker(Service):
    """A Celery worker process on the given settings."""

    def __init__(self, environment: dict[str, str], concurrency: int = 1) -> None:
        super().__init__()
        self.environment, self.concurrency = environment, concurrency

    def command(self) -> list[str]:
        """Return what starts the worker in the foreground."""
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "INFO", "-n", f"tests{self.port}@%h"]
        return [sys.executable, "-m", "celery", "-A", "portal", "worker", "-c", str(self.concurrency), *quiet]

    def start(self) -> None:
        """Start the worker and wait until it takes tasks."""
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), env=self.environment, cwd=ROOT, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip
        process = self.process
        wait_until(lambda: " ready." in self.log() or process.poll() is not None, "the Celery worker is ready")
        assert process.poll() is None, self.log()

    def log(self) -> str:
        """Return what the worker wrote so far."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")


def main(command: list[str]) -> int:
    """Run `command` with a PostgreSQL and a Redis, and return its exit code."""
    with running(Postgres()) as postgres, running(Redis()) as redis:
        services = {"PORTAL_TEST_DATABASE_URL": postgres.url, "PORTAL_TEST_BROKER_URL": redis.url}
        return subprocess.run(command, cwd=ROOT, env={**os.environ, **services}).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except MissingServiceError as missing:
        sys.exit(str(missing))
