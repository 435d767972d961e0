"""The environment of a test run; pytest loads this first (-p), before Django reads its settings.

Every run, and every parallel worker in it, has a data folder of its own, so that tests never touch a portal that runs
beside them. tests/services.py names a PostgreSQL and a Redis through the two PORTAL_TEST_ variables.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _own_folder() -> Path:
    if _WORKER:
        folder = Path(os.environ["PORTAL_TEST_FOLDER"]) / _WORKER
        folder.mkdir()
        return folder
    folder = Path(tempfile.mkdtemp(prefix="portal-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _set() -> None:
    folder = _own_folder()
    for name in [name for name in os.environ if name.startswith("PORTAL_") and not name.startswith("PORTAL_TEST_")]:
        del os.environ[name]
    for name in ("DATABASE_URL", "BROKER_URL", "CACHE_URL"):
        os.environ.pop(name, None)
    os.environ.setdefault("PORTAL_TEST_FOLDER", str(folder))
    os.environ["PORTAL_DATA_DIR"] = str(folder)
    if database := os.environ.get("PORTAL_TEST_DATABASE_URL"):
        os.environ["DATABASE_URL"] = database
    if broker := os.environ.get("PORTAL_TEST_BROKER_URL"):
        os.environ["BROKER_URL"] = f"{broker}/{int(_WORKER.removeprefix('gw') or 0)}"
    # Playwright runs an event loop in the tests' own thread; Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    os.environ["PORTAL_LOG_LEVEL"] = "WARNING"


_set()
