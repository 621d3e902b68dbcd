"""Hits that were found by words, filtered and counted in the process: the database only weighs.

To count the values of ten thousand hits, a database looks up and sorts sixty thousand rows each
time. Here they are in memory: about 200 bytes for each entry that was ever among the hits.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from heapq import nlargest
from itertools import chain
from threading import Lock

from django.db.models import Max

from ..keeping import kept
from ..models import SearchFacet, SearchPeriod
from ..registry import KIND, STATUS
from .base import Query

MANY = 1000
"""From so many entries that are not known yet, all of the site are read in one go."""

Value = tuple[str, str]
"""A facet, or the state, and a value."""


class Weighed:
    """The hits of a question, with what they are worth and what they can be filtered by."""

    def __init__(self, query: Query, scores: Mapping[int, float]) -> None:
        """`scores`: of the entries that have the words, by their primary keys."""
        values = _values_on(query.site_id, query.day).of(scores)
        self._rows = list(zip(scores.values(), scores, values, strict=True))
        self._query = query
        self._wanted = {
            name: frozenset((name, value) for value in chosen)
            for name, chosen in query.filters.items()
            if chosen
        }
        if query.kinds:
            self._rows = _having(self._rows, [frozenset((KIND, kind) for kind in query.kinds)])
        self._passing = _having(self._rows, self._wanted.values())

    @property
    def total(self) -> int:
        """How many there are that all filters let through."""
        return len(self._passing)

    def best(self, number: int) -> list[tuple[int, float]]:
        """Those worth the most, among equals the later first."""
        return [(entry, score) for score, entry, _values in nlargest(number, self._passing)]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many entries each value gives, facet by facet; a facet's own filter is left out."""
        counted = {"": _count(self._passing)}
        for name in self._wanted:
            others = (wanted for other, wanted in self._wanted.items() if other != name)
            counted[name] = _count(_having(self._rows, others))
        return {
            name: {
                value: number
                for (facet, value), number in counted.get(name, counted[""]).items()
                if facet == name
            }
            for name in self._query.facets
        }


_Row = tuple[float, int, tuple[Value, ...]]
"""A score, whose it is, and what that can be filtered by."""


def _having(rows: list[_Row], wanted: Iterable[frozenset[Value]]) -> list[_Row]:
    for values in wanted:
        rows = [row for row in rows if not values.isdisjoint(row[2])]
    return rows


def _count(rows: Iterable[_Row]) -> Mapping[Value, int]:
    return Counter(chain.from_iterable(values for _score, _entry, values in rows))


class _Values:
    """What entries of a site can be filtered by on a day, read when they are first asked for.

    Whoever writes an entry gives it new periods, with higher primary keys than all before; so one
    short question tells which entries to read anew. A slow transaction may have taken lower ones
    and end later; therefore all is forgotten now and then (`_values_on`).
    """

    def __init__(self, site_id: int, day: date) -> None:
        self._site, self._day = site_id, day
        self._known: dict[int, tuple[Value, ...]] = {}
        self._lock = Lock()  # what one thread has just read must not be overwritten by older news
        self._seen = SearchPeriod.objects.aggregate(last=Max("pk"))["last"] or 0

    def of(self, entries: Collection[int]) -> list[tuple[Value, ...]]:
        """The values of each of these entries."""
        with self._lock:
            newer = SearchPeriod.objects.filter(pk__gt=self._seen).order_by()
            for pk, entry in newer.values_list("pk", "entry_id"):
                self._known.pop(entry, None)
                self._seen = max(self._seen, pk)
            found = [*map(self._known.get, entries)]
            if None in found:
                self._read([entry for entry in entries if entry not in self._known])
                found = [*map(self._known.get, entries)]
            return [values or () for values in found]

    def _read(self, entries: list[int]) -> None:
        which = {"entry_id__in": entries} if len(entries) < MANY else {"site_id": self._site}
        found: dict[int, list[Value]] = {entry: [] for entry in entries}
        same: dict[Value, Value] = {}
        facets = SearchFacet.objects.filter(**which).order_by()
        for entry, *value in facets.values_list("entry_id", "facet", "value"):
            one: Value = (value[0], value[1])
            found.setdefault(entry, []).append(same.setdefault(one, one))
        on_day = SearchPeriod.objects.filter(starts__lte=self._day, ends__gt=self._day, **which)
        states = on_day.exclude(status="").order_by()
        for entry, status in states.values_list("entry_id", "status"):
            one = (STATUS, status)
            found.setdefault(entry, []).append(same.setdefault(one, one))
        self._known.update((entry, tuple(values)) for entry, values in found.items())


@kept(seconds=600, most=8)
def _values_on(site_id: int, day: date) -> _Values:
    return _Values(site_id, day)
