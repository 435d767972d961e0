"""Addresses of the course."""

from django.urls import path

from lessons import views

app_name = "lessons"
urlpatterns = [
    path("", views.index, name="index"),
    path("practices/<slug:practice_id>/", views.practice, name="practice"),
    path("<slug:slug>/", views.chapter, name="chapter"),
]
