"""Password hashing that leaves the cores to the pages: at most one hash in flight per core, the rest wait."""

import os
from threading import BoundedSemaphore

from django.contrib.auth.hashers import PBKDF2PasswordHasher

# WEB_CONCURRENCY is gunicorn's own variable for its number of processes; each gets its share of the cores.
_PROCESSES = max(1, int(os.environ.get("WEB_CONCURRENCY") or 1))
_TURNS = BoundedSemaphore(max(1, (os.cpu_count() or 1) // _PROCESSES))


class QueuedPBKDF2PasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 that waits for its turn: a hash costs about 0.25 s of a core."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Return the encoded hash of `password`."""
        with _TURNS:
            return super().encode(password, salt, iterations)
