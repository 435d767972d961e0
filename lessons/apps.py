"""The app's name."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """Lessons."""

    name = "lessons"
