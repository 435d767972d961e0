"""The app's name."""

from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Quizzes."""

    name = "quizzes"
