"""Readiness and figures tell of the database, the queue and the workers, to those who may know."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.utils import timezone

from portal import health
from reviews.models import WorkerHeartbeat


def heard(seconds_ago: float) -> None:
    """Let a worker have reported so long ago."""
    WorkerHeartbeat.objects.create(name="worker", beat_at=timezone.now() - timedelta(seconds=seconds_ago))


@pytest.mark.both
def test_ready_says_how_long_no_worker_was_heard(stranger: Client) -> None:
    assert stranger.get("/readyz").json() == {"database": "ok", "worker_silent_seconds": None}
    heard(100)
    assert 100 <= stranger.get("/readyz").json()["worker_silent_seconds"] < 130


@pytest.mark.both
def test_the_last_worker_heard_counts(stranger: Client) -> None:
    heard(500)
    WorkerHeartbeat.objects.create(name="other", beat_at=timezone.now())
    assert stranger.get("/readyz").json()["worker_silent_seconds"] < 30


def test_a_clock_that_runs_ahead_is_no_negative_silence(stranger: Client) -> None:
    heard(-3600)
    assert stranger.get("/readyz").json()["worker_silent_seconds"] == 0


def test_without_its_database_the_portal_is_alive_but_not_ready(stranger: Client, monkeypatch) -> None:
    def away(*args: object) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patched:
        patched.setattr(BaseDatabaseWrapper, "cursor", away)
        answer = stranger.get("/readyz")
        alive = stranger.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"database": "away"})
    assert answer["Retry-After"]
    assert alive.status_code == 200


def test_health_changes_nothing(stranger: Client) -> None:
    for address in ("/healthz", "/readyz", "/metrics"):
        assert stranger.post(address).status_code == 405


def test_figures_are_for_this_machine(stranger: Client) -> None:
    heard(5)
    stranger.get("/accounts/login/")
    answer = stranger.get("/metrics")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert 'portal_requests_total{method="GET",status="200",view="account_login"}' in text
    assert "portal_reviews_waiting 0.0" in text
    assert "portal_worker_silent_seconds" in text


def test_figures_are_hidden_from_everybody_else(stranger: Client) -> None:
    assert stranger.get("/metrics", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert stranger.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_with_a_token_figures_are_for_its_holder_only(stranger: Client, settings) -> None:
    settings.METRICS_TOKEN = "figures-for-prometheus"
    assert stranger.get("/metrics").status_code == 404
    assert stranger.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    right = stranger.get("/metrics", headers={"Authorization": "Bearer figures-for-prometheus"})
    assert right.status_code == 200


def test_an_unknown_failure_of_readiness_is_not_hidden(rf, monkeypatch, db: None) -> None:
    def broken() -> None:
        raise KeyError("ours")

    monkeypatch.setattr(health, "worker_silence", broken)
    with pytest.raises(KeyError):
        health.readyz(rf.get("/readyz"))
