"""The search page; the platform mounts it at /sok/."""

from django.urls import path

from . import views

app_name = "civsam_search"

urlpatterns = [path("", views.search, name="search")]
