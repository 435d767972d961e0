"""The door of the administration site."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from people import access


def administrators_only(sign_in: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap the site's sign-in page: for somebody who is signed in and no administrator there is no such page."""

    def login(request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        if request.user.is_authenticated and not access.is_administrator(request.user):
            raise Http404
        return sign_in(request, extra_context)

    return login
