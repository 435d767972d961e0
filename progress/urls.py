"""Addresses of the team pages."""

from django.urls.resolvers import URLPattern

app_name = "progress"
urlpatterns: list[URLPattern] = []
