"""The clock that leases go by: the database's where several machines share one, an injected now on SQLite."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper
from django.db.models.functions import Now
from django.utils import timezone


def now(after_seconds: float = 0) -> datetime | Any:
    """Now, or that many seconds later, for use in a query.

    A worker whose own clock is an hour wrong neither takes a review from a living one nor keeps its own too long.
    """
    delay = timedelta(seconds=after_seconds)
    if connection.vendor == "postgresql":
        return ExpressionWrapper(Now() + delay, output_field=DateTimeField())
    return timezone.now() + delay
