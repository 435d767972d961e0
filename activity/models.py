"""The one table of the audit log: events are added, never changed, never removed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """Somebody tried to change or remove an event."""

    def __init__(self) -> None:
        super().__init__("Events are append-only: record a new one instead of changing or deleting an old one.")


class EventQuerySet(models.QuerySet["Event"]):
    """Questions about events; every way to change many of them at once is closed."""

    def after(self, watermark: int) -> "EventQuerySet":
        """Events recorded after the event with this id, oldest first."""
        return self.filter(pk__gt=watermark).order_by("pk")

    def about(self, target: str) -> "EventQuerySet":
        """Events about one thing, for example "revision:<uuid>"."""
        return self.filter(target=target)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        """Add several events; refuses to write over those that exist."""
        if kwargs.get("update_conflicts"):
            raise AppendOnly
        return super().bulk_create(objs, *args, **kwargs)

    def update_or_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly


class Event(models.Model):
    """One thing that happened, written in the transaction that made it happen.

    `actor_ref` and `subject_ref` are the people's public ids: when a person is deleted the keys become
    null, and the ids stay behind as pseudonyms.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    kind = models.CharField(_("what"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    actor_ref = models.UUIDField(null=True)
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("about whom")
    )
    subject_ref = models.UUIDField(null=True)
    team_id = models.BigIntegerField(_("team"), null=True)
    target = models.CharField(_("about what"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "at"]),
            models.Index(fields=["target"]),
            models.Index(fields=["team_id", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; refuses to write over one that exists."""
        if not self._state.adding:
            raise AppendOnly
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly
