"""Addresses of the rules."""

from django.urls.resolvers import URLPattern

app_name = "rules"
urlpatterns: list[URLPattern] = []
