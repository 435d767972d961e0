"""What a team decides about rules: its profiles and rules of its own."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import Team
from reviews.models.fields import CleanCharField, CleanTextField


class Profile(models.Model):
    """A team's choice of rules, severities and parameters, as the YAML that the terminal command reads too."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="profiles")
    name = CleanCharField(_("name"), max_length=100)
    text = CleanTextField(_("profile (YAML)"))
    is_default = models.BooleanField(_("used unless another is chosen"), default=False)

    class Meta:
        verbose_name = _("rule profile")
        verbose_name_plural = _("rule profiles")
        ordering = ["team", "name"]
        constraints = [
            models.UniqueConstraint(fields=["team", "name"], name="reviews_profile_name"),
            models.UniqueConstraint(fields=["team"], condition=Q(is_default=True), name="reviews_profile_default"),
        ]

    def __str__(self) -> str:
        return self.name


class CustomRule(models.Model):
    """A team's own rule, as an expression."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="custom_rules")
    name = CleanCharField(_("name"), max_length=100)
    text = CleanTextField(_("rule (YAML)"))
    is_enabled = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("rule of a team")
        verbose_name_plural = _("rules of teams")
        ordering = ["team", "name"]
        constraints = [models.UniqueConstraint(fields=["team", "name"], name="reviews_custom_rule_name")]

    def __str__(self) -> str:
        return self.name
