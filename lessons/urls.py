"""Addresses of the course."""

from django.urls.resolvers import URLPattern

app_name = "lessons"
urlpatterns: list[URLPattern] = []
