"""The services that tests stand on are the real ones."""

import psycopg
import pytest
from redis import Redis as Client

from people.models import Team
from tests.services import Postgres, Redis, Worker


def test_postgres_keeps_rows_over_an_immediate_restart(postgres: Postgres) -> None:
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('kept')")
    postgres.restart_at_once()
    with psycopg.connect(postgres.url) as connection:
        assert connection.execute("SELECT word FROM kept LIMIT 1").fetchone() == ("kept",)


def test_redis_answers(redis: Redis) -> None:
    assert Client.from_url(redis.url).ping()


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_worker_process_waits_on_this_tests_own_queue(worker_process: Worker, harbour: Team) -> None:
    assert "ready." in worker_process.log()
