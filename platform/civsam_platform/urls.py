"""The platform's addresses: Swedish in the address bar, English in the code."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    path("sok/", include("civsam_search.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("civsam_platform.home.urls")),
]

if settings.DEBUG:
    # Documents are left out: Wagtail's own view serves them, behind its gate.
    urlpatterns += static(
        f"{settings.MEDIA_URL}images/", document_root=settings.MEDIA_ROOT / "images"
    )
    urlpatterns += static(
        f"{settings.MEDIA_URL}original_images/",
        document_root=settings.MEDIA_ROOT / "original_images",
    )

urlpatterns += [path("", include(wagtail_urls))]
