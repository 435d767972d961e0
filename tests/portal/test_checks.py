"""Production refuses what is unsafe, and says what to set instead."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import checks

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "PORTAL_PRODUCTION": "1",
    "PORTAL_URL": "https://portal.example.org",
    "PORTAL_SECRET_KEY": "Zq8-f2kV_1mWc7Xy0aRbT5uHs9LdEe3gJp6NoQiB4vMxKwYrUc2",
    "PORTAL_PROXIES": "1",
    "PORTAL_MAIL_HOST": "mail.example.org",
    "PORTAL_COLLECTED_STATIC": "0",
}


def run_check(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check` for deployment with production's variables, some of them changed."""
    environment = {"PATH": os.environ["PATH"], "PORTAL_DATA_DIR": str(tmp_path), **SAFE, **changes}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)


def test_safe_production_settings_pass_without_a_warning(tmp_path: Path) -> None:
    done = run_check(tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"PORTAL_DEBUG": "1", "PORTAL_SECRET_KEY": "", "PORTAL_EXTRA_HOSTS": "*"},
            ["Remove PORTAL_DEBUG", "Set PORTAL_SECRET_KEY", "Name the hosts"],
        ),
        (
            {"PORTAL_SECRET_KEY": "abab" * 20, "PORTAL_URL": "http://portal.example.org", "PORTAL_MAIL_HOST": ""},
            ["50 or more random characters", "Set PORTAL_URL to the https:// address", "Set PORTAL_MAIL_HOST"],
        ),
        (
            {"PORTAL_SECRET_KEY": "secret", "PORTAL_URL": "portal.example.org", "PORTAL_COLLECTED_STATIC": "1"},
            ["50 or more random characters", "for example https://portal.example.org", "manage.py collectstatic"],
        ),
        (
            {"PORTAL_PROXIES": "0", "PORTAL_REVIEW_HARD_LIMIT_SECONDS": "10", "PORTAL_REVIEW_LEASE_SECONDS": "10"},
            ["Set PORTAL_PROXIES", "20 beside 10", "30 beside 5"],
        ),
        (
            {"BROKER_URL": "carrier-pigeon://", "PORTAL_OIDC_SERVER_URL": "https://login.example.org"},
            ["redis://host:6379/0", "PORTAL_OIDC_CLIENT_ID"],
        ),
        ({"PORTAL_MAX_BODY_BYTES": "much"}, ["PORTAL_MAX_BODY_BYTES is 'much': give a whole number"]),
    ],
)
def test_each_unsafe_setting_is_told_with_its_remedy(tmp_path: Path, changes: dict[str, str], told: list[str]) -> None:
    done = run_check(tmp_path, **changes)
    assert done.returncode != 0
    for remedy in told:
        assert remedy in done.stderr


@pytest.mark.parametrize("entrance", ["portal.wsgi", "portal.asgi"])
def test_no_web_process_starts_on_unsafe_settings(tmp_path: Path, entrance: str) -> None:
    environment = {"PATH": os.environ["PATH"], "PORTAL_DATA_DIR": str(tmp_path), **SAFE, "PORTAL_DEBUG": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"import {entrance}"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "Remove PORTAL_DEBUG" in done.stderr


@pytest.mark.parametrize("role", ["worker", "beat"])
def test_neither_worker_nor_beat_starts_on_unsafe_settings(tmp_path: Path, role: str) -> None:
    environment = {"PATH": os.environ["PATH"], "PORTAL_DATA_DIR": str(tmp_path), **SAFE, "PORTAL_EXTRA_HOSTS": "*"}
    command = [sys.executable, "-m", "celery", "-A", "portal", role]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "Name the hosts" in done.stderr + done.stdout


def test_a_warning_alone_does_not_keep_a_process_from_starting(settings) -> None:
    settings.PORTAL_URL = "http://192.0.2.7:8000"
    assert [message.id for message in checks.check_address(None)] == ["portal.W003"]
    checks.refuse_to_start()
    settings.BROKER_URL = "amqp://queue"
    with pytest.raises(ImproperlyConfigured, match="redis://host:6379/0"):
        checks.refuse_to_start()


def test_a_data_folder_that_is_not_ours_is_told(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write everywhere
    (message,) = checks.check_services(None)
    assert "PORTAL_DATA_DIR" in message.hint
