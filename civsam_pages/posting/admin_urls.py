"""Doors of Wagtail's admin that no hook can close: these stand before Wagtail's own addresses."""

from django.urls import path

from . import admin_sight

urlpatterns = [
    path("choose-page/chosen-multiple/", admin_sight.chosen),
]
