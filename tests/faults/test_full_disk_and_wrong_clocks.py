"""The disk is full, a worker's clock is wrong: it is told in words, nothing is half written, nobody takes over too early."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import Team, User
from reviews.checker import DEFAULT_KUBERNETES
from reviews.models import Review, RevisionFile, Submission
from reviews.reviewing import claim
from tests.reviews.handing_in import hand_in

POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  annotations:\n    example.org/notes: |\n"
LONG = POD + "".join(f"      line {number} of many\n" for number in range(20_000))


@contextmanager
def full_disk() -> Iterator[None]:
    """SQLite has no room for another page, as on a full disk; afterwards it has."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.fixture
def aikos_window(aiko: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(aiko)
    return client


def submit_long(aikos_window: Client):
    return aikos_window.post(reverse("reviews:submit"), {"pasted": LONG, "kubernetes": DEFAULT_KUBERNETES})


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_in_words_and_nothing_is_half_written(aikos_window: Client) -> None:
    with full_disk():
        answer = submit_long(aikos_window)
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert not Submission.objects.exists()
        assert not RevisionFile.objects.exists()
    assert submit_long(aikos_window).status_code == 302, "it works again when there is room"
    assert Submission.objects.count() == 1


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_clock_is_an_hour_ahead_takes_nothing_from_a_living_one(aiko: User, harbour: Team) -> None:
    """Several machines share PostgreSQL, and its clock decides. SQLite has one machine and so one clock: the lease's end is near it."""
    hand_in(aiko, harbour)
    held = claim()
    assert held is not None
    if connection.vendor == "postgresql":
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert claim() is None
    else:
        assert claim() is None
    held.refresh_from_db()
    assert held.attempts == 1


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_worker_whose_clock_is_an_hour_behind_does_not_keep_its_lease_for_an_hour(aiko: User, harbour: Team) -> None:
    hand_in(aiko, harbour)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        held = claim()
    assert held is not None
    held = Review.objects.get(pk=held.pk)
    assert held.lease_until - held.started_at <= timedelta(seconds=settings.REVIEW_LEASE_SECONDS + 1)
    if connection.vendor == "postgresql":
        assert held.lease_until < timezone.now() + timedelta(minutes=5)
