"""The search page: everything on this site in one list; its feed, and what to write."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import conditional_page, require_safe

from . import best_bets, common, failed
from .best_bets import Chosen
from .clock import today
from .engines import get_engine
from .engines.base import CLOSING, NEWEST, TITLE
from .feed import atom
from .listing import Listing
from .models import Site
from .registry import OPEN_ON
from .suggestions import suggest

FACETS = (OPEN_ON, "theme", "group", "area", "status")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Hits of all kinds, or everything with the newest first when nothing is asked for."""
    listing = _listing(request)
    chosen = _chosen(request, listing)
    listing.leave_out(one.page_id for one in chosen)
    found = _found(listing)
    if listing.q and not listing.total and not listing.filters and not chosen:
        failed.remember(listing.q, site_id=listing.site_id, day=listing.day)
    elif listing.q and not listing.filters and listing.page == 1:
        common.note(listing.q, listing.found, site_id=listing.site_id, day=listing.day)
    title = found if listing.q else _("Search")
    if listing.page > 1:
        title = _("%(title)s, page %(page)d") % {"title": title, "page": listing.page}
    return render(
        request,
        "civsam_search/search.html",
        {
            "listing": listing,
            "chosen": chosen,
            "found": found,
            "title": title,
            "head_url": request.build_absolute_uri(listing.url),
        },
    )


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of the hits that the search page has for the same parameters, as Atom."""
    listing = _listing(request)
    asked = ", ".join([f"”{listing.q}”"] * bool(listing.q) + [chip.label for chip in listing.chips])
    title = _("New hits for %(asked)s") % {"asked": asked} if asked else _("New on the site")
    return atom(request, listing, title)


@require_safe
def suggestions(request: HttpRequest) -> JsonResponse:
    """What begins as `q` does, grouped, with a line that tells how much there is."""
    site = Site.find_for_request(request)
    groups = suggest(
        request.GET.get("q", ""),
        site_id=site.pk if site else 0,
        engine=get_engine(),
        day=today(),
    )
    count = sum(len(group.items) for group in groups)
    status = ngettext(
        "%(count)d suggestion. Choose with the arrow keys.",
        "%(count)d suggestions. Choose with the arrow keys.",
        count,
    )
    return JsonResponse(
        {
            "status": status % {"count": count} if count else _("No suggestions."),
            "groups": [
                {
                    "label": group.label,
                    "items": [{"text": one.text, "url": one.url} for one in group.items],
                }
                for group in groups
            ],
        }
    )


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        facets=FACETS,
        sorts=(NEWEST, CLOSING, TITLE),
        engine=get_engine(),
        path=reverse("civsam_search:search"),
    )


def _chosen(request: HttpRequest, listing: Listing) -> list[Chosen]:
    """What editors have chosen for a question; nothing on further pages and for narrowed hits."""
    if not listing.q or listing.filters or listing.page > 1:
        return []
    asked = (listing.q, listing.read_as)
    return best_bets.chosen(asked, site_id=listing.site_id, request=request)


def _found(listing: Listing) -> str:
    if not listing.q:
        return _("What do you want to find?")
    if not listing.total:
        return _("No hits for “%(q)s”") % {"q": listing.q}
    text = ngettext("%(count)d hit for “%(q)s”", "%(count)d hits for “%(q)s”", listing.total)
    return text % {"count": listing.total, "q": listing.q}
