"""The platform's addresses: Swedish in the address bar, English in the code."""

from django.conf import settings
from django.urls import include, path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    path("sok/", include("civsam_search.urls")),
    path("mejl/", include("civsam_pages.notifications.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("civsam_platform.home.urls")),
]

if settings.SERVE_PICTURES:
    # Documents are left out: Wagtail's own view serves them, behind its gate.
    urlpatterns += [
        path(
            f"{settings.MEDIA_URL[1:]}{folder}/<path:path>",
            serve,
            {"document_root": settings.MEDIA_ROOT / folder},
        )
        for folder in ("images", "original_images")
    ]

urlpatterns += [path("", include(wagtail_urls))]
