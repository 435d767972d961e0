"""Reviews in the administration site: to look at, and to set what teams decide; texts of people aren't changed here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin

from reviews.models import CustomRule, Objection, Profile, Review, SavedComment, Submission, WorkerHeartbeat


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that only the portal writes."""

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        return False


@admin.register(Submission)
class SubmissionAdmin(ReadOnlyAdmin):
    """Who handed in what."""

    list_display = ("title", "author", "team", "source", "updated_at", "deleted_at")
    list_filter = ("source", "team")
    list_select_related = ("author", "team")
    search_fields = ("title", "author__email", "author__name")


@admin.register(Review)
class ReviewAdmin(ReadOnlyAdmin):
    """The queue, and what came of it."""

    list_display = ("public_id", "owner", "state", "problem", "attempts", "queued_at", "started_at", "finished_at")
    list_filter = ("state", "problem")
    list_select_related = ("owner",)
    exclude = ("report", "profile_text")


@admin.register(WorkerHeartbeat)
class WorkerHeartbeatAdmin(ReadOnlyAdmin):
    """Workers and when they were last heard of."""

    list_display = ("name", "beat_at", "started_at")


@admin.register(Objection)
class ObjectionAdmin(ReadOnlyAdmin):
    """Findings that somebody thinks are wrong."""

    list_display = ("finding", "person", "state", "created_at")
    list_filter = ("state", "finding__rule")
    list_select_related = ("finding", "person")


admin.site.register([Profile, CustomRule, SavedComment])
