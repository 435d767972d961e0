"""What the image runs, as plain processes: production's variables, real PostgreSQL and Redis, a user without rights."""

import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from portal.supervisor import die_with_parent
from tests.services import ROOT, Postgres, Redis, free_port, listens, wait_until

pytestmark = pytest.mark.timeout(300)
HOST = "portal.example.org"
POWERLESS = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
SOMEBODY = ["--reuid=10001", "--regid=10001", "--clear-groups"]


def user_without_rights() -> list[str]:
    """Return what runs a command as the image's user, or as ourselves bound by file modes where Python is ours alone."""
    if os.geteuid() != 0:
        return []
    prefix = [*POWERLESS, *SOMEBODY]
    asked = [*prefix, sys.executable, "-c", "import sys; print(sys.version)"]
    return prefix if subprocess.run(asked, capture_output=True, text=True).stdout.strip() == sys.version else POWERLESS


class Image:
    """The files of the image, read-only, and processes that run in them."""

    def __init__(self, folder: Path, postgres: Postgres, redis: Redis) -> None:
        self.code, self.data, self.static = folder / "portal", folder / "data", folder / "collected"
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.port = free_port()
        allowed = [
            line[1:] for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
        ]
        for path in allowed:
            source, target = ROOT / path, self.code / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        self.prefix = user_without_rights()
        self.data.mkdir()
        if SOMEBODY[0] in self.prefix:
            os.chown(self.data, 10001, 10001)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": "/nonexistent",
            "TMPDIR": str(self.data),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PORTAL_PRODUCTION": "1",
            "PORTAL_URL": f"https://{HOST}",
            "PORTAL_PROXIES": "1",
            "PORTAL_SECRET_KEY": "Zq8-f2kV_1mWc7Xy0aRbT5uHs9LdEe3gJp6NoQiB4vMxKwYrUc2",
            "PORTAL_MAIL_HOST": "127.0.0.1",
            "PORTAL_DATA_DIR": str(self.data),
            "PORTAL_STATIC_DIR": str(self.static),
            "PORTAL_LISTEN": f"127.0.0.1:{self.port}",
            "DATABASE_URL": postgres.url.rpartition("/")[0] + "/production",
            "BROKER_URL": f"{redis.url}/60",
            "CACHE_URL": f"{redis.url}/61",
            "PORTAL_WORKER_HEARTBEAT_SECONDS": "1",
        }

    def build(self) -> None:
        """Do what the Dockerfile's build stage does, as its owner."""
        environment = {**self.environment, "PORTAL_PRODUCTION": "0", "PORTAL_COLLECTED_STATIC": "1"}
        compile_texts = "from portal.translations import compile_translations; compile_translations()"
        for command in (["-c", compile_texts], ["manage.py", "collectstatic", "--noinput", "--verbosity", "0"]):
            subprocess.run([sys.executable, *command], cwd=self.code, env=environment, check=True)
        for path in self.data.rglob("*"):
            shutil.rmtree(path) if path.is_dir() else path.unlink() if path.exists() else None
        self.set_modes(writable=False)

    def set_modes(self, *, writable: bool) -> None:
        """Make the files of the image read-only, or removable again."""
        for folder in (self.code, self.static):
            for path in [folder, *folder.rglob("*")]:
                mode = path.stat().st_mode
                path.chmod(mode | 0o200 if writable else mode & ~0o222)

    def command(self, name: str) -> list[str]:
        """Return the compose file's command with this environment's programs."""
        services = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
        words = services[name]["command"]
        program = [sys.executable] if words[0] == "python" else [sys.executable, "-m", words[0]]
        return [*self.prefix, *program, *words[1:]]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the image, and wait for it."""
        command = [*self.prefix, sys.executable, *arguments]
        return subprocess.run(command, cwd=self.code, env=self.environment, capture_output=True, text=True, timeout=120)

    def start(self, name: str) -> None:
        """Start one of the services."""
        with (self.data.parent / f"{name}.log").open("wb") as log:
            self.processes[name] = subprocess.Popen(
                self.command(name), cwd=self.code, env=self.environment, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=die_with_parent,
            )  # fmt: skip

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """Ask as the proxy with TLS does."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        proxied = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
        connection.request(
            "GET", path, headers={**proxied, **{name.replace("_", "-"): v for name, v in headers.items()}}
        )
        return connection.getresponse()

    def log(self, name: str) -> str:
        """Return what a service wrote."""
        return (self.data.parent / f"{name}.log").read_text(encoding="utf-8")

    def stop(self) -> None:
        """End all processes with their children."""
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


