"""When a grant can be applied for: rounds and their states, computed from the clock alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.rules import add_years
from civsam_pages.arena.words import kronor
from civsam_search.documents import Badge

SOON = timedelta(days=14)
DAY = timedelta(days=1)


class SchemeState(TextChoices):
    ACTIVE = "active", _("Active")
    RESTING = "resting", _("Resting")
    ENDED = "ended", _("Ended")


class GrantType(TextChoices):
    ACTIVITY = "activity", _("Activities during the year")
    PROJECT = "project", _("Projects")
    PREMISES = "premises", _("Premises and facilities")
    START = "start", _("Start something new")
    EVENT = "event", _("Events")
    CULTURE = "culture", _("Culture")
    STUDY = "study", _("Study and learning")
    SOCIAL = "social", _("Social work")
    YOUTH = "youth", _("Young people’s own ideas")
    SCHOLARSHIP = "scholarship", _("Scholarships")
    OTHER = "other", _("Other")


class AmountBasis(TextChoices):
    PER_ASSOCIATION = "per_association", _("Per association")
    POOL = "pool", _("A pool that is shared")
    PERCENT = "percent", _("A share of the cost")
    PER_PARTICIPANT = "per_participant", _("Per participant")
    PER_MEMBER = "per_member", _("Per member")
    OTHER = "other", _("Other")


class DeadlineKind(TextChoices):
    FIXED = "fixed", _("Fixed days")
    ROLLING = "rolling", _("All year round")
    RELATIVE = "relative", _("Counted from an event")
    UNKNOWN = "unknown", _("Not known")


class RoundState(TextChoices):
    UPCOMING = "upcoming", _("Upcoming")
    OPEN = "open", _("Open")
    CLOSING = "closing", _("Closes within 14 days")
    CLOSED = "closed", _("Closed")


BADGES: dict[str, Badge] = {
    RoundState.UPCOMING: Badge(RoundState.UPCOMING.label, "neutral", "upcoming"),
    RoundState.OPEN: Badge(RoundState.OPEN.label, "success", "open"),
    RoundState.CLOSING: Badge(RoundState.CLOSING.label, "warning", "soon"),
    RoundState.CLOSED: Badge(RoundState.CLOSED.label, "neutral", "closed"),
    SchemeState.RESTING: Badge(SchemeState.RESTING.label, "neutral", "paused"),
    SchemeState.ENDED: Badge(SchemeState.ENDED.label, "neutral", "closed"),
}
# Schemes without fixed days have the same state all year.
ALL_YEAR = Badge(_("Open all year round"), "success", "open")
STANDING: dict[DeadlineKind, tuple[str, Badge]] = {
    DeadlineKind.ROLLING: (RoundState.OPEN, ALL_YEAR),
    DeadlineKind.RELATIVE: (RoundState.OPEN, ALL_YEAR),
    DeadlineKind.UNKNOWN: ("", Badge(_("Last day not set"), "neutral", "upcoming")),
}


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one round takes applications, both included.

    Without a day to open on, it is open until its last day is over.
    """

    closes: date
    opens: date | None = None

    def state(self, on: date) -> RoundState:
        """The round's state on a day in Sweden."""

        if self.opens and on < self.opens:
            return RoundState.UPCOMING
        if on > self.closes:
            return RoundState.CLOSED
        return RoundState.CLOSING if self.closes - on <= SOON else RoundState.OPEN

    def is_open(self, on: date) -> bool:
        return on <= self.closes and not (self.opens and on < self.opens)

    def moved(self, years: int) -> "Window":
        """The same round in another year; a round over New Year keeps its length in years."""

        return Window(add_years(self.closes, years), self.opens and add_years(self.opens, years))

    def in_year(self, year: int) -> "Window":
        """The same round, with its last day in `year`."""

        return self.moved(year - self.closes.year)


Rounds = Iterable[tuple[Window, bool]]
"""The rounds of a scheme, each with whether it comes back on the same days every year."""


