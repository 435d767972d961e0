"""The lessons app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    """The course: files in git, no tables."""

    name = "lessons"
    verbose_name = _("Lessons")

    def ready(self) -> None:
        """Register the checks of the course."""
        from lessons import checks  # noqa: F401 - importing registers them
