"""What editors have chosen for a question, with `wagtail.contrib.search_promotions`.

That app is the host's choice; where it is not installed, nothing is chosen. Its log of questions
is not used (decision 20).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from .keeping import kept
from .models import page_model
from .publicity import public
from .swedish import clean_query, words

APP = "wagtail.contrib.search_promotions"
KEPT_SECONDS = 5
MOST = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page or an address that is shown before the hits. `host` is set for an address."""

    title: str
    url: str
    text: str
    host: str = ""
    page_id: int | None = None


def is_installed() -> bool:
    """Whether editors can choose anything here."""
    return apps.is_installed(APP)


def chosen(texts: Iterable[str], *, site_id: int, request: Any) -> list[Chosen]:
    """What is chosen for the first of these questions that something is chosen for.

    A question is the same whatever its case, spaces and signs. Pages are asked about each time:
    only those of this site that everyone may see, and that have not expired, are shown.
    """
    known = _known()
    rows = next((known[key] for key in map(_key, texts) if key in known), ())[:MOST]
    ids = [row["page_id"] for row in rows if row["page_id"]]
    now = timezone.now()
    current = Q(expire_at=None) | Q(expire_at__gt=now)
    pages = public(page_model()._default_manager.filter(current, pk__in=ids)) if ids else ()
    there = {page.pk: page for page in pages}
    found = []
    for row in rows:
        if not row["page_id"]:
            found.append(_address(row))
        elif row["page_id"] in there:
            found += _page(there[row["page_id"]], row["description"], site_id, request)
    return found


@kept(KEPT_SECONDS)
def _known() -> Mapping[str, list[dict[str, Any]]]:
    """All that is chosen, in order, by the words of its question."""
    if not is_installed():
        return {}
    from wagtail.contrib.search_promotions.models import SearchPromotion

    fields = ("page_id", "external_link_url", "external_link_text", "description")
    known: dict[str, list[dict[str, Any]]] = {}
    rows = SearchPromotion.objects.order_by("sort_order", "pk")
    for row in rows.values("query__query_string", *fields):
        if key := _key(row["query__query_string"]):
            known.setdefault(key, []).append(row)
    return known


def forget(**kwargs: Any) -> None:
    """Read again what is chosen: it has changed."""
    _known.forget()


def _key(text: str) -> str:
    return " ".join(words(clean_query(text)))


def _address(row: Mapping[str, Any]) -> Chosen:
    url = row["external_link_url"]
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Chosen(row["external_link_text"] or host, url, row["description"], host)


def _page(page: Any, text: str, site_id: int, request: Any) -> Iterable[Chosen]:
    parts = page.get_url_parts(request)
    if parts and parts[0] == site_id:
        yield Chosen(page.title, parts[2], text or page.search_description, page_id=page.pk)
