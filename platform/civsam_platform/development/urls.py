"""Addresses of development, mounted at /utveckling/ by the settings of development only."""

from django.urls import path

from . import views

app_name = "civsam_development"
urlpatterns = [
    path("mejl/", views.index, name="mails"),
    path("mejl/<slug:name>/", views.show, name="mail"),
    path("mejl/<slug:name>/html/", views.html, name="mail_html"),
]
