"""When a grant can be applied for: rounds and their states, computed from the clock alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.rules import add_years
from civsam_search.documents import Badge

SOON = timedelta(days=14)


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
STANDING: dict[DeadlineKind, tuple[str, Badge]] = {
    DeadlineKind.ROLLING: (
        RoundState.OPEN,
        Badge(_("Open all year round"), "success", "open"),
    ),
    DeadlineKind.RELATIVE: (
        RoundState.OPEN,
        Badge(_("Open, counted from an event"), "success", "open"),
    ),
    DeadlineKind.UNKNOWN: ("", Badge(_("Last day not set"), "neutral", "upcoming")),
}


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """The days on which one round takes applications, both included. No `opens`: always open."""

    closes: date
    opens: date | None = None

    def state(self, on: date) -> RoundState:
        if self.opens and on < self.opens:
            return RoundState.UPCOMING
        if on > self.closes:
            return RoundState.CLOSED
        return RoundState.CLOSING if self.closes - on <= SOON else RoundState.OPEN

    def moved(self, years: int) -> "Window":
        """The same round in another year; a round over New Year keeps its length in years."""

        return Window(add_years(self.closes, years), self.opens and add_years(self.opens, years))

    def turns(self) -> Iterable[date]:
        """The days on which the state becomes another one."""

        if self.opens:
            yield self.opens
        yield from (self.closes - SOON, self.closes + timedelta(days=1))


def occurrence(window: Window, on: date, *, repeats_yearly: bool) -> Window:
    """The round as it stands on a day.

    A yearly round is the one that is open or comes next; it stays the one that just closed for
    the rest of that calendar year, so that a page can say "closed for this year".
    """

    if not repeats_yearly:
        return window
    this_year = window.moved(on.year - window.closes.year)
    following = this_year.moved(1)
    if following.state(on) in (RoundState.OPEN, RoundState.CLOSING):
        return following
    return this_year


def next_occurrence(window: Window, on: date, *, repeats_yearly: bool) -> Window | None:
    """The round that is open or comes next after a day, or None where there is none."""

    now = occurrence(window, on, repeats_yearly=repeats_yearly)
    if on <= now.closes:
        return now
    return now.moved(1) if repeats_yearly else None


# What is of most use to somebody who looks for money comes first.
USE = (RoundState.CLOSING, RoundState.OPEN, RoundState.UPCOMING, RoundState.CLOSED)


def current(windows: Iterable[tuple[Window, bool]], on: date) -> Window | None:
    """Of all the rounds of a scheme (with whether each repeats yearly), the one to show on a day.

    The first that is open, else the next to open, else the one that closed last.
    """

    now = [occurrence(window, on, repeats_yearly=yearly) for window, yearly in windows]
    coming = [
        found
        for window, yearly in windows
        if (found := next_occurrence(window, on, repeats_yearly=yearly))
    ]
    if coming:
        return min(coming, key=lambda found: (USE.index(found.state(on)), found.closes))
    return max(now, default=None)


def turning_days(windows: Iterable[tuple[Window, bool]], on: date, *, years: int = 2) -> list[date]:
    """The days after `on`, within some years, on which the state of any round changes."""

    last = add_years(on, years)
    moved = chain.from_iterable(
        (
            occurrence(window, on, repeats_yearly=True).moved(year).turns()
            for year in range(years + 1)
        )
        if yearly
        else (window.turns(),)
        for window, yearly in windows
    )
    return sorted({day for days in moved for day in days if on < day <= last})
