"""Addresses of mail; mounted at /mejl/ on the platform."""

from django.urls import path

from . import views

app_name = "civsam_notifications"
urlpatterns = [path("<str:token>/", views.unsubscribe, name="unsubscribe")]
