"""Hits that were found by words, filtered and counted in the process: the database only weighs.

To count the values of ten thousand hits, a database looks up and sorts sixty thousand rows each
time. Here they are in memory (`known`).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nlargest
from itertools import chain

from ..registry import KIND
from .base import Query
from .known import Known, Value


class Weighed:
    """The hits of a question, with what they are worth and what they can be filtered by."""

    def __init__(self, query: Query, scores: Mapping[int, float], known: Known) -> None:
        """`scores`: of the entries that have the words, by their primary keys."""
        self._rows = list(zip(scores.values(), scores, known.values(scores), strict=True))
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
