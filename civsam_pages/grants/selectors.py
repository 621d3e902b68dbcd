"""Reads for the grant pages: what a page says today, and the year's last days."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.arena import words
from civsam_pages.arena.rules import add_years
from civsam_search.api import Badge, Listing

from . import rules, wheel
from .models import GrantPage, GrantRound
from .rules import DeadlineKind, RoundState, SchemeState, Window

WHEEL_SIZE = 40
"""As many last days as a wheel and its table can hold and still be read."""
LANES = 3
SHOWN = (
    "name",
    "opens_on",
    "closes_on",
    "repeats_yearly",
    "page__title",
    "page__url_path",
    "page__authority__name",
    "page__authority__authority",
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it stands on a day; the days of a yearly one are those of its year."""

    name: str
    window: Window
    state: RoundState
    pot: int | None
    meeting_on: date | None
    answer_by: date | None

    @property
    def badge(self) -> Badge:
        return rules.BADGES[self.state]


@dataclass(frozen=True, slots=True)
class LevelRow:
    amount: str
    decided_by: str
    answer_time: str


class GrantFacts:
    """What the page of a grant shows on a day, each row read once."""

    def __init__(self, grant: GrantPage, on: date) -> None:
        self.grant, self.on = grant, on

    @cached_property
    def _standing(self):
        return self.grant.status(self.on)

    @property
    def state(self) -> str:
        return self._standing[0]

    @property
    def badge(self) -> Badge | None:
        return self._standing[1]

    @property
    def window(self) -> Window | None:
        return self._standing[2]

    @property
    def is_open(self) -> bool:
        return self.state in (RoundState.OPEN, RoundState.CLOSING)

    @property
    def can_apply(self) -> bool:
        """Whether to show the way to the application: also where no last day is known."""

        return self.is_open or not self.state

    @cached_property
    def opens_next(self) -> date | None:
        """When it opens, for a grant that is upcoming or closed."""

        if self.is_open or self.grant.scheme_state != SchemeState.ACTIVE:
            return None
        return rules.opens_next(self.grant.windows, self.on)

    @cached_property
    def rounds(self) -> list[RoundRow]:
        """The rounds with fixed days: those to come by their last day, then those that were."""

        if self.grant.deadline_kind != DeadlineKind.FIXED:
            return []
        rows = [round_row(row, self.on) for row in self.grant.rounds.all()]
        coming = [row for row in rows if row.state != RoundState.CLOSED]
        closed = [row for row in rows if row.state == RoundState.CLOSED]
        return [
            *sorted(coming, key=lambda row: row.window.closes),
            *sorted(closed, key=lambda row: row.window.closes, reverse=True),
        ]

    @property
    def has_first_days(self) -> bool:
        return any(row.window.opens for row in self.rounds)

    @property
    def has_pots(self) -> bool:
        return any(row.pot for row in self.rounds)

    @property
    def has_meetings(self) -> bool:
        return any(row.meeting_on for row in self.rounds)

    @cached_property
    def levels(self) -> list[LevelRow]:
        """The decision levels, the lowest amounts first."""

        rows = list(self.grant.decision_levels.all())
        rows.sort(key=lambda row: (row.up_to_amount is None, row.up_to_amount or 0))
        ranges = rules.amount_ranges(row.up_to_amount for row in rows)
        return [
            LevelRow(rules.amount_range(*ends), row.decided_by, row.answer_time)
            for ends, row in zip(ranges, rows, strict=True)
        ]

    @property
    def answer_by(self) -> date | None:
        """The day of answer in the round that is shown."""

        found = (row.answer_by for row in self.rounds if row.window == self.window)
        return next((day for day in found if day), None)

    @property
    def answer_time(self) -> str:
        """How soon one gets an answer, where that does not depend on the amount."""

        times = dict.fromkeys(row.answer_time for row in self.levels if row.answer_time)
        if len(times) > 1:
            return _("Depends on the amount")
        return next(iter(times), "")

    @property
    def decided_by(self) -> str:
        """Who decides on all amounts, else the committee, or whoever decides on the largest."""

        if len(self.levels) == 1:
            return self.levels[0].decided_by
        return self.grant.committee or (self.levels[-1].decided_by if self.levels else "")

    @cached_property
    def requirements(self) -> list:
        """What is required; what must be done before anything else comes first."""

        return sorted(self.grant.requirements.all(), key=lambda row: not row.must_be_first)

    @property
    def not_for(self) -> list[str]:
        return [line.strip() for line in self.grant.not_for.splitlines() if line.strip()]

    @property
    def phone_hours(self) -> str:
        """When the unit answers, where the number is the unit's."""

        unit = self.grant.authority
        return unit.phone_hours if unit and self.grant.contact.phone == unit.phone else ""

    @property
    def follow_up(self) -> str:
        """That, and by when, the money is accounted for; empty where it need not be."""

        if not self.grant.follow_up_required:
            return ""
        if not self.grant.follow_up_days:
            return _("You tell afterwards what you did and what the money went to.")
        return ngettext(
            "You tell what you did and what the money went to, at most %(days)d day after "
            "you are done.",
            "You tell what you did and what the money went to, at most %(days)d days after "
            "you are done.",
            self.grant.follow_up_days,
        ) % {"days": self.grant.follow_up_days}


