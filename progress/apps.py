"""The app's name."""

from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """Progress."""

    name = "progress"
