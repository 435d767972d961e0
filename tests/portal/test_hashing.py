"""Hashing passwords never takes all cores from the pages."""

import threading
import time
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password

from portal import hashing


def test_at_most_one_hash_a_core_is_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    in_flight, most = 0, 0
    counting = threading.Lock()

    def slow(self: object, password: str, salt: str, iterations: int | None = None) -> str:
        nonlocal in_flight, most
        with counting:
            in_flight += 1
            most = max(most, in_flight)
        time.sleep(0.05)
        with counting:
            in_flight -= 1
        return "hash"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", slow)
    monkeypatch.setattr(hashing, "_TURNS", threading.BoundedSemaphore(2))
    hasher = hashing.QueuedPBKDF2PasswordHasher()
    threads = [threading.Thread(target=hasher.encode, args=("password", "salt")) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_the_settings_hash_in_turns_at_djangos_full_cost(settings) -> None:
    source = (Path(settings.BASE_DIR) / "portal" / "settings.py").read_text(encoding="utf-8")
    assert source.index("portal.hashing.QueuedPBKDF2PasswordHasher") < source.index("hashers.PBKDF2PasswordHasher")
    assert hashing.QueuedPBKDF2PasswordHasher.iterations == PBKDF2PasswordHasher.iterations


def test_a_password_is_recognised(settings) -> None:
    settings.PASSWORD_HASHERS = ["portal.hashing.QueuedPBKDF2PasswordHasher"]
    kept = make_password("a-harbour-at-night")
    assert check_password("a-harbour-at-night", kept)
    assert not check_password("another", kept)
