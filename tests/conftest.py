"""Settings and services that every test stands on."""

import os

# Playwright runs an event loop in the tests' own thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_configure() -> None:
    """Hash passwords cheaply: the real cost is tested in tests/portal/test_hashing.py."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
