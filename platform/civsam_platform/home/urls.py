"""Addresses of the platform's own views."""

app_name = "civsam_home"

urlpatterns = []
