"""The addresses of reports and of decisions, for everybody whom they concern."""

from django.urls import path

from . import views

app_name = "civsam_moderation"

urlpatterns = [
    path("anmal/<int:page_id>/", views.report, name="report"),
    path("anmal/<int:page_id>/tack/", views.thanks, name="thanks"),
    path("mina-sidor/beslut/<int:pk>/", views.ruling, name="ruling"),
    path("beslut/<str:token>/", views.by_link, name="by_link"),
]
