"""What a list shows: rows of the projection, checked once more to be live and public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.utils.safestring import SafeString

from .clock import today
from .documents import Card
from .highlight import excerpt, mark, wanted
from .models import SearchFacet, SearchPeriod, page_model
from .projection import card_from_json
from .publicity import public
from .swedish import QueryTerm


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing in a list. `title_html` and `lead_html` are escaped, with matches marked."""

    key: str
    kind: str
    title: str
    url: str
    card: Card
    title_html: SafeString
    lead_html: SafeString
    status: str = ""
    deadline: date | None = None
    published_at: datetime | None = None
    page_id: int | None = None


def load(
    keys: Sequence[str], *, day: date | None = None, found_by: Iterable[QueryTerm] = ()
) -> list[Hit]:
    """The hits of these keys, in the same order. Those that are not public are left out."""
    found = {row.entry.key: row for row in _rows(day).filter(entry__key__in=keys)} if keys else {}
    return [_hit(found[key], found_by) for key in keys if key in found]


def linked(
    facet: str,
    value: str,
    kinds: Iterable[str] | None = None,
    site_id: int | None = None,
    limit: int = 50,
) -> list[Hit]:
    """The things that have this value of a facet, the newest first, such as an actor's needs.

    Works with hidden facets too: ``linked("actor", "page:17", kinds=("need",))``.
    """
    having = SearchFacet.objects.filter(facet=facet, value=value)
    rows = _rows(None).filter(entry_id__in=having.values("entry_id"))
    if kinds is not None:
        rows = rows.filter(entry__kind__in=list(kinds))
    if site_id is not None:
        rows = rows.filter(entry__site_id=site_id)
    newest = F("entry__published_at").desc(nulls_last=True)
    return [_hit(row, ()) for row in rows.order_by(newest, "-entry_id")[:limit]]


def _rows(day: date | None) -> Any:
    """The periods that hold on the day, of entries whose page is live and public."""
    day = day or today()
    pages = public(page_model()._default_manager.all())
    return (
        SearchPeriod.objects.filter(starts__lte=day, ends__gt=day)
        .filter(Q(entry__page_id=None) | Q(entry__page_id__in=pages.order_by().values("pk")))
        .select_related("entry")
    )


def _hit(row: SearchPeriod, found_by: Iterable[QueryTerm]) -> Hit:
    entry, stems = row.entry, wanted(found_by)
    return Hit(
        key=entry.key,
        kind=entry.kind,
        title=entry.title,
        url=entry.url,
        card=card_from_json(row.card),
        title_html=mark(entry.title, stems),
        lead_html=excerpt((entry.lead, entry.body), stems),
        status=row.status,
        deadline=row.deadline,
        published_at=entry.published_at,
        page_id=entry.page_id,
    )
