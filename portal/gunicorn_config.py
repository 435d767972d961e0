"""How gunicorn serves the site: a few processes with threads, each replaced now and then."""

import os
import tempfile
from pathlib import Path
from typing import Any

bind = os.environ.get("PORTAL_LISTEN", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2, os.cpu_count() or 1))
threads = int(os.environ.get("PORTAL_WEB_THREADS") or 4)
# portal/hashing.py shares the cores among the processes by this number.
raw_env = [f"WEB_CONCURRENCY={workers}"]
timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 5000
max_requests_jitter = 500
# A heartbeat file on a slow disk makes gunicorn kill healthy processes; memory is where there is one.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
# The lines between proxy and portal are ours to trust, not the sender's: Django reads them by PORTAL_PROXIES.
forwarded_allow_ips = ""
accesslog = None
errorlog = "-"

# Each process counts in files of its own; /metrics adds them up (portal/metrics.py).
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="portal-metrics-"))


def post_fork(server: Any, worker: Any) -> None:
    """Let no web process outlive gunicorn: it would hold the port."""
    from portal.supervisor import die_with_parent

    die_with_parent()


def child_exit(server: Any, worker: Any) -> None:
    """Forget the gauges of a process that ended."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)
