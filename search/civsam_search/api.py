"""All that rooms and the platform use of the search. Import from here, from nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass

from .alike import Alike, alike
from .catching_up import catch_up
from .clock import STOCKHOLM, today
from .documents import Badge, Card, Fact, Meta, Period, SearchDocument
from .engines import get_engine
from .engines.base import CLOSING, NEWEST, RELEVANCE, TITLE, Query
from .failed import forget_old_searches
from .hits import Hit, linked, load
from .indexing import index_page, page_key, reindex
from .labels import forget_labels
from .listing import Listing
from .models import EditorsRule
from .overview import Shelf, shelves, tally
from .publicity import is_public, public, with_publicity
from .registry import OPEN_ON, Facet, Kind, get_kind, register_facet, register_kind
from .swedish import STOP_WORDS, initial, stem, words
from .tally import Tally


@dataclass(frozen=True, slots=True)
class Results:
    """The hits of one page, how many there are in all, and the counts of the facets.

    `reserve`: the server of the search is away, and the embedded engine answered.
    """

    hits: list[Hit]
    total: int
    page: int
    facets: Mapping[str, Mapping[str, int]]
    reserve: bool = False


def search(query: Query) -> Results:
    """Ask the installation's engine and give what it found, live and public, ready to show."""
    found = get_engine().search(query)
    hits = load(found.keys, day=query.day, found_by=found.terms)
    return Results(hits, found.total, found.page, found.facets, found.reserve)


__all__ = [
    "CLOSING",
    "NEWEST",
    "OPEN_ON",
    "RELEVANCE",
    "STOCKHOLM",
    "STOP_WORDS",
    "TITLE",
    "Alike",
    "Badge",
    "Card",
    "EditorsRule",
    "Facet",
    "Fact",
    "Hit",
    "Kind",
    "Listing",
    "Meta",
    "Period",
    "Query",
    "Results",
    "SearchDocument",
    "Shelf",
    "Tally",
    "alike",
    "catch_up",
    "forget_labels",
    "forget_old_searches",
    "get_kind",
    "index_page",
    "initial",
    "is_public",
    "linked",
    "load",
    "page_key",
    "public",
    "register_facet",
    "register_kind",
    "reindex",
    "search",
    "shelves",
    "stem",
    "tally",
    "today",
    "with_publicity",
    "words",
]
