"""Why a question brings what it brings: what it is read as, and what each hit has of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from .boosts import Boost, boosts, factor, states_of
from .engines import get_engine
from .engines.base import Query
from .engines.meaning import understand_on_site
from .models import Posting, SearchEntry
from .projection import term_id
from .swedish import QueryTerm
from .understanding import Understood

ORIGINS = {
    "word": gettext_lazy("the word"),
    "part": gettext_lazy("a part of"),
    "synonym": gettext_lazy("a synonym for"),
    "spelling": gettext_lazy("what was meant by"),
}
"""How a term came into a question, for the reader."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one term gives a hit: how much the term is worth, times how much the hit is about it."""

    term: QueryTerm
    worth: float
    weight: float

    @property
    def points(self) -> float:
        """What is added to the score."""
        return self.worth * self.weight


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A hit with its shares, the largest first, and what its state makes of them."""

    title: str
    url: str
    shares: tuple[Share, ...]
    boosts: tuple[Boost, ...] = ()
    factor: float = 1.0

    @property
    def score(self) -> float:
        """What the hits are ordered by: the sum of the shares, times the factor."""
        return sum(share.points for share in self.shares) * self.factor


@dataclass(frozen=True, slots=True)
class Explanation:
    """A question, what was made of it and the first hits."""

    understood: Understood
    total: int
    hits: tuple[ExplainedHit, ...]

    @property
    def rows(self) -> list[tuple[QueryTerm, str, float, bool]]:
        """Each term, how it came, what it is worth, and whether it only orders the hits."""
        return [
            (t, str(ORIGINS[t.origin]), self.understood.worth[t.text], t.text in self.broad)
            for t in self.understood.terms
        ]

    @property
    def broad(self) -> tuple[str, ...]:
        """The terms that only order the hits, because so many documents have them."""
        terms = (term.text for term in self.understood.terms)
        return tuple(term for term in terms if term not in self.understood.selecting)


def explain(text: str, *, site_id: int, day: date, number: int = 5) -> Explanation:
    """Ask the engine, and work out from the projection why it answers so.

    Every engine adds up the same weights, so this holds for all of them.

    Args:
        number: how many hits to explain.
    """
    query = Query(site_id=site_id, day=day, text=text, per_page=number)
    found = get_engine().search(query)
    understood = understand_on_site(query)
    entries = {e.key: e for e in SearchEntry.objects.filter(key__in=found.keys).defer("body")}
    shares = _shares(understood, site_id, [entry.pk for entry in entries.values()])
    states = states_of(found.keys, day)
    hits = (
        ExplainedHit(
            entries[key].title,
            entries[key].url,
            tuple(shares.get(entries[key].pk, ())),
            tuple(boosts(states[key], day)),
            factor(states[key], day),
        )
        for key in found.keys
        if key in entries and key in states
    )
    return Explanation(understood, found.total, tuple(hits))


def _shares(asked: Understood, site_id: int, entries: Sequence[int]) -> dict[int, list[Share]]:
    terms = {term_id(site_id, term.text): term for term in asked.terms}
    rows = Posting.objects.filter(term_id__in=list(terms), entry_id__in=entries)
    shares: dict[int, list[Share]] = {}
    for pk, entry, weight in rows.values_list("term_id", "entry_id", "weight"):
        share = Share(terms[pk], asked.worth[terms[pk].text], weight)
        shares.setdefault(entry, []).append(share)
    return {entry: sorted(some, key=lambda s: -s.points) for entry, some in shares.items()}
