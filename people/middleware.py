"""The language, the time zone and the last visit of the person who is here."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from people import services

Answer = Callable[[HttpRequest], HttpResponse]


def personal_settings(get_response: Answer) -> Answer:
    """Use the signed-in person's language and time zone; strangers keep what LocaleMiddleware found."""

    def middleware(request: HttpRequest) -> HttpResponse:
        timezone.deactivate()
        if request.user.is_authenticated:
            _use_settings_of(request)
            services.note_seen(user=request.user, now=timezone.now())
        return get_response(request)

    return middleware


def _use_settings_of(request: HttpRequest) -> None:
    if request.user.interface_language:
        translation.activate(request.user.interface_language)
        request.LANGUAGE_CODE = translation.get_language()
    if request.user.time_zone:
        try:
            timezone.activate(ZoneInfo(request.user.time_zone))
        except (ZoneInfoNotFoundError, ValueError):
            # A zone that this machine's database no longer knows: the portal's own zone stands in.
            timezone.deactivate()
