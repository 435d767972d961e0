"""The reviews app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """Manifests handed in, and what the checker says about them."""

    name = "reviews"
    verbose_name = _("Reviews")