def round_row(row: GrantRound, on: date) -> RoundRow:
    """A round on a day, with all the days of a yearly one moved to the same year."""

    window = row.occurrence(on)
    years = window.closes.year - row.closes_on.year
    return RoundRow(
        name=row.name,
        window=window,
        state=window.state(on),
        pot=row.pot,
        meeting_on=row.meeting_on and add_years(row.meeting_on, years),
        answer_by=row.answer_by and add_years(row.answer_by, years),
    )


def heading(listing: Listing) -> str:
    """The heading over a list of grants, in words: how many, and how many can be applied for."""

    facet = listing.facet("status")
    counts = {option.value: option.count for option in facet.options} if facet else {}
    asked = listing.filters.get("status", ())
    now = counts.get(RoundState.OPEN, 0) if not asked or RoundState.OPEN in asked else 0
    total = listing.total
    if now and now == total:
        text = ngettext(
            "One grant can be applied for now", "%(number)s grants can be applied for now", now
        )
        return capfirst(text % {"number": words.number(now)})
    text = ngettext("One grant", "%(number)s grants", total) % {"number": words.number(total)}
    if now:
        now_text = ngettext(
            "one can be applied for now", "%(number)s can be applied for now", now
        ) % {"number": words.number(now)}
        return capfirst(_("%(grants)s, %(now)s") % {"grants": text, "now": now_text})
    return capfirst(text)


@dataclass(frozen=True, slots=True)
class LastDay:
    """A row of the table beside the wheel; several rows of a lane and a day share their dot."""

    number: int
    lane: int
    day: date
    page: GrantPage
    round_name: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Lane:
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class YearWheel:
    """The last days of the coming year, as a drawing and as a table with the same facts."""

    on: date
    drawing: wheel.Drawing
    lanes: tuple[Lane, ...]
    rows: tuple[LastDay, ...]
    left_out: int


def year_wheel(index, on: date) -> YearWheel | None:
    """The next last day of every round of the active grants with fixed days below an index page.

    Those within a year from `on`; of more than forty, the first forty. None where there is none.
    One query.
    """

    coming = _coming(index, on)
    if not coming:
        return None
    kept = coming[:WHEEL_SIZE]
    lanes = lanes_for(row.page.committee for row, _window in kept)
    several = Counter(row.page_id for row, _window in kept)
    rows = [
        (
            window,
            lanes[row.page.committee].number,
            row.page,
            row.name if several[row.page_id] > 1 else "",
        )
        for row, window in kept
    ]
    rows.sort(key=lambda row: (row[0].closes, row[1], row[2].title))
    numbers: dict[tuple[date, int], int] = {}
    for window, lane, _page, _name in rows:
        numbers.setdefault((window.closes, lane), len(numbers) + 1)
    return YearWheel(
        on=on,
        drawing=wheel.draw(
            [
                wheel.Spot(lane, numbers[window.closes, lane], window.closes, window.opens)
                for window, lane, _page, _name in rows
            ],
            on,
        ),
        lanes=tuple(sorted(set(lanes.values()), key=lambda lane: lane.number)),
        rows=tuple(
            LastDay(
                number=numbers[window.closes, lane],
                lane=lane,
                day=window.closes,
                page=page,
                round_name=name,
                badge=rules.BADGES[window.state(on)],
            )
            for window, lane, page, name in rows
        ),
        left_out=len(coming) - len(kept),
    )


def lanes_for(committees) -> dict[str, Lane]:
    """A lane for each committee, the outer one for that with the most last days.

    Of more than three, the two largest have a lane each and the others share the inner one. So
    do grants of no committee.
    """

    counts = Counter(committees)
    order = sorted(counts, key=lambda name: (not name, -counts[name], name))
    own = order if len(order) <= LANES else order[: LANES - 1]
    shared = Lane(LANES, _("Other committees"))
    lanes = {
        name: Lane(number, name or _("No committee")) for number, name in enumerate(own, start=1)
    }
    return {name: lanes.get(name, shared) for name in order}


def _coming(index, on: date) -> list[tuple[GrantRound, Window]]:
    """The rounds with a last day within a year from `on`, with their days, in order."""

    pages = (
        GrantPage.objects.child_of(index)
        .live()
        .filter(scheme_state=SchemeState.ACTIVE, deadline_kind=DeadlineKind.FIXED)
        .filter(view_restrictions__isnull=True)  # what hides the index hides this list with it
    )
    rounds = (
        GrantRound.objects.filter(page__in=pages.order_by().values("pk"))
        .select_related("page__authority")
        .only(*SHOWN)
    )
    found = [
        (row, window)
        for row in rounds
        if (window := row.next_occurrence(on)) and window.closes < add_years(on, 1)
    ]
    return sorted(found, key=lambda pair: (pair[1].closes, pair[0].page_id, pair[0].pk))
