"""Runs of the checker: the queue, the lease of the worker that has one, and what came of it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reviews.models.fields import CleanCharField, CleanJSONField, CleanTextField
from reviews.models.submissions import Draft, Revision


class ReviewState(models.TextChoices):
    """How far a review is. Queued and running ones are live; every other state is final."""

    QUEUED = "queued", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    GIVEN_UP = "given_up", _("given up")  # our fault, or too slow or too large for the checker: `problem` tells which
    REFUSED = "refused", _("refused")  # the text goes beyond a limit that only reading it shows
    WITHDRAWN = "withdrawn", _("withdrawn")


LIVE = (ReviewState.QUEUED, ReviewState.RUNNING)


class ReviewQuerySet(models.QuerySet["Review"]):
    """Questions about reviews."""

    def waiting(self) -> ReviewQuerySet:
        """In the queue."""
        return self.filter(state=ReviewState.QUEUED)

    def live(self) -> ReviewQuerySet:
        """In the queue or in a worker's hands."""
        return self.filter(state__in=LIVE)

    def stuck(self, now: Any) -> ReviewQuerySet:
        """In the hands of a worker that hasn't been heard of for a lease; `now` is a time or the database's clock."""
        return self.filter(state=ReviewState.RUNNING, lease_until__lt=now)

    def unseen(self, before: Any) -> ReviewQuerySet:
        """In the queue since before this time: the message that should wake a worker may be lost."""
        return self.waiting().filter(queued_at__lt=before)

    def claimable(self, now: Any) -> ReviewQuerySet:
        """Queued, or running with the lease over."""
        return self.filter(Q(state=ReviewState.QUEUED) | Q(state=ReviewState.RUNNING, lease_until__lt=now))

    def finished(self) -> ReviewQuerySet:
        """Done, with a report."""
        return self.filter(state=ReviewState.DONE)

    def of_submission(self, submission: Any) -> ReviewQuerySet:
        """All reviews of one submission's revisions, by revision."""
        return self.filter(revision__submission=submission).order_by("revision__number", "pk")


class Review(models.Model):
    """One run of the checker over a revision (or a draft). The row is the queue; messages only wake workers."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, null=True, blank=True, related_name="reviews")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="reviews")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviews")  # whose turn it takes

    state = models.CharField(_("state"), max_length=16, choices=ReviewState, default=ReviewState.QUEUED)
    problem = models.CharField(
        _("problem"), max_length=64, blank=True
    )  # id in problems.py, when it is not plainly done
    stage = models.CharField(_("stage"), max_length=16, blank=True)  # reading, rules, fixes
    stage_done = models.PositiveIntegerField(default=0)
    stage_total = models.PositiveIntegerField(default=0)

    token = models.UUIDField(null=True, editable=False)  # of the worker that has it now
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    queued_at = models.DateTimeField(_("queued"), default=timezone.now)
    woken_at = models.DateTimeField(null=True)  # when the sweeper last sent a message for it
    started_at = models.DateTimeField(_("started"), null=True)
    heartbeat_at = models.DateTimeField(_("last heard of"), null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    kubernetes = models.CharField(_("Kubernetes version"), max_length=16)
    profile = CleanCharField(_("rule profile"), max_length=120)
    profile_text = CleanTextField(blank=True)  # JSON: the profile as it was when this was queued
    rules_version = models.CharField(_("rules version"), max_length=64, blank=True)
    content_key = models.CharField(max_length=64, blank=True, editable=False)  # same key, same result
    copied_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    report = CleanJSONField(default=dict)  # documents, graph, failures, rules_run, truncated; findings are rows
    unfinished = models.BooleanField(default=False)
    errors = models.PositiveIntegerField(default=0)  # counts leave silenced findings out
    warnings = models.PositiveIntegerField(default=0)
    infos = models.PositiveIntegerField(default=0)
    praises = models.PositiveIntegerField(default=0)
    silenced = models.PositiveIntegerField(default=0)
    unchecked = models.PositiveIntegerField(default=0)  # documents that are templates, foreign or unreadable
    mended = models.PositiveIntegerField(default=0)  # findings of the revision before that are fixed in this one

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["revision"], condition=Q(state__in=LIVE), name="reviews_one_live"),
            models.CheckConstraint(
                condition=Q(revision__isnull=True, draft__isnull=False) | Q(revision__isnull=False, draft__isnull=True),
                name="reviews_of_revision_or_draft",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReviewState.RUNNING) | Q(token__isnull=False, lease_until__isnull=False),
                name="reviews_running_has_lease",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "queued_at"], name="reviews_queue"),
            models.Index(fields=["owner", "-started_at"], name="reviews_turns"),
            models.Index(fields=["owner", "queued_at"], name="reviews_limits"),
            models.Index(fields=["content_key"], name="reviews_same"),
        ]

    def __str__(self) -> str:
        return f"{self.revision or self.draft}: {self.get_state_display()}"

    @property
    def is_live(self) -> bool:
        """Whether a result is still to come."""
        return self.state in LIVE

    @property
    def subject(self) -> Revision | Draft:
        """What is reviewed."""
        subject = self.revision or self.draft
        assert subject is not None  # a constraint of the database
        return subject


class WorkerHeartbeat(models.Model):
    """When each worker process group was last heard of."""

    name = CleanCharField(_("worker"), max_length=200, unique=True)
    beat_at = models.DateTimeField(_("last heard of"))
    started_at = models.DateTimeField(_("first heard of"), default=timezone.now)

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["-beat_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def latest(cls) -> datetime | None:
        """When any worker was last heard of."""
        return cls.objects.aggregate(at=models.Max("beat_at"))["at"]