def occurrence(window: Window, on: date, *, repeats_yearly: bool) -> Window:
    """The round as it stands on a day.

    A yearly round is the one that is open, or else the one that opens later in the same calendar
    year. When there is none it is the one that has closed: "closed for this year".
    """

    if not repeats_yearly:
        return window
    this_year = window.in_year(on.year)
    if on <= this_year.closes:
        return this_year
    following = window.in_year(on.year + 1)
    return following if (following.opens or on).year == on.year else this_year


def next_occurrence(window: Window, on: date, *, repeats_yearly: bool) -> Window | None:
    """The round that is open or comes next after a day, or None where there is none."""

    now = occurrence(window, on, repeats_yearly=repeats_yearly)
    if on <= now.closes:
        return now
    return window.in_year(now.closes.year + 1) if repeats_yearly else None


def current(windows: Rounds, on: date) -> Window | None:
    """Of all the rounds of a scheme, the one to show on a day.

    The open one that closes first, else the next to open, else the one that closed last.
    """

    now = [occurrence(window, on, repeats_yearly=yearly) for window, yearly in windows]
    if is_open := [window for window in now if window.is_open(on)]:
        return min(is_open, key=lambda window: window.closes)
    if coming := [window for window in now if window.opens and on < window.opens]:
        return min(coming, key=lambda window: (window.opens, window.closes))
    return max(now, key=lambda window: window.closes, default=None)


def opens_next(windows: Rounds, on: date) -> date | None:
    """The first day after `on` on which any of the rounds opens, or None where none is known."""

    coming = (next_occurrence(window, on, repeats_yearly=yearly) for window, yearly in windows)
    days = [found.opens for found in coming if found and found.opens and on < found.opens]
    return min(days, default=None)


def turning_days(windows: Rounds, on: date, *, years: int = 2) -> list[date]:
    """The days after `on`, within some years, on which there is something new to show.

    Candidates are cheap: every opening, every last day and the days around it, New Year. Those
    are kept on which the shown round, its state or the next opening differ from the day before.
    """

    rounds = list(windows)
    last = add_years(on, years)
    days = {date(year, 1, 1) for year in range(on.year + 1, last.year + 1)}
    for window, yearly in rounds:
        for year in range(on.year, last.year + 2) if yearly else (window.closes.year,):
            found = window.in_year(year)
            days |= {found.closes - SOON, found.closes + DAY}
            days |= {found.opens} if found.opens else set()

    def shown(day: date) -> tuple[Window | None, RoundState | None, date | None]:
        window = current(rounds, day)
        if not window:
            return None, None, None
        waited_for = None if window.is_open(day) else opens_next(rounds, day)
        return window, window.state(day), waited_for

    return sorted(day for day in days if on < day <= last and shown(day) != shown(day - DAY))


def answer_within(time: str) -> str:
    """An answer time as it stands alone: "Answer within 3 weeks", "Answer: the May meeting".

    What already speaks of an answer ("Answer in June") is left as it is.
    """

    if time[:1].isdigit():
        return gettext("Answer within %(time)s") % {"time": time}
    if time.lower().startswith(gettext("answer")):
        return time
    return gettext("Answer: %(time)s") % {"time": time}


def has_year(name: str) -> bool:
    """Whether a round's name holds a year, which a round of every year must not."""

    return bool(re.search(r"\b(19|20)\d\d\b", name))


def amount_ranges(limits: Iterable[int | None]) -> list[tuple[int | None, int | None]]:
    """From the highest amount of each decision level, what each level is above and goes up to.

    None is no limit: ``[20000, 60000, None]`` gives ``[(None, 20000), (20000, 60000),
    (60000, None)]``, the lowest first.
    """

    ranges: list[tuple[int | None, int | None]] = []
    above = None
    for limit in sorted(limits, key=lambda limit: (limit is None, limit)):
        ranges.append((above, limit))
        above = limit or above
    return ranges


def amount_range(above: int | None, limit: int | None) -> str:
    """A range of `amount_ranges` in words."""

    if above and limit:
        return f"{kronor(above + 1).removesuffix('kr').rstrip()}–{kronor(limit)}"
    if limit:
        return gettext("Up to and including %(amount)s") % {"amount": kronor(limit)}
    if above:
        return gettext("Over %(amount)s") % {"amount": kronor(above)}
    return gettext("Whatever you apply for")
