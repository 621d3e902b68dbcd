"""The platform's addresses: Swedish in the address bar, English in the code."""

from allauth.account.views import logout as account_logout
from django.apps import apps
from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from civsam_platform.accounts.views.login import no_door, to_the_door
from civsam_platform.security import security_txt


def room(prefix: str, app: str, urls: str) -> list:
    """The addresses of a room, where the site has not left it out."""
    return [path(prefix, include(f"{app}.{urls}"))] if apps.is_installed(app) else []


urlpatterns = [
    # One door: what Wagtail has of its own leads to it, before Wagtail's own addresses.
    path("admin/login/", to_the_door),
    path("admin/logout/", account_logout),
    path("admin/password_reset/", to_the_door),
    path("admin/password_reset/<path:rest>", to_the_door),
    path("_util/login/", to_the_door),
    path("_util/authenticate_with_password/<path:rest>", no_door),
    path("dokument/authenticate_with_password/<path:rest>", no_door),
    path("", include("civsam_platform.accounts.urls")),
    path("mitt-konto/", include("civsam_platform.accounts.me.urls")),
    path("mejl/", include("civsam_pages.notifications.urls")),
    *room("mina-sidor/", "civsam_pages.register", "memberships.urls"),
    *room("mina-sidor/", "civsam_pages.posting", "urls"),
    *room("", "civsam_pages.answers", "urls"),
    *room("", "civsam_pages.moderation", "urls"),
    *room("admin/", "civsam_pages.posting", "admin_urls"),
    path("admin/", include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    path("sok/", include("civsam_search.urls")),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    # Documents are left out: Wagtail's own view serves them, behind its gate.
    path(settings.MEDIA_URL[1:], include("civsam_pages.arena.pictures.urls")),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("", include("civsam_platform.home.urls")),
]

if "civsam_platform.development" in settings.INSTALLED_APPS:
    urlpatterns += [path("utveckling/", include("civsam_platform.development.urls"))]

urlpatterns += [path("", include(wagtail_urls))]
