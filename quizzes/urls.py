"""Addresses of practising (practise/) and spaced repetition (recall/), included at the root."""

from django.urls import path

from quizzes import views

app_name = "quizzes"
urlpatterns = [
    path("practise/", views.index, name="index"),
    path("recall/", views.recall, name="recall"),
]
