"""What every template may use."""

from django.http import HttpRequest


def csp_nonce(request: HttpRequest) -> dict[str, object]:
    """Return the answer's nonce by the name that django-htmx reads; django-csp calls it CSP_NONCE."""
    return {"csp_nonce": getattr(request, "csp_nonce", "")}
