#!/usr/bin/env python3
"""Runs the portal on a bare machine: `python3 run.py`; tests it: `python3 run.py test`. Standard library only.

Everything it makes is in .venv and .data beside this file; PORTAL_VENV and --data name other places.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NEEDED_PYTHON = (3, 11)
LOCKS = {"runtime.txt": [], "test.txt": ["--group", "dev"]}


class Refusal(Exception):
    """Why the portal cannot start, and what to do about it."""


def venv_folder() -> Path:
    """Return where the Python environment is or will be."""
    return Path(os.environ.get("PORTAL_VENV") or ROOT / ".venv").expanduser().absolute()


def venv_python() -> str:
    """Return the environment's Python."""
    return str(venv_folder() / "bin" / "python")


def make_venv() -> None:
    """Create the Python environment, or repair one whose Python is gone."""
    folder = venv_folder()
    if folder.exists():
        with contextlib.suppress(OSError):
            if subprocess.run([venv_python(), "-c", ""], check=False).returncode == 0:
                return
    print(f"Creating a Python environment in {folder}", flush=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(
            f"{folder} cannot be created ({error.strerror}).\n"
            "Copy the portal to a folder that you may write to, or set PORTAL_VENV and --data to such folders."
        ) from None
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], capture_output=True, text=True)
    if made.returncode:
        raise Refusal(
            f"The Python environment could not be created:\n{_last_lines(made.stdout + made.stderr)}\n"
            "On Debian and Ubuntu, `apt-get install python3-venv` adds what is missing."
        )


def install(lock: str) -> None:
    """Install what requirements/<lock> pins; does nothing when this very list was installed before."""
    requirements = ROOT / "requirements" / lock
    # The environment is named by the Python that made it: another Python needs other wheels.
    wanted = hashlib.sha256(requirements.read_bytes() + sys.version.encode()).hexdigest()
    stamp = venv_folder() / f"installed-{lock}"
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    print("Installing the pinned packages: about a minute, only once", flush=True)
    pip = [venv_python(), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    if subprocess.run([*pip, "--version"], capture_output=True).returncode:
        subprocess.run([venv_python(), "-m", "ensurepip"], capture_output=True)
    done = subprocess.run(
        [*pip, "install", "--quiet", "--require-hashes", "-r", str(requirements)], capture_output=True, text=True
    )
    if done.returncode:
        raise Refusal(
            f"The packages could not be installed:\n{_last_lines(done.stdout + done.stderr)}\n"
            "The first start needs the network, or a package mirror named by PIP_INDEX_URL. Start again once it is there:\n"
            "what was installed already stays."
        )
    stamp.write_text(wanted, encoding="ascii")


def _last_lines(output: str) -> str:
    return "\n".join(f"    {line}" for line in output.strip().splitlines()[-6:])


def check_data_folder(folder: Path) -> None:
    """Refuse a data folder that cannot be written to."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_text("", encoding="ascii")
        probe.unlink()
    except OSError as error:
        raise Refusal(
            f"{folder} cannot be written to ({error.strerror}). Name another folder: run.py --data FOLDER"
        ) from None


def check_port(host: str, port: int) -> None:
    """Refuse an address that another program holds."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refusal(
                f"The portal cannot listen on {host}:{port} ({error.strerror}).\n"
                f"Choose another port: python3 run.py --port {port + 1 if port < 65535 else 8000}"
            ) from None


def lock_data_folder(folder: Path) -> object:
    """Return a lock on the folder, held as long as the returned object lives."""
    import fcntl

    lock = (folder / "run.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise Refusal(
            f"A portal is running on {folder} already. Stop it first, or name another folder: run.py --data FOLDER"
        ) from None
    return lock


