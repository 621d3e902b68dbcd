"""The search page: everything on this site in one list."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .engines import get_engine
from .engines.base import CLOSING, NEWEST, TITLE
from .listing import Listing

FACETS = ("theme", "group", "area", "status")


def search(request: HttpRequest) -> HttpResponse:
    """Hits of all kinds, or everything with the newest first when nothing is asked for."""
    listing = Listing(request, facets=FACETS, sorts=(NEWEST, CLOSING, TITLE), engine=get_engine())
    return render(request, "civsam_search/search.html", {"listing": listing})
