"""Addresses of practising (practise/) and spaced repetition (recall/), included at the root."""

from django.urls.resolvers import URLPattern

app_name = "quizzes"
urlpatterns: list[URLPattern] = []
