"""What rules found in one review, and what became of the findings of the revision before."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reviews.engine.report import Severity
from reviews.models.fields import CleanCharField, CleanJSONField, CleanTextField
from reviews.models.runs import Review

SEVERITIES = [
    (Severity.ERROR.value, _("error")),
    (Severity.WARNING.value, _("warning")),
    (Severity.INFO.value, _("info")),
    (Severity.PRAISE.value, _("well done")),
]


class FindingState(models.TextChoices):
    """A finding compared with the revision before."""

    NEW = "new", _("new")  # the first revision, or nothing to compare with
    STILL_OPEN = "still_open", _("still open")
    NEW_BY_CHANGE = "new_by_change", _("new because of your last change")
    NEW_BY_RULES = "new_by_rules", _("new because of newer rules")


class FindingQuerySet(models.QuerySet["Finding"]):
    """Questions about findings."""

    def open(self) -> FindingQuerySet:
        """Neither silenced nor praise."""
        return self.filter(suppressed=False).exclude(severity=Severity.PRAISE.value)

    def by_importance(self) -> FindingQuerySet:
        """Errors first, then by place."""
        return self.order_by("rank", "order")


class Finding(models.Model):
    """One thing that a rule said about one place; its words are frozen as they were."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="findings")
    order = models.PositiveIntegerField()  # its place in the report
    rule = models.CharField(_("rule"), max_length=120)
    severity = models.CharField(_("severity"), max_length=16, choices=SEVERITIES)
    rank = models.PositiveSmallIntegerField()  # 0 error to 3 praise: sorts
    state = models.CharField(_("state"), max_length=16, choices=FindingState, default=FindingState.NEW)

    file = CleanCharField(_("file"), max_length=255)
    start = models.PositiveIntegerField()  # characters from the start of the file
    end = models.PositiveIntegerField()
    line = models.PositiveIntegerField(_("line"))
    column = models.PositiveIntegerField()
    end_line = models.PositiveIntegerField()
    end_column = models.PositiveIntegerField()
    missing = models.BooleanField(default=False)  # a field is absent: the range is the block it belongs in
    insert_line = models.PositiveIntegerField(default=0)  # it would be written after this line (0: none)

    document = models.PositiveIntegerField()  # index into the report's documents
    resource = CleanTextField(blank=True)  # "Deployment/default/web"
    path = CleanTextField(blank=True)
    fingerprint = models.CharField(max_length=128)
    message_en = CleanTextField()
    message_ja = CleanTextField()
    parameters = CleanJSONField(default=dict)
    fix = CleanJSONField(null=True)  # {"edits": [{"file", "start", "end", "text"}, ...]}
    suggestion = CleanJSONField(null=True)  # {"lines", "edits", "where": {"en", "ja"} or null}
    related = CleanJSONField(default=list)  # [{"span": {...}, "message": {"en", "ja"}}, ...]
    suppressed = models.BooleanField(default=False)
    suppressed_reason = CleanTextField(blank=True)
    suppressed_span = CleanJSONField(null=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["review", "order"]
        constraints = [
            models.UniqueConstraint(fields=["review", "order"], name="reviews_finding_order"),
            models.CheckConstraint(condition=Q(line__gte=1, end_line__gte=F("line")), name="reviews_finding_lines"),
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="reviews_finding_range"),
        ]
        indexes = [
            models.Index(fields=["review", "rank", "order"], name="reviews_finding_rank"),
            models.Index(fields=["rule"], name="reviews_finding_rule"),
            models.Index(fields=["fingerprint"], name="reviews_finding_same"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.file}:{self.line}"

    def message(self, language: str) -> str:
        """The message in Japanese for "ja", else in English."""
        return self.message_ja if language.startswith("ja") else self.message_en


class OutcomeState(models.TextChoices):
    """What became of an earlier finding. Fixed only where the object is still there and the rule ran and is silent."""

    FIXED = "fixed", _("fixed")
    GONE = "gone", _("gone with its object")
    RULES_CHANGED = "rules_changed", _("no longer looked for")


class Outcome(models.Model):
    """A finding of the revision before that this review doesn't have any more."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="outcomes")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="outcomes")
    state = models.CharField(_("what became of it"), max_length=16, choices=OutcomeState)

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ["review", "finding"]
        constraints = [models.UniqueConstraint(fields=["review", "finding"], name="reviews_outcome_once")]

    def __str__(self) -> str:
        return f"{self.finding}: {self.get_state_display()}"
