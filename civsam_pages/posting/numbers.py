"""Reads for the page of numbers: what was sent, decided, answered and met, by month or theme.

Numbers of things, never of people. As many queries whatever the period and the number of pages.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.apps import apps
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from civsam_pages.arena import seeing
from civsam_pages.arena.models import Theme
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import NeedState
from civsam_pages.register.models import ActorPage
from civsam_search.api import today

from .models import DirectPublication, ReadyText, ReviewTaskState
from .rules import NEEDS_WORDS, FormCode, Outcome

MODELS: Mapping[FormCode, Any] = {
    FormCode.NEED: NeedPage,
    FormCode.INITIATIVE: InitiativePage,
    FormCode.PROFILE: ActorPage,
}
DECIDED = (Outcome.APPROVED, *NEEDS_WORDS)
NO_THEME = 0


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the latest `months`, of one kind or all, of one theme or all, and by what."""

    months: int = 12
    kind: FormCode | None = None
    theme: Theme | None = None
    by_theme: bool = False

    @property
    def last(self) -> date:
        return today()

    @property
    def first(self) -> date:
        """The first day of the first month."""
        return self.month_list[0]

    @property
    def month_list(self) -> list[date]:
        """The first day of each month, this one last."""
        ends = self.last.year * 12 + self.last.month - 1
        numbers = range(ends - self.months + 1, ends + 1)
        return [date(number // 12, number % 12 + 1, 1) for number in numbers]


@dataclass
class Row:
    """The numbers of a month or a theme; `key` is its first day or its id."""

    label: str
    key: Any = None
    counts: Counter[str] = field(default_factory=Counter)
    times: list[timedelta] = field(default_factory=list)

    @property
    def median(self) -> timedelta | None:
        """The middle time from sending to the municipality's answer."""
        seconds = [time.total_seconds() for time in self.times]
        return timedelta(seconds=median(seconds)) if seconds else None

    @property
    def ninetieth(self) -> timedelta | None:
        """Nine of ten had their answer within this time."""
        times = sorted(self.times)
        return times[ceil(len(times) * 0.9) - 1] if times else None

    @property
    def is_empty(self) -> bool:
        return not self.times and not any(self.counts.values())


@dataclass(frozen=True, slots=True)
class Reason:
    """Why things were returned: a ready text, or the reviewer's own words."""

    label: str
    count: int


@dataclass
class Numbers:
    """The answer: a row for each month or theme, all together, and why things came back."""

    rows: list[Row]
    total: Row
    reasons: list[Reason]

    @property
    def is_empty(self) -> bool:
        return self.total.is_empty


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to a page on a day."""

    what: str
    page: int
    day: date
    count: int = 1
    time: timedelta | None = None
    reason: int | None = None


def numbers(question: Question) -> Numbers:
    """All numbers that the page shows."""
    known = _Pages(question)
    facts = [fact for fact in _facts(question) if known.concerns(fact.page)]
    total, reasons = Row(_("All")), Counter[int | None]()
    rows = _rows(question)
    for fact in facts:
        keys = known.themes_of(fact.page) if question.by_theme else [fact.day.replace(day=1)]
        for row in [total, *(rows[key] for key in keys if key in rows)]:
            row.counts[fact.what] += fact.count
            if fact.time is not None:
                row.times.append(fact.time)
        if fact.what == "returned":
            reasons[fact.reason] += 1
    shown = list(rows.values())
    if question.by_theme:
        shown = [row for row in shown if not row.is_empty]
    return Numbers(shown, total, _named(reasons))


def _rows(question: Question) -> dict[Any, Row]:
    if question.by_theme:
        themes = [question.theme] if question.theme else Theme.objects.order_by("name")
        rows = {theme.pk: Row(theme.name, theme.pk) for theme in themes}
        return rows if question.theme else {**rows, NO_THEME: Row(_("No theme"), NO_THEME)}
    return {month: Row(capfirst(date_format(month, "F Y")), month) for month in question.month_list}


def _named(reasons: Counter[int | None]) -> list[Reason]:
    titles: dict[int | None, str] = dict(ReadyText.objects.values_list("pk", "title"))
    own = _("In the reviewer’s own words")
    found = Counter[str]()
    for pk, count in reasons.items():
        found[titles.get(pk, own)] += count
    return [Reason(label, count) for label, count in found.most_common()]


class _Pages:
    """Which pages a question is about, and their themes."""

    def __init__(self, question: Question) -> None:
        kinds = [question.kind] if question.kind else list(FormCode)
        self._themes: dict[int, list[int]] = {}
        for kind in kinds:
            model = MODELS[kind]
            self._themes |= {pk: [] for pk in model.objects.values_list("pk", flat=True)}
            if question.by_theme or question.theme:
                column = f"{model._meta.model_name}_id"
                rows = model.themes.through.objects.values_list(column, "theme_id")
                for pk, theme in rows:
                    self._themes[pk].append(theme)
        if question.theme:
            of_it = question.theme.pk
            self._themes = {pk: [of_it] for pk, found in self._themes.items() if of_it in found}

    def concerns(self, pk: int) -> bool:
        return pk in self._themes

    def themes_of(self, pk: int) -> list[int]:
        return self._themes[pk] or [NO_THEME]


# --- what happened ------------------------------------------------------------------------------


def _facts(question: Question) -> Iterable[Fact]:
    zone = timezone.get_default_timezone()
    begins = datetime.combine(question.first, datetime.min.time(), zone)
    yield from _sent(begins)
    yield from _decided(begins)
    yield from _published_at_once(begins)
    yield from _answered(begins)
    yield from _ended(question.first)
    for (page, month), count in seeing.monthly(question.first, question.last).items():
        yield Fact("seen", page, month, count)


def _sent(begins: datetime) -> Iterable[Fact]:
    """Each thing once, on the day it first came: sent again after a return is the same thing."""
    rows = (
        ReviewTaskState.objects.order_by()
        .values("workflow_state", "workflow_state__object_id")
        .annotate(first=Min("started_at"))
        .filter(first__gte=begins)
    )
    for row in rows:
        yield Fact("sent", int(row["workflow_state__object_id"]), _day(row["first"]))


def _decided(begins: datetime) -> Iterable[Fact]:
    rows = ReviewTaskState.objects.filter(outcome__in=DECIDED, finished_at__gte=begins)
    wanted = ("workflow_state__object_id", "outcome", "started_at", "finished_at", "ready_text")
    for page, outcome, started, finished, reason in rows.values_list(*wanted):
        what = "published" if outcome == Outcome.APPROVED else "returned"
        yield Fact(what, int(page), _day(finished), time=finished - started, reason=reason)


def _published_at_once(begins: datetime) -> Iterable[Fact]:
    rows = DirectPublication.objects.filter(published_at__gte=begins)
    for page, at in rows.values_list("page", "published_at"):
        yield Fact("sent", page, _day(at))
        yield Fact("published", page, _day(at))


def _answered(begins: datetime) -> Iterable[Fact]:
    if not apps.is_installed("civsam_pages.answers"):
        return
    from civsam_pages.answers.models import Answer

    rows = Answer.objects.confirmed().filter(created_at__gte=begins).exclude(page=None)
    for page, at, state in rows.order_by().values_list("page", "created_at", "state"):
        yield Fact("answers", page, _day(at))
        if state == "agreed":
            yield Fact("agreed", page, _day(at))


def _ended(first: date) -> Iterable[Fact]:
    """Needs that an initiative has met, since it was published, and those that were closed."""
    known = NeedPage.objects.filter(live=True, alias_of=None).order_by()
    met = known.filter(state=NeedState.MET).annotate(
        since=Min("initiatives__first_published_at", filter=Q(initiatives__live=True))
    )
    for page, since, published in met.values_list("pk", "since", "last_published_at"):
        at = since or published
        if at and _day(at) >= first:
            yield Fact("met", page, _day(at))
    closed = known.filter(state=NeedState.CLOSED, closed_on__gte=first)
    for page, day in closed.values_list("pk", "closed_on"):
        yield Fact("closed", page, day)


def _day(at: datetime) -> date:
    return timezone.localdate(at)
