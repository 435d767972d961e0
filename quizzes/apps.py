"""The quizzes app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    """Questions and spaced repetition."""

    name = "quizzes"
    verbose_name = _("Quizzes")
