"""Addresses of the rules."""

from django.urls import path

from reviews.views import rules

app_name = "rules"
urlpatterns = [
    path("", rules.index, name="index"),
    path("<slug:rule_id>/", rules.rule, name="rule"),
]
