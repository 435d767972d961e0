"""How pages answer: refusals as messages, and where to go back to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from reviews.problems import Refused


@contextmanager
def refusing(request: HttpRequest) -> Iterator[None]:
    """What a service refuses inside the block is told on the next page instead."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused.problem))
