"""The people app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """People, teams, memberships, invitations, API tokens."""

    name = "people"
    verbose_name = _("People")
