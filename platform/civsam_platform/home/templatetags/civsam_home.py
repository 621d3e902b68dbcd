"""Template tags of the platform's own pages."""

from django import template
from wagtail.models import Site

from civsam_platform.home.models import ContentPage, StartTile
from civsam_platform.home.shell import Link, Shell, shell_for

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context) -> Shell:
    """Return what surrounds the page: name, logo, menu and footer."""
    return shell_for(context["request"])


@register.simple_tag(takes_context=True)
def way_in(context, kind: str) -> Link | None:
    """Return the start page's way in of this kind, if it leads to a public information page.

    So a need leads to the page that tells how to tell of one, and never to the list of needs.
    """
    request = context["request"]
    site = Site.find_for_request(request)
    if site is None:
        return None
    tiles = StartTile.objects.filter(start_page=site.root_page_id, kind=kind)
    pages = ContentPage.objects.live().public().filter(pk__in=tiles.values("page"))
    page = pages.first()
    return Link(page.title, page.get_url(request)) if page else None
