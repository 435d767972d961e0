"""Addresses of manifests and their reviews."""

from django.urls.resolvers import URLPattern

app_name = "reviews"
urlpatterns: list[URLPattern] = []
