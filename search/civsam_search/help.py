"""What to say when nothing was found: why, and which way leads on."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from .hits import Hit, load
from .models import Term
from .swedish import STOP_WORDS, stem, words

if TYPE_CHECKING:
    from .listing import Listing

MOST = 3
NEAR = 3
LIKENESS = 0.7
CANDIDATES = 2000


@dataclass(frozen=True, slots=True)
class WayOn:
    """A link that gives something: what it changes, where it leads and to how many hits."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class EmptyHelp:
    """Help for a list without hits.

    Attributes:
        without: each chosen filter that hides something; `url` is the list without it.
        without_all: the list without any filter, where leaving one out is not enough.
        words: other words that are used here.
        near: a few things that the other words lead to.
    """

    without: tuple[WayOn, ...]
    without_all: WayOn | None
    words: tuple[WayOn, ...]
    near: tuple[Hit, ...]


def empty_help(listing: "Listing") -> EmptyHelp:
    """Look for what would have given something. A handful of queries for each filter and word."""
    without = []
    for chip in listing.chips[:MOST]:
        filters = dict(listing.filters)
        filters[chip.facet] = tuple(v for v in filters[chip.facet] if v != chip.value)
        count = _count(listing, filters=filters)
        if count:
            without.append(WayOn(chip.label, chip.url, count))
    without_all = None
    if listing.filters and not without:
        count = _count(listing, filters={})
        without_all = WayOn("", listing.url_for(listing.q), count) if count else None
    others = [
        WayOn(word, listing.url_for(word), count)
        for word in other_words(listing.q, listing.site_id)
        if (count := _count(listing, text=word, filters={}))
    ][:MOST]
    near: list[Hit] = []
    if others:
        asked = " ".join(way.label for way in others)
        found = listing.ask(text=asked, exact=False, filters={}, facets=(), page=1, per_page=NEAR)
        near = load(found.keys, day=listing.day, found_by=found.terms)
    return EmptyHelp(tuple(without), without_all, tuple(others), tuple(near))


def other_words(text: str, site_id: int) -> list[str]:
    """Words on the site that look like those asked for, or begin with them."""
    found: list[str] = []
    for word in words(text):
        if word in STOP_WORDS or len(word) < 3:
            continue
        asked = stem(word)
        begins = Term.objects.filter(site_id=site_id, text__startswith=asked[:2])
        begins = begins.exclude(shown="").order_by("text")
        shown = dict(begins.values_list("text", "shown")[:CANDIDATES])
        shown.pop(asked, None)
        longer = sorted((t for t in shown if t.startswith(asked)), key=len)[:MOST]
        alike = get_close_matches(asked, shown, n=MOST, cutoff=LIKENESS)
        found += [shown[term] for term in _unique([*longer[:1], *alike, *longer])]
    return _unique(found)[: MOST * 2]


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def _count(listing: "Listing", **changes: object) -> int:
    return listing.ask(facets=(), page=1, per_page=0, **changes).total
