"""What was handed in: a submission, its numbered revisions, their files; drafts, and links that share."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Membership, Role, Team
from reviews.engine.secrets import Mask
from reviews.models.fields import CleanCharField, CleanJSONField, CleanTextField

NAME_LENGTH = 255
TITLE_LENGTH = 200


class Source(models.TextChoices):
    """Why something was handed in; the figures of a team count its own work only."""

    OWN = "own", _("own manifest")
    EXERCISE = "exercise", _("exercise")


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions about submissions."""

    def visible_to(self, user: Any) -> SubmissionQuerySet:
        """What this person may read: their own, their teams' as a trainer, their team-mates' where shared; all for an administrator.

        Deleted ones are visible to nobody; their author finds them through `in_bin_of`.
        """
        if not getattr(user, "pk", None) or not user.is_active:
            return self.none()
        kept = self.filter(deleted_at=None)
        if user.is_administrator:
            return kept
        inside = Membership.objects.filter(user=user, team=OuterRef("team"), team__archived_at=None)
        trained = Exists(inside.filter(role=Role.TRAINER))
        shared = Q(shared_at__isnull=False, team__members_see_each_other=True) & Exists(inside)
        return kept.filter(Q(author=user) | trained | shared)

    def by(self, user: Any) -> SubmissionQuerySet:
        """What this person handed in and didn't delete."""
        return self.filter(author=user, deleted_at=None)

    def in_bin_of(self, user: Any) -> SubmissionQuerySet:
        """What this person deleted and may still take back."""
        return self.filter(author=user, deleted_at__isnull=False)

    def for_team(self, team: Team) -> SubmissionQuerySet:
        """A team's own work: no exercises, nothing deleted."""
        return self.filter(team=team, source=Source.OWN, deleted_at=None)

    def current(self) -> SubmissionQuerySet:
        """Not put away."""
        return self.filter(archived_at=None)

    def with_latest(self) -> SubmissionQuerySet:
        """Adds the latest revision's number and time, and its latest review's state and counts, in the same query.

        The names: latest_number, latest_at, latest_state, latest_errors, latest_warnings, latest_infos,
        latest_unchecked.
        """
        from reviews.models.runs import Review

        revisions = Revision.objects.filter(submission=OuterRef("pk")).order_by("-number")
        reviews = Review.objects.filter(revision__submission=OuterRef("pk")).order_by("-revision__number", "-pk")
        counts = ("state", "errors", "warnings", "infos", "unchecked")
        return self.annotate(
            latest_number=Subquery(revisions.values("number")[:1]),
            latest_at=Subquery(revisions.values("created_at")[:1]),
            **{f"latest_{name}": Subquery(reviews.values(name)[:1]) for name in counts},
        )


class Submission(models.Model):
    """One piece of work, of one author and (mostly) one team, that gets better from revision to revision.

    Deleting sets `deleted_at`: the author can take it back for 30 days, then the sweeper removes it for good.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="submissions")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, related_name="submissions")
    title = CleanCharField(_("title"), max_length=TITLE_LENGTH)
    source = models.CharField(_("kind of work"), max_length=16, choices=Source, default=Source.OWN)
    kubernetes = models.CharField(_("Kubernetes version"), max_length=16)
    profile = models.CharField(_("rule profile"), max_length=120, default="default")
    created_at = models.DateTimeField(_("handed in"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("last revision"), default=timezone.now, editable=False)
    shared_at = models.DateTimeField(_("shared with the team"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["-updated_at", "-pk"]
        indexes = [
            models.Index(fields=["author", "-updated_at"], name="reviews_sub_author"),
            models.Index(fields=["team", "-updated_at"], name="reviews_sub_team"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_shared(self) -> bool:
        """Whether team-mates may read it."""
        return self.shared_at is not None

    def latest_revision(self) -> Revision | None:
        """The newest revision."""
        return self.revisions.order_by("-number").first()


class Revision(models.Model):
    """One state of a submission's files. It never changes; better text is a new revision."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    note = CleanTextField(_("what changed"), blank=True)
    based_on = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    sha256 = models.CharField(
        max_length=64, editable=False
    )  # of all names and (masked) texts: finds the same text again
    created_at = models.DateTimeField(_("handed in"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["submission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="reviews_revision_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="reviews_revision_from_1"),
        ]
        indexes = [models.Index(fields=["submission", "sha256"], name="reviews_revision_text")]

    def __str__(self) -> str:
        return f"{self.submission} ({self.number})"

    def latest_review(self) -> Any:
        """The newest review of this revision, or None."""
        return self.reviews.order_by("-pk").first()

    def texts(self) -> dict[str, str]:
        """The files' texts by name, in the order they were handed in; secrets are masked."""
        return {file.name: file.text for file in self.files.all()}

    def masks(self) -> dict[str, tuple[Mask, ...]]:
        """Where secrets stood, by file."""
        return {file.name: tuple(Mask(*mask) for mask in file.masks) for file in self.files.all()}


class RevisionFile(models.Model):
    """One file of a revision: text without byte order mark, secrets replaced by dots of the same length."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="files")
    order = models.PositiveIntegerField()
    name = CleanCharField(_("name"), max_length=NAME_LENGTH)
    text = CleanTextField(_("text"))
    masks = CleanJSONField(default=list)  # [[start, end, kind], ...]
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["revision", "order"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "name"], name="reviews_file_name"),
            models.UniqueConstraint(fields=["revision", "order"], name="reviews_file_order"),
        ]

    def __str__(self) -> str:
        return self.name


class DraftPurpose(models.TextChoices):
    """What a draft is checked for."""

    FIXES = "fixes", _("fixes applied to a revision")
    EXERCISE = "exercise", _("exercise")


class Draft(models.Model):
    """Texts that are checked without becoming a revision: fixes looked at before they are taken, an exercise in the making."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    purpose = models.CharField(max_length=16, choices=DraftPurpose)
    based_on = models.ForeignKey(Revision, models.CASCADE, null=True, blank=True, related_name="drafts")
    applied = CleanJSONField(default=list)  # fingerprints of the findings whose fixes are in the text
    files = CleanJSONField(default=list)  # [{"name", "text", "masks"}, ...]
    kubernetes = models.CharField(max_length=16)
    profile = models.CharField(max_length=120, default="default")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.public_id}"

    def latest_review(self) -> Any:
        """The newest review of this draft, or None."""
        return self.reviews.order_by("-pk").first()

    def texts(self) -> dict[str, str]:
        """The texts by name."""
        return {file["name"]: file["text"] for file in self.files}

    def masks(self) -> dict[str, tuple[Mask, ...]]:
        """Where secrets stood, by file."""
        return {file["name"]: tuple(Mask(*mask) for mask in file["masks"]) for file in self.files}


class ShareLink(models.Model):
    """A read-only link to one submission that works until it is withdrawn. Only a hash of its token is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="share_links")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.submission}"
