"""What a list shows, as it stands in the address: read kindly, written in one way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol
from urllib.parse import urlencode

from .swedish import clean_query

_PAGE = re.compile(r"[0-9]{1,9}")
MAX_VALUES = 50
EXACT = "exact"


class Parameters(Protocol):
    """What of `request.GET` is read here."""

    def get(self, key: str, default: str) -> str | None:
        """The last value of a key."""

    def getlist(self, key: str) -> list[str]:
        """All values of a key."""


@dataclass(frozen=True, slots=True)
class Address:
    """The state of a list.

    Attributes:
        filters: chosen values by facet name, sorted.
        order: the names of the facets in the order they are written.
        exact: the words are looked for as they are written.
        sort: "" for the order that the list has of itself.
        dropped: the facets of which a value was left out because nothing is called so.
        shortened: the question was too long and was cut.
    """

    path: str
    q: str = ""
    exact: bool = False
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    dropped: tuple[str, ...] = ()
    shortened: bool = False

    def pairs(self) -> list[tuple[str, str]]:
        """The parameters in the one order they are written in, without what needs no saying."""
        pairs = [("q", self.q)] if self.q else []
        if self.exact:
            pairs.append((EXACT, "1"))
        pairs += [(name, value) for name in self.order for value in self.filters.get(name, ())]
        if self.sort:
            pairs.append(("sort", self.sort))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return pairs

    @property
    def query_string(self) -> str:
        """The parameters, encoded."""
        return urlencode(self.pairs())

    def __str__(self) -> str:
        return f"{self.path}?{self.query_string}" if self.pairs() else self.path

    def at_page(self, page: int) -> "Address":
        """The same list at another page."""
        return replace(self, page=page)

    def sorted_by(self, sort: str) -> "Address":
        """The same list in another order, from its first page."""
        return replace(self, sort=sort, page=1)

    def asking(self, q: str) -> "Address":
        """The same filters with another question, from the first page in the usual order."""
        return replace(self, q=q, exact=False, page=1, sort="")

    def exactly(self) -> "Address":
        """The same list for the words exactly as they are written, from its first page."""
        return replace(self, exact=bool(self.q), page=1)

    def choosing(self, name: str, values: tuple[str, ...]) -> "Address":
        """The same list with these values for a facet, from its first page."""
        filters = {**self.filters, name: tuple(sorted(values))}
        if not values:
            del filters[name]
        return replace(self, filters=filters, page=1)

    def toggling(self, name: str, value: str) -> "Address":
        """The same list with a value taken in, or left out where it was in."""
        chosen = set(self.filters.get(name, ())) ^ {value}
        return self.choosing(name, tuple(chosen))

    def bare(self, *keep: str) -> "Address":
        """The question alone, with the filters named in `keep`, in the usual order."""
        kept = {name: values for name, values in self.filters.items() if name in keep}
        return replace(self, filters=kept, sort="", page=1)


def read(
    path: str,
    parameters: Parameters,
    known: Mapping[str, Mapping[str, str]],
    sorts: tuple[str, ...],
) -> Address:
    """The state that the parameters ask for; nonsense is repaired, never refused.

    Args:
        known: the values that exist, by facet name, in the order the facets are written.
        sorts: the orders that exist.
    """
    written = parameters.get("q", "") or ""
    q = clean_query(written)
    filters: dict[str, tuple[str, ...]] = {}
    dropped: list[str] = []
    for name, labels in known.items():
        asked = {value for value in parameters.getlist(name) if value}
        chosen = sorted(value for value in asked if value in labels)[:MAX_VALUES]
        if len(chosen) < len(asked):
            dropped.append(name)
        if chosen:
            filters[name] = tuple(chosen)
    sort = parameters.get("sort", "") or ""
    page = parameters.get("page", "") or ""
    return Address(
        path=path,
        q=q,
        exact=bool(q) and parameters.get(EXACT, "") == "1",
        filters=filters,
        order=tuple(known),
        sort=sort if sort in sorts else "",
        page=max(1, int(page)) if _PAGE.fullmatch(page) else 1,
        dropped=tuple(dropped),
        shortened=len(q) < len(" ".join(written[:1000].split())),
    )
