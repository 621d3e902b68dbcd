"""What a room hands to the search: a document with its card, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as people see it: never a colour alone. `tone` is a Designsystemet colour name."""

    label: "str | StrPromise"
    tone: str = "neutral"
    icon: str = "done"


@dataclass(frozen=True, slots=True)
class Meta:
    """One short detail under a card's summary, such as who owns it or where it is."""

    text: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One of a card's facts. With a `day`, the card adds how many days are left until it."""

    label: str
    text: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """How a thing looks in any list: its kind, state, details and (two) facts."""

    kind_label: str
    icon: str
    badge: Badge | None = None
    meta: tuple[Meta, ...] = ()
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts` up to, but not including, `ends`: the state and the card that hold then.

    Most documents have one period without bounds. What the clock changes (a grant's round, a
    confirmation that grows old) has one period for each state to come, so that nothing has to
    be indexed again at midnight. Dates are days in Europe/Stockholm.
    """

    card: Card
    status: str = ""
    starts: date = date.min
    ends: date = date.max
    deadline: date | None = None


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One public thing, as the search knows it.

    Attributes:
        key: unique and stable, such as ``page:17``.
        kind: the code of a registered kind, such as ``need``.
        periods: in order, without gaps, from `date.min` to `date.max`: one holds on any day.
        facets: values (slugs) by facet name. The state is not here: it is in `periods`.
        url: where it is, as a path on its site. Left out for a page: the indexing fills it in.
        site_id: the Wagtail site it is shown on. Left out for a page, as `url`.
        page_id: the Wagtail page behind it, whose publicity is checked again before it is
            shown. Left out for a page, as `url`.
    """

    key: str
    kind: str
    title: str
    periods: tuple[Period, ...]
    lead: str = ""
    body: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    published_at: datetime | None = None
    url: str = ""
    site_id: int = 0
    page_id: int | None = None

    def __post_init__(self) -> None:
        if not self.periods:
            raise ValueError(f"{self.key}: a search document needs at least one period")
        if self.periods[0].starts != date.min or self.periods[-1].ends != date.max:
            raise ValueError(f"{self.key}: the periods must cover all days")
        for before, after in zip(self.periods, self.periods[1:], strict=False):
            if before.ends != after.starts or before.starts >= before.ends:
                raise ValueError(f"{self.key}: the periods must follow each other without gaps")

    def period_on(self, day: date) -> Period:
        """The period that holds on `day`."""
        return next(p for p in self.periods if p.starts <= day < p.ends or p.ends == date.max)
