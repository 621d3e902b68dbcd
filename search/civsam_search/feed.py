"""A search as an Atom feed: what is new among its hits."""

import re
from typing import Any

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed

from .hits import load
from .listing import Listing

LENGTH = 30
_NOT_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]")


def atom(request: Any, listing: Listing, title: str) -> HttpResponse:
    """The newest hits of the list, whatever its order and page, as everyone may see them."""
    found = listing.newest(LENGTH)
    feed = Atom1Feed(
        title=_xml(title),
        link=request.build_absolute_uri(listing.url),
        description="",
        language="sv",
        feed_url=request.build_absolute_uri(listing.feed_url),
    )
    for hit in load(found.keys, day=listing.day):
        url = request.build_absolute_uri(hit.url)
        feed.add_item(
            title=_xml(hit.title),
            link=url,
            description=_xml(hit.lead_html),
            unique_id=url,
            pubdate=hit.published_at,
            updateddate=hit.published_at,
            categories=[_xml(str(hit.card.kind_label))],
        )
    return HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


def _xml(text: str) -> str:
    return _NOT_XML.sub("", str(text))
