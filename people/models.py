"""People, teams, memberships, invitations, personal API tokens."""

import uuid
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in one team."""

    LEARNER = "learner", _("Learner")
    TRAINER = "trainer", _("Trainer")


class Language(models.TextChoices):
    """The languages of the portal, each in its own words."""

    ENGLISH = "en", "English"
    JAPANESE = "ja", "日本語"


class Theme(models.TextChoices):
    """How the pages look."""

    AUTO = "auto", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class UserManager(BaseUserManager["User"]):
    """Makes people; e-mail addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new person; without a password nobody can sign in by one until it is set."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A new administrator."""
        return self.create_user(email, password, **{**fields, "is_administrator": True})

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person. Being a learner or a trainer is a matter of each team; being an administrator isn't."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Take this away instead of deleting a person: access ends at once.")
    )
    is_administrator = models.BooleanField(_("administrator"), default=False)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    last_seen_at = models.DateTimeField(_("last seen"), null=True, editable=False)

    interface_language = models.CharField(_("language of the pages"), max_length=8, choices=Language, blank=True)
    lesson_language = models.CharField(_("language of the lessons"), max_length=8, choices=Language, blank=True)
    second_language = models.CharField(_("second language beside it"), max_length=8, choices=Language, blank=True)
    theme = models.CharField(_("theme"), max_length=8, choices=Theme, default=Theme.AUTO)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    shortcuts_enabled = models.BooleanField(_("keyboard shortcuts"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="people_user_email_any_case")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    # Django's admin asks these three.
    @property
    def is_staff(self) -> bool:
        """Whether the administration site is open to this person."""
        return self.is_administrator

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_administrator

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_administrator


class TeamQuerySet(models.QuerySet["Team"]):
    """Questions about teams."""

    def current(self) -> "TeamQuerySet":
        """Teams that aren't archived."""
        return self.filter(archived_at=None)


class Team(models.Model):
    """People who learn together, with their trainers. Teams never see each other."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=100)
    members_see_each_other = models.BooleanField(_("team-mates can see and comment on shared manifests"), default=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="teams")

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody is in a team, as a learner or as a trainer."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.LEARNER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["team", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="people_membership_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.team} ({self.get_role_display()})"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def usable(self, now: datetime) -> "InvitationQuerySet":
        """Neither used, nor withdrawn, nor over; for a team that isn't archived."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now, team__archived_at=None)


class Invitation(models.Model):
    """A link that lets one person join one team, once. Only a hash of its token is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.LEARNER)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.team} ({self.get_role_display()})"


class ApiToken(models.Model):
    """A personal key to the API. Only a hash is kept; `hint` is its recognisable beginning."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    hint = models.CharField(max_length=16, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        verbose_name_plural = _("API tokens")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name
