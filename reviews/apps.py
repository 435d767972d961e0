"""The app's name."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Manifests handed in, and what the checker says about them."""

    name = "reviews"