def parse(argv: list[str]) -> argparse.Namespace:
    """Return the options of the command line; `data` as an absolute path."""
    parser = argparse.ArgumentParser(prog="run.py", description="Run the portal. Also: run.py test, run.py lock.")
    parser.add_argument("--port", type=int, default=8000, help="where it listens (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="the address it listens on (this machine only)")
    data = os.environ.get("PORTAL_DATA_DIR") or ROOT / ".data"
    parser.add_argument("--data", type=Path, default=Path(data), help="the folder of database, queue and logs (.data)")
    options = parser.parse_args(argv)
    options.data = options.data.expanduser().absolute()
    if options.host in {"0.0.0.0", "::"} and "PORTAL_URL" not in os.environ:  # noqa: S104
        raise Refusal(
            "Say by which address others open the portal, for it answers to no other:\n"
            f"PORTAL_URL=http://{socket.gethostname()}:{options.port} python3 run.py --host {options.host}"
        )
    return options


def serve(argv: list[str]) -> int:
    """Start the portal and keep it running until Ctrl-C."""
    options = parse(argv)
    check_port(options.host, options.port)
    check_data_folder(options.data)
    lock = lock_data_folder(options.data)
    make_venv()
    install("runtime.txt")
    shown = f"[{options.host}]" if ":" in options.host else options.host
    address = f"{shown}:{options.port}"
    environment = {
        "PORTAL_URL": f"http://{address}",
        **os.environ,
        "PORTAL_LISTEN": address,
        "PORTAL_DATA_DIR": str(options.data),
        "PYTHONUNBUFFERED": "1",
    }
    # The demo's passwords stand in a file and on the terminal: it is for this machine only.
    demo = ["--demo"] if options.host in {"127.0.0.1", "localhost", "::1"} else []
    os.chdir(ROOT)
    if subprocess.run([venv_python(), "manage.py", "prepare", *demo], env=environment).returncode:
        raise Refusal("The database could not be prepared; the reason stands above.")
    supervise(options.data, environment)
    del lock
    return 0


def supervise(data: Path, environment: dict[str, str]) -> None:
    """Keep web, worker and beat running until Ctrl-C."""
    from portal.supervisor import Supervisor

    def announce() -> None:
        print(f"\nThe portal is at {environment['PORTAL_URL']} (Ctrl-C stops it; logs: {data / 'logs'})", flush=True)
        accounts = data / "demo-accounts"
        if accounts.exists():
            print(accounts.read_text(encoding="utf-8"), flush=True)

    Supervisor(
        child_commands(),
        environment=environment,
        logs=data / "logs",
        url=f"http://{environment['PORTAL_LISTEN']}",
        host=environment["PORTAL_URL"].partition("://")[2].partition("/")[0],
        ready=announce,
        report_seconds=float(environment.get("PORTAL_WORKER_HEARTBEAT_SECONDS") or 30),
    ).run()
    print("Stopped.", flush=True)


def child_commands() -> dict[str, list[str]]:
    """Return what runs, by name."""
    celery = [venv_python(), "-m", "celery", "-A", "portal"]
    quiet = ["--without-gossip", "--without-mingle"]
    return {
        "web": [venv_python(), "-m", "gunicorn", "-c", "portal/gunicorn_config.py", "portal.wsgi"],
        "worker": [*celery, "worker", "--loglevel", "INFO", *quiet],
        # Without a pid file: the one of a killed beat would keep the next from starting.
        "beat": [*celery, "beat", "--loglevel", "INFO", "--pidfile", ""],
    }


def test(argv: list[str]) -> int:
    """Run every test on SQLite and the filesystem broker, then the data and queue tests on PostgreSQL and Redis."""
    make_venv()
    install("test.txt")
    # By file: what a module starts (a portal, a browser) is then started once.
    pytest = ["-m", "pytest", "-n", "auto", "--dist", "loadfile"]
    first = subprocess.run([venv_python(), *pytest, *argv], cwd=ROOT).returncode
    print("\nAgain on PostgreSQL and Redis: the tests of data and queue", flush=True)
    again = [venv_python(), "-m", "tests.services", venv_python(), *pytest, *argv, "-m", "both"]
    second = subprocess.run(again, cwd=ROOT).returncode
    nothing_chosen = 5  # pytest's answer when its arguments leave no test over
    if argv and nothing_chosen in (first, second):
        return min(first, second) if first != second else nothing_chosen
    return first or second


def lock(argv: list[str]) -> int:
    """Write requirements/ anew from pyproject.toml; `run.py lock --upgrade` takes the newest that it allows."""
    make_venv()
    install("test.txt")
    for name, groups in LOCKS.items():
        uv = [str(venv_folder() / "bin" / "uv"), "pip", "compile", "pyproject.toml", *groups, "--universal"]
        options = ["--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet"]
        subprocess.run([*uv, *options, *argv, "-o", f"requirements/{name}"], cwd=ROOT, check=True)
    return 0


def main() -> int:
    """Do what the command line says; a refusal is told in words, with exit code 2."""
    if sys.version_info < NEEDED_PYTHON:
        have = ".".join(str(part) for part in sys.version_info[:3])
        print("run.py: the portal needs Python 3.11 or newer; this is " + have, file=sys.stderr)
        print("Start it with a newer one, for example: python3.12 run.py", file=sys.stderr)
        return 2
    if sys.platform == "win32":
        print("run.py: on Windows the portal runs inside WSL: open a WSL terminal and start it there.", file=sys.stderr)
        return 2
    verbs = {"test": test, "lock": lock}
    verb = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        return verbs[verb](sys.argv[2:]) if verb in verbs else serve(sys.argv[1:])
    except Refusal as refusal:
        print(f"run.py: {refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
