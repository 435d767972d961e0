"""People, teams and the audit log in the administration site."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from people import services
from people.models import Invitation, Membership, Team, User


class UserForm(ModelForm):
    """Refuses, in words, to take the last administrator away."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        stays = cleaned.get("is_administrator") and cleaned.get("is_active")
        if self.instance.pk and not stays and services.is_last_administrator(self.instance):
            raise ValidationError(_("This is the last administrator. Make somebody else an administrator first."))
        return cleaned


class MembershipInline(admin.TabularInline):
    """The teams of a person."""

    model = Membership
    extra = 0
    can_delete = False
    readonly_fields = ["team", "role", "joined_at"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """People are disabled here, not deleted; they come by invitation."""

    form = UserForm
    list_display = ["name", "email", "is_active", "is_administrator", "last_seen_at"]
    list_filter = ["is_active", "is_administrator"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "is_active", "is_administrator", "joined_at", "last_login", "last_seen_at"]
    readonly_fields = ["email", "joined_at", "last_login", "last_seen_at"]
    inlines = [MembershipInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Go through the services, so that each change is in the audit log."""
        stored = User.objects.get(pk=obj.pk)
        if "is_administrator" in form.changed_data:
            services.set_administrator(actor=request.user, user=stored, administrator=obj.is_administrator)
        if "is_active" in form.changed_data:
            services.set_active(actor=request.user, user=stored, active=obj.is_active)
        if "name" in form.changed_data:
            services.change_profile(user=stored, name=obj.name)


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    """Teams to look at; they are changed on their own pages, which write the audit log."""

    list_display = ["name", "created_at", "archived_at"]
    search_fields = ["name"]
    readonly_fields = ["name", "members_see_each_other", "created_at", "archived_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Invitations to look at; their links aren't kept."""

    list_display = ["team", "email", "role", "created_by", "created_at", "expires_at", "used_by", "revoked_at"]
    list_select_related = ["team", "created_by", "used_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
