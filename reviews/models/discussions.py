"""What people say: questions and comments on lines, verdicts, objections to findings. Never mixed with what rules say."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Team
from reviews.models.fields import CleanCharField, CleanTextField
from reviews.models.findings import Finding
from reviews.models.submissions import NAME_LENGTH, Revision


class ThreadKind(models.TextChoices):
    """Who began: a learner asks, a trainer or team-mate comments."""

    QUESTION = "question", _("question")
    COMMENT = "comment", _("comment")


class ThreadState(models.TextChoices):
    """Whether somebody still has to act."""

    OPEN = "open", _("open")
    TAKEN = "taken", _("taken")
    ANSWERED = "answered", _("answered")


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Questions about threads."""

    def visible_to(self, user: Any) -> ThreadQuerySet:
        """Threads of submissions that this person may read."""
        from reviews.models.submissions import Submission

        return self.filter(revision__submission__in=Submission.objects.visible_to(user))

    def unanswered_questions(self) -> ThreadQuerySet:
        """Questions that nobody has answered, oldest first."""
        return self.filter(kind=ThreadKind.QUESTION).exclude(state=ThreadState.ANSWERED).order_by("created_at", "pk")


class Thread(models.Model):
    """A conversation about lines of one revision's file (line 0: about the revision as a whole)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="threads")
    file = CleanCharField(_("file"), max_length=NAME_LENGTH, blank=True)
    first_line = models.PositiveIntegerField(_("first line"), default=0)
    last_line = models.PositiveIntegerField(_("last line"), default=0)
    finding = models.ForeignKey(Finding, models.SET_NULL, null=True, blank=True, related_name="threads")
    kind = models.CharField(_("kind"), max_length=16, choices=ThreadKind)
    state = models.CharField(_("state"), max_length=16, choices=ThreadState, default=ThreadState.OPEN)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="threads")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("begun"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last word"), default=timezone.now, editable=False)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ["revision", "file", "first_line", "pk"]
        constraints = [models.CheckConstraint(condition=Q(last_line__gte=F("first_line")), name="reviews_thread_lines")]
        indexes = [models.Index(fields=["kind", "state", "created_at"], name="reviews_thread_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.file}:{self.first_line}"


class Comment(models.Model):
    """One thing somebody said in a thread."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="comments")
    text = CleanTextField(_("text"))
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["thread", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class VerdictResult(models.TextChoices):
    """What a trainer decides about a revision."""

    ACCEPTED = "accepted", _("accepted")
    CHANGES_REQUESTED = "changes_requested", _("changes requested")


class Verdict(models.Model):
    """A trainer's decision; the latest one of a revision counts."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="verdicts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="verdicts")
    result = models.CharField(_("verdict"), max_length=24, choices=VerdictResult)
    note = CleanTextField(_("note"), blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.get_result_display()


class ObjectionState(models.TextChoices):
    """What came of an objection."""

    OPEN = "open", _("open")
    AGREED = "agreed", _("agreed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Objection(models.Model):
    """ "Not right?": somebody thinks a finding is wrong, and says why."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="objections")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="objections")
    text = CleanTextField(_("why it is not right"))
    state = models.CharField(_("state"), max_length=16, choices=ObjectionState, default=ObjectionState.OPEN)
    answer = CleanTextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(_("raised"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["finding", "person"], condition=Q(state=ObjectionState.OPEN), name="reviews_objection_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.finding}: {self.text[:60]}"


class SavedComment(models.Model):
    """Words a team's trainers use again, in both languages."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="saved_comments")
    title = CleanCharField(_("title"), max_length=100)
    text_en = CleanTextField(_("text in English"), blank=True)
    text_ja = CleanTextField(_("text in Japanese"), blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("saved comment")
        verbose_name_plural = _("saved comments")
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["team", "title"], name="reviews_saved_title")]

    def __str__(self) -> str:
        return self.title
