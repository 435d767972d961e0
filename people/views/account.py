"""One's own name, preferences, and the language and theme switches of every page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people import services
from people.forms import PreferencesForm, ProfileForm
from people.models import Language, Theme
from people.views.places import back

COOKIE_AGE_SECONDS = 365 * 24 * 3600


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show one's account, and change the name."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Your name is saved."))
        return redirect("people:account")
    return render(request, "people/account.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Change languages, theme, time zone, shortcuts."""
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.change_preferences(user=request.user, **form.cleaned_data)
        # The answer speaks the language that was chosen a moment ago.
        translation.activate(request.user.interface_language or translation.get_language())
        messages.success(request, _("Your preferences are saved."))
        return redirect("people:preferences")
    return render(request, "people/preferences.html", {"form": form})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Switch the language of the pages and stay on the page."""
    response = back(request)
    chosen = request.POST.get("language", "")
    if chosen in Language.values:
        if request.user.is_authenticated:
            services.change_preferences(user=request.user, interface_language=chosen)
        _set_cookie(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Switch the theme and stay on the page."""
    response = back(request)
    chosen = request.POST.get("theme", "")
    if chosen in Theme.values:
        if request.user.is_authenticated:
            services.change_preferences(user=request.user, theme=chosen)
        _set_cookie(response, settings.THEME_COOKIE_NAME, chosen)
    return response


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=COOKIE_AGE_SECONDS, secure=settings.HTTPS, httponly=True, samesite="Lax")