@pytest.fixture(scope="module")
def image(postgres: Postgres, redis: Redis) -> Iterator[Image]:
    """The running image: prepared, then web, worker and beat."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE production")
    folder = Path(tempfile.mkdtemp(prefix="portal-image-"))
    folder.chmod(0o755)  # pytest's own folders are closed to the image's user
    made = Image(folder, postgres, redis)
    made.build()
    try:
        prepared = subprocess.run(
            made.command("prepare"), cwd=made.code, env=made.environment, capture_output=True, text=True
        )
        assert prepared.returncode == 0, prepared.stderr
        for name in ("web", "worker", "beat"):
            made.start(name)
        wait_until(lambda: listens(made.port), "web listens")
        yield made
    finally:
        made.stop()
        made.set_modes(writable=True)
        shutil.rmtree(folder)


def test_production_settings_pass_every_check(image: Image) -> None:
    done = image.run("manage.py", "check", "--deploy", "--fail-level", "WARNING", "--database", "default")
    assert done.returncode == 0, done.stderr


def test_the_health_check_agrees(image: Image) -> None:
    done = image.run("-m", "portal.healthcheck")
    assert done.returncode == 0, done.stderr


def test_the_sign_in_page_is_safe_to_serve(image: Image) -> None:
    answer = image.get("/accounts/login/")
    assert answer.status == 200, image.log("web")
    assert int(answer.headers["Strict-Transport-Security"].split("=")[1].split(";")[0]) >= 31536000
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_styles_come_hashed_and_may_be_kept_for_good(image: Image) -> None:
    page = image.get("/accounts/login/").read().decode()
    address = page.partition('<link rel="stylesheet" href="')[2].partition('"')[0]
    answer = image.get(address)
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_without_tls_one_is_sent_to_the_secure_address(image: Image) -> None:
    answer = image.get("/", X_Forwarded_Proto="http")
    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/")


@pytest.mark.parametrize("host", ["evil.example.org", "127.0.0.1", f"{HOST}.evil.example"])
def test_other_host_names_are_refused(image: Image, host: str) -> None:
    assert image.get("/", Host=host).status == 400


def test_worker_and_beat_are_at_work(image: Image) -> None:
    def heard() -> bool:
        return b'"worker_silent_seconds": null' not in image.get("/readyz").read()

    wait_until(heard, "beat sent a task and the worker did it")


def test_only_the_data_folder_was_written(image: Image) -> None:
    started = (image.data.parent / "web.log").stat().st_ctime
    written = [path for path in image.code.rglob("*") if path.stat().st_mtime > started + 1]
    assert written == []
    assert "PermissionError" in image.run("-c", "open('written', 'w')").stderr


def test_a_database_that_restarts_costs_a_503_at_most(image: Image, postgres: Postgres) -> None:
    postgres.stop(signal.SIGQUIT)
    away = image.get("/readyz")
    assert away.status == 503
    page = image.get("/rules/", Cookie="__Host-session=somebody")
    assert (page.status, page.headers["Retry-After"]) == (503, "10")
    postgres.start()
    wait_until(lambda: image.get("/readyz").status == 200, "it is ready again", 30)


def test_web_ends_by_itself_when_asked(image: Image) -> None:
    for name in ("web", "worker", "beat"):
        image.processes[name].send_signal(signal.SIGTERM)
    for name in ("web", "worker", "beat"):
        assert image.processes[name].wait(40) == 0, name
