"""The API: personal tokens, one router an app, and its own page without anything from elsewhere."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase
from ninja.security import HttpBearer, SessionAuth
from ninja.throttling import SimpleRateThrottle

from people.models import User
from people.tokens import user_for_token
from reviews.api import router as manifests

VERBS = ("get", "post", "put", "patch", "delete")


class PersonalToken(HttpBearer):
    """`Authorization: Bearer <token>`; a person makes tokens on their account's page."""

    openapi_description = "A personal token, made on the page of your account."

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """Return the token's owner, and let the access rules see them as the request's user."""
        user = user_for_token(token)
        if user is not None:
            request.user = user
        return user


class SignedIn(SessionAuth):
    """The session of a page of ours; what changes something then needs its CSRF token too."""

    def __call__(self, request: HttpRequest) -> User | None:
        """Return who is signed in; a stranger is told to sign in, not about CSRF."""
        return super().__call__(request) if request.user.is_authenticated else None


class PersonThrottle(SimpleRateThrottle):
    """Counts a person's requests, whichever token they come with."""

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """Return whose requests are counted together."""
        return f"api-requests-{request.user.pk}"


class Page(DocsBase):
    """The API's description as a page of ours: the usual viewers need inline styles, which our pages forbid."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: object) -> HttpResponse:
        """Answer with every operation of the API."""
        schema = api.get_openapi_schema()
        context = {
            "operations": list(_operations(schema)),
            "openapi_url": self.get_openapi_url(api, kwargs),
            "base_url": request.build_absolute_uri("/api"),
        }
        return render(request, "portal/api.html", context)


def _operations(schema: dict) -> list[dict]:
    """Return the schema's operations in the order of their addresses, each with what a reader asks for."""
    return [
        {
            "verb": verb.upper(),
            "path": path,
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "answers": {status: answer["description"] for status, answer in operation.get("responses", {}).items()},
        }
        for path, verbs in schema["paths"].items()
        for verb, operation in verbs.items()
        if verb in VERBS
    ]


api = NinjaAPI(
    title="Kubernetes Portal",
    version="1",
    description="Hand in manifests and read their reviews.",
    auth=[PersonalToken(), SignedIn()],
    throttle=PersonThrottle("120/m"),
    docs=Page(),
    docs_decorator=login_required,
)
api.add_router("", manifests)
