"""The audit log in the administration site: to read, never to change."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from activity.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """What happened, newest first."""

    list_display = ["at", "kind", "actor", "subject", "team_id", "target"]
    list_select_related = ["actor", "subject"]
    list_filter = ["kind", "at"]
    search_fields = ["target", "actor__email", "subject__email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
