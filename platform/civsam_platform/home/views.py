"""The platform's own views: the stylesheet of a kommun, robots.txt, the icon."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from civsam_platform.home.models import SiteSettings
from civsam_platform.home.theme import Theme, fingerprint, stylesheet

A_YEAR = 31_536_000
A_DAY = 86_400


@require_safe
def theme(request, colours, version):
    """Serve the stylesheet of three colours; nothing is looked up, and it never changes.

    An address with an old version (a page somebody kept open) gets today's stylesheet for a day.
    """
    chosen = Theme(*(f"#{colour}" for colour in colours.split("-")))
    response = HttpResponse(stylesheet(chosen), content_type="text/css; charset=utf-8")
    age = f"{A_YEAR}, immutable" if version == fingerprint(chosen) else str(A_DAY)
    response["Cache-Control"] = f"public, max-age={age}"
    return response


@require_safe
def robots(request):
    """Tell search engines where to look, and to leave lists of hits alone."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        f"Disallow: {reverse('civsam_search:search')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request):
    """Lead those who ask for /favicon.ico to the site's logo, else to ours."""
    try:
        logo = SiteSettings.for_request(request).logo
    except SiteSettings.DoesNotExist:
        raise Http404 from None
    if logo:
        return redirect(logo.get_rendition("max-64x64|format-png").url)
    return redirect(static("civsam_pages/logo.svg"))
