"""The search page, its feed and its suggestions; the platform mounts them at /sok/."""

from django.urls import path

from . import views

app_name = "civsam_search"

urlpatterns = [
    path("", views.search, name="search"),
    path("flode/", views.feed, name="feed"),
    path("forslag/", views.suggestions, name="suggestions"),
]
