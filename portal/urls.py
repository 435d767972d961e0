"""Every address of the portal; each app's own are in its urls.py."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from people.administration import administrators_only
from portal import health
from portal.api import api
from portal.search import search
from progress.views import home

admin.autodiscover()
# allauth's rate limits and second factor guard the admin's own sign-in too.
admin.site.login = administrators_only(secure_admin_login(admin.site.login))  # type: ignore[method-assign]

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("people.urls")),
    path("manifests/", include("reviews.urls")),
    path("rules/", include("reviews.rule_urls")),
    path("learn/", include("lessons.urls")),
    path("", include("quizzes.urls")),
    path("team/", include("progress.urls")),
    path("search/", search, name="search"),
    path("accessibility/", TemplateView.as_view(template_name="portal/accessibility.html"), name="accessibility"),
    path("api/", api.urls),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]

handler400 = "portal.errors.bad_request"
handler500 = "portal.errors.server_error"
