"""What every test stands on: cheap passwords, a database file that other processes can open, real services.

Mark tests of data and of the queue with `@pytest.mark.both`: they run on SQLite with the filesystem broker, and again on
PostgreSQL with Redis. Tests with a worker process need `worker_process` and `@pytest.mark.django_db(transaction=True)`.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services import MissingServiceError, Postgres, Redis, Worker, running

pytest_plugins = ["tests.people_of_the_tests"]


def pytest_configure() -> None:
    """Hash passwords cheaply, for tests/portal/test_hashing.py tests the real cost; compile the Japanese texts."""
    from django.conf import settings

    from portal.translations import compile_translations

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if settings.ON_SQLITE:
        # pytest-django's own default is a database in memory, which no worker process could open.
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(settings.DATA_DIR / "tests.sqlite3")
    compile_translations()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server of this test run."""
    with _service(Postgres) as service:
        yield service


@pytest.fixture(scope="session")
def redis() -> Iterator[Redis]:
    """A Redis server of this test run, with nothing kept on disk."""
    with _service(Redis) as service:
        yield service


def _service(kind: type):
    try:
        return running(kind())
    except MissingServiceError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment of a process that is to use this test's own database and queue."""
    from django.db import connection

    if connection.vendor == "sqlite":
        url = f"sqlite:///{connection.settings_dict['NAME']}"
    else:
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        url = f"{base}/{connection.settings_dict['NAME']}"
    return {**os.environ, "DATABASE_URL": url}


@pytest.fixture
def worker_process(process_environment: dict[str, str]) -> Iterator[Worker]:
    """A running Celery worker on this test's own database and queue."""
    from django.conf import settings

    worker = Worker(process_environment)
    if settings.ON_FILESYSTEM_BROKER:
        _empty(settings.QUEUE_DIR)
    with running(worker):
        yield worker


def _empty(folder: Path) -> None:
    """Remove what an earlier test left in the queue."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
