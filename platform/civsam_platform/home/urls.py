"""Addresses of the platform's own views."""

from django.urls import path, re_path

from . import views

app_name = "civsam_home"

urlpatterns = [
    re_path(
        r"^tema/(?P<colours>[0-9a-f]{6}(?:-[0-9a-f]{6}){2})\.(?P<version>[0-9a-f]{12})\.css$",
        views.theme,
        name="theme",
    ),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
]
