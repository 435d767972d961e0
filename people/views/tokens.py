"""One's personal API tokens."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from people.forms import TokenForm
from people.problems import Refused
from people.tokens import create_token, revoke_token

# The session carries a new token from the POST to the page that shows it, once.
SHOWN_ONCE_KEY = "people.new_token"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens, and make a new one."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request.session[SHOWN_ONCE_KEY] = create_token(user=request.user, **form.cleaned_data).text
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("people:tokens")
    new_token = request.session.pop(SHOWN_ONCE_KEY, None)
    usable = request.user.api_tokens.filter(revoked_at=None)
    return render(request, "people/tokens.html", {"form": form, "tokens": usable, "new_token": new_token})


@login_required
@require_POST
def token_revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a token useless."""
    token = get_object_or_404(request.user.api_tokens, public_id=public_id)
    revoke_token(user=request.user, token=token)
    messages.success(request, _("The token %(name)s no longer works.") % {"name": token.name})
    return redirect("people:tokens")
