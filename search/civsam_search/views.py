"""The search page: everything on this site in one list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from .engines import get_engine
from .engines.base import CLOSING, NEWEST, TITLE
from .listing import Listing

FACETS = ("theme", "group", "area", "status")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits of all kinds, or everything with the newest first when nothing is asked for."""
    listing = Listing(request, facets=FACETS, sorts=(NEWEST, CLOSING, TITLE), engine=get_engine())
    found = _found(listing)
    title = found if listing.q else _("Search")
    if listing.page > 1:
        title = _("%(title)s, page %(page)d") % {"title": title, "page": listing.page}
    return render(
        request,
        "civsam_search/search.html",
        {"listing": listing, "found": found, "title": title},
    )


def _found(listing: Listing) -> str:
    if not listing.q:
        return _("What do you want to find?")
    if not listing.total:
        return _("No hits for “%(q)s”") % {"q": listing.q}
    text = ngettext("%(count)d hit for “%(q)s”", "%(count)d hits for “%(q)s”", listing.total)
    return text % {"count": listing.total, "q": listing.q}
