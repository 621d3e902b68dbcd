"""What a thing's state is worth beside what it is about: bounded, so that the words win.

The same on every engine: an engine finds its best `reach`, and `best_first` puts them in order.
What a boost changes is told by `manage.py search_eval`; decision 0018 has the figures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext_lazy as _

from .engines.base import OPEN
from .models import SearchPeriod

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

K = TypeVar("K")
LEAST, MOST = 0.3, 2.0
CANDIDATES = 200
"""So many of the hits, those that the words bring first, are put in order by their state too."""
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Boost:
    """What the score of a thing of this kind in this state is multiplied by, and why."""

    kind: str
    status: str
    factor: float
    reason: "str | StrPromise"


BOOSTS = (
    Boost("grant", OPEN, 1.15, _("it can be applied for now")),
    Boost("grant", "closed", 0.9, _("it cannot be applied for until next year")),
    Boost("grant", "resting", 0.7, _("it may come back, nobody knows when")),
    Boost("grant", "ended", 0.8, _("it can no longer be applied for")),
    Boost("need", "closed", 0.8, _("the need is over")),
    Boost("need", "withdrawn", 0.6, _("nobody needs it any more")),
    Boost("initiative", "ended", 0.85, _("the initiative is over")),
    Boost("actor", "old", 0.9, _("nobody has confirmed its facts for a year")),
)
CLOSING_SOON = Boost("grant", OPEN, 1.1, _("it closes within 30 days"))

_by_state = {(boost.kind, boost.status): boost for boost in BOOSTS}


@dataclass(frozen=True, slots=True)
class State:
    """What of a thing counts here, on a day."""

    kind: str
    status: str = ""
    deadline: date | None = None


def boosts(state: State, day: date) -> list[Boost]:
    """The boosts of a thing in this state; none for most."""
    usual = _by_state.get((state.kind, state.status))
    found = [usual] if usual else []
    ours = (CLOSING_SOON.kind, CLOSING_SOON.status) == (state.kind, state.status)
    if ours and state.deadline and day <= state.deadline <= day + SOON:
        found.append(CLOSING_SOON)
    return found


def factor(state: State, day: date) -> float:
    """What a score is multiplied by, from `LEAST` to `MOST`."""
    found = 1.0
    for boost in boosts(state, day):
        found *= boost.factor
    return max(LEAST, min(MOST, found))


def reach(per_page: int) -> int:
    """How many of the best hits are put in order by their state: whole pages."""
    return max(1, CANDIDATES // per_page) * per_page


def best_first(scored: Iterable[tuple[K, float]], factors: Mapping[K, float]) -> list[K]:
    """The keys of hits with their boosts, the best first; among equals as they came.

    A hit without a factor, as one that has just gone, stays where its words put it.
    """
    boosted = [(score * factors.get(key, 1.0), key) for key, score in scored]
    return [key for _score, key in sorted(boosted, key=lambda one: -one[0])]


def states_of(keys: Iterable[str], day: date) -> dict[str, State]:
    """The states on a day of the entries with these keys; in one query."""
    rows = SearchPeriod.objects.filter(entry__key__in=list(keys), starts__lte=day, ends__gt=day)
    fields = rows.values_list("entry__key", "entry__kind", "status", "deadline")
    return {key: State(kind, status, deadline) for key, kind, status, deadline in fields}
