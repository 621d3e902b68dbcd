"""The platform's addresses, and the pictures that a web server would serve beside it."""

from django.conf import settings
from django.urls import path
from django.views.static import serve

from civsam_platform.urls import urlpatterns as platform_urls

urlpatterns = [
    path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT}),
    *platform_urls,
]
