"""What a process knows of the entries of a site: their filters, and what their state weighs.

About 200 bytes for each entry that was ever asked for, instead of looking up thousands of rows for
each question.
"""

from collections.abc import Collection, Iterable
from datetime import date
from threading import Lock

from django.db.models import Max

from ..boosts import State, factor
from ..keeping import kept
from ..models import SearchEntry, SearchFacet, SearchPeriod
from ..registry import STATUS

MANY = 1000
"""From so many entries that are not known yet, all of the site are read in one go."""

Value = tuple[str, str]
"""A facet, or the state, and a value."""


class Known:
    """What entries of a site are like on a day, read when they are first asked for.

    Whoever writes an entry gives it new periods, with higher primary keys than all before; so one
    short question tells which entries to read anew. A slow transaction may have taken lower ones
    and end later; therefore all is forgotten now and then (`known_on`).
    """

    def __init__(self, site_id: int, day: date) -> None:
        self._site, self._day = site_id, day
        self._values: dict[int, tuple[Value, ...]] = {}
        self._factors: dict[int, float] = {}
        self._lock = Lock()  # what one thread has just read must not be overwritten by older news
        self._seen: int | None = None
        self._documents: int | None = None

    def as_of_now(self) -> "Known":
        """The same, without what has been written since: once for each question."""
        with self._lock:
            if self._seen is None:
                self._seen = SearchPeriod.objects.aggregate(last=Max("pk"))["last"] or 0
                return self
            newer = SearchPeriod.objects.filter(pk__gt=self._seen).order_by()
            for pk, entry in newer.values_list("pk", "entry_id"):
                self._values.pop(entry, None)
                self._seen = max(self._seen, pk)
                self._documents = None
        return self

    @property
    def documents(self) -> int:
        """How many there are, or were until some were removed: the sum a word is rare in."""
        with self._lock:
            if self._documents is None:
                there = SearchEntry.objects.filter(site_id=self._site).order_by()
                self._documents = there.count()
            return self._documents

    def values(self, entries: Collection[int]) -> list[tuple[Value, ...]]:
        """What each of these entries is filtered by."""
        with self._lock:
            found = [*map(self._values.get, entries)]
            if None in found:
                self._read([entry for entry in entries if entry not in self._values])
                found = [*map(self._values.get, entries)]
            return [values or () for values in found]

    def factors(self, entries: Collection[int]) -> dict[int, float]:
        """What the state of those entries weighs that are not in any usual one (`boosts`)."""
        self.values(entries)
        return {entry: self._factors[entry] for entry in entries if entry in self._factors}

    def _read(self, entries: Iterable[int]) -> None:
        entries = list(entries)
        which = {"entry_id__in": entries} if len(entries) < MANY else {"site_id": self._site}
        found: dict[int, list[Value]] = {entry: [] for entry in entries}
        same: dict[Value, Value] = {}
        facets = SearchFacet.objects.filter(**which).order_by()
        for entry, *value in facets.values_list("entry_id", "facet", "value"):
            one: Value = (value[0], value[1])
            found.setdefault(entry, []).append(same.setdefault(one, one))
        on_day = SearchPeriod.objects.filter(starts__lte=self._day, ends__gt=self._day, **which)
        states = on_day.exclude(status="").order_by()
        fields = states.values_list("entry_id", "entry__kind", "status", "deadline")
        weighing: dict[int, float] = {}
        for entry, kind, status, deadline in fields:
            one = (STATUS, status)
            found.setdefault(entry, []).append(same.setdefault(one, one))
            weighing[entry] = factor(State(kind, status, deadline), self._day)
        for entry, values in found.items():
            self._values[entry] = tuple(values)
            self._factors.pop(entry, None)
            if weighing.get(entry, 1.0) != 1.0:
                self._factors[entry] = weighing[entry]


@kept(seconds=600, most=8)
def known_on(site_id: int, day: date) -> Known:
    """What this process knows of a site's entries on a day."""
    return Known(site_id, day)
