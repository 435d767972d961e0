"""Asks this machine's web process whether it is ready: the image's health check; standard library only."""

import os
import sys
from urllib.parse import urlsplit

from portal.supervisor import read_health


def main() -> int:
    """Return 0 when pages can be served, else 1 with the reason."""
    port = os.environ.get("PORTAL_LISTEN", "127.0.0.1:8000").rpartition(":")[2]
    host = urlsplit(os.environ.get("PORTAL_URL") or "http://127.0.0.1").hostname or "127.0.0.1"
    answer = read_health(f"http://127.0.0.1:{port}/readyz", host)
    if answer is not None and answer.get("database") == "ok":
        return 0
    print(f"not ready: {answer or 'no answer'}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
