"""What every page shows about the person who looks at it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from people import access
from people.models import Language, Theme


def personal(request: HttpRequest) -> dict[str, object]:
    """The theme of the page (`theme`: auto, light or dark), whether `trains` and `administers` entries belong in
    the navigation (asked only when a template looks), and the `languages` to switch between."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    chosen = user.theme if signed_in else request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return {
        "theme": chosen if chosen in Theme.values else Theme.AUTO.value,
        "themes": Theme.choices,
        "languages": Language.choices,
        "trains": SimpleLazyObject(lambda: signed_in and access.teams_trained_by(user).exists()),
        "administers": access.is_administrator(user),
        "shortcuts_enabled": not signed_in or user.shortcuts_enabled,
    }
