"""The site's own app: it registers the start-up checks."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """The house around the other apps."""

    name = "portal"
    verbose_name = _("Portal")

    def ready(self) -> None:
        """Register the start-up checks, and the Celery application that tasks are sent through."""
        from portal import celery, checks  # noqa: F401  they register by being imported
