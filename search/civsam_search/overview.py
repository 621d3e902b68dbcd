"""A few things of each kind, and how many there are: for start pages, in few queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F

from .clock import today
from .engines.base import CLOSING, NEWEST
from .hits import Hit, load
from .models import SearchPeriod


@dataclass(frozen=True, slots=True)
class Shelf:
    """The first few things of one kind, in any of some states."""

    kind: str
    statuses: tuple[str, ...]
    sort: str = NEWEST
    limit: int = 3


def shelves(site_id: int, wanted: Iterable[Shelf], *, day: date | None = None) -> list[list[Hit]]:
    """The things on each shelf, in order: one query for each shelf, two for all together."""
    day = day or today()
    keys = [_keys(site_id, shelf, day) for shelf in wanted]
    hits = {hit.key: hit for hit in load([key for some in keys for key in some], day=day)}
    return [[hits[key] for key in some if key in hits] for some in keys]


def tally(site_id: int, *, day: date | None = None) -> dict[tuple[str, str], int]:
    """How many things there are today of each kind and state; in one query."""
    day = day or today()
    rows = (
        SearchPeriod.objects.filter(starts__lte=day, ends__gt=day, site_id=site_id)
        .order_by()
        .values_list("entry__kind", "status")
        .annotate(number=Count("pk"))
    )
    return {(kind, status): number for kind, status, number in rows}


def _keys(site_id: int, shelf: Shelf, day: date) -> Sequence[str]:
    rows = SearchPeriod.objects.filter(
        starts__lte=day,
        ends__gt=day,
        status__in=shelf.statuses,
        site_id=site_id,
        entry__kind=shelf.kind,
    )
    if shelf.sort == CLOSING:
        rows = rows.order_by(F("deadline").asc(nulls_last=True), "entry__sort_title", "entry_id")
    else:
        rows = rows.order_by(F("entry__published_at").desc(nulls_last=True), "-entry_id")
    return list(rows.values_list("entry__key", flat=True)[: shelf.limit])
