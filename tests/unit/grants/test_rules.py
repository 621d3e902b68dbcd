"""A round opens, closes and comes back, with nothing to go by but the day."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from civsam_pages.grants import rules
from civsam_pages.grants.rules import RoundState, Window

UPCOMING, OPEN, CLOSING, CLOSED = RoundState
DAY = timedelta(days=1)
FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)
TWO_YEARS = [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]

SPRING = Window(date(2026, 3, 31), date(2026, 2, 16))
AUTUMN = Window(date(2026, 9, 30), date(2026, 8, 17))
OVER_NEW_YEAR = Window(date(2026, 1, 31), date(2025, 11, 15))
NO_FIRST_DAY = Window(date(2026, 3, 31))
LEAP_DAY = Window(date(2024, 2, 29), date(2024, 1, 10))
ONE_WEEK = Window(date(2026, 5, 7), date(2026, 5, 1))
NATIONAL_DAY_ONCE = Window(date(2027, 5, 2), date(2027, 4, 1))
WHOLE_YEAR = Window(date(2026, 12, 31), date(2026, 1, 1))

SCHEMES = {
    "one round a year": [(SPRING, True)],
    "spring and autumn": [(SPRING, True), (AUTUMN, True)],
    "over New Year": [(OVER_NEW_YEAR, True)],
    "no first day": [(NO_FIRST_DAY, True)],
    "no first day, twice a year": [(NO_FIRST_DAY, True), (Window(date(2026, 9, 30)), True)],
    "29 February": [(LEAP_DAY, True)],
    "a week, shorter than the warning": [(ONE_WEEK, True)],
    "once only": [(NATIONAL_DAY_ONCE, False)],
    "once, without a first day": [(Window(date(2027, 5, 2)), False)],
    "every year and once more": [(SPRING, True), (NATIONAL_DAY_ONCE, False)],
    "all the year, every year": [(WHOLE_YEAR, True)],
    "two that overlap": [(SPRING, True), (Window(date(2026, 5, 1), date(2026, 3, 1)), True)],
    "all of them": [
        (SPRING, True), (AUTUMN, True), (OVER_NEW_YEAR, True), (LEAP_DAY, True), (ONE_WEEK, True),
        (NATIONAL_DAY_ONCE, False),
    ],
    "over long ago": [(Window(date(2020, 5, 2), date(2020, 4, 1)), False)],
    "none": [],
}  # fmt: skip


def shown(scheme, on):
    window = rules.current(scheme, on)
    return window, window and window.state(on)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 2, 15), UPCOMING),
        (date(2026, 2, 16), OPEN),
        (date(2026, 3, 16), OPEN),
        (date(2026, 3, 17), CLOSING),  # fourteen days left
        (date(2026, 3, 31), CLOSING),  # the last day counts
        (date(2026, 4, 1), CLOSED),
    ],
)
def test_a_round_opens_warns_fourteen_days_before_and_closes_after_its_last_day(on, state):
    assert SPRING.state(on) == state


def test_a_round_without_a_first_day_is_open_until_its_last_day_is_over():
    assert NO_FIRST_DAY.state(date(2020, 1, 1)) == OPEN
    assert NO_FIRST_DAY.state(date(2026, 4, 1)) == CLOSED


@pytest.mark.parametrize(
    ("window", "on", "closes", "state"),
    [
        (SPRING, date(2027, 1, 1), date(2027, 3, 31), UPCOMING),
        (SPRING, date(2027, 3, 31), date(2027, 3, 31), CLOSING),
        (SPRING, date(2027, 4, 1), date(2027, 3, 31), CLOSED),  # for this year
        (SPRING, date(2027, 12, 31), date(2027, 3, 31), CLOSED),
        (SPRING, date(2028, 1, 1), date(2028, 3, 31), UPCOMING),
        (SPRING, date(2019, 3, 1), date(2019, 3, 31), OPEN),  # before its own first year too
        (OVER_NEW_YEAR, date(2027, 1, 31), date(2027, 1, 31), CLOSING),
        (OVER_NEW_YEAR, date(2027, 2, 1), date(2028, 1, 31), UPCOMING),  # opens this year
        (OVER_NEW_YEAR, date(2027, 11, 15), date(2028, 1, 31), OPEN),
        (OVER_NEW_YEAR, date(2027, 12, 31), date(2028, 1, 31), OPEN),
        (OVER_NEW_YEAR, date(2028, 1, 1), date(2028, 1, 31), OPEN),
        (NO_FIRST_DAY, date(2027, 2, 1), date(2027, 3, 31), OPEN),
        (NO_FIRST_DAY, date(2027, 4, 1), date(2028, 3, 31), OPEN),
        (LEAP_DAY, date(2027, 2, 28), date(2027, 2, 28), CLOSING),
        (LEAP_DAY, date(2027, 3, 1), date(2027, 2, 28), CLOSED),
        (LEAP_DAY, date(2028, 2, 29), date(2028, 2, 29), CLOSING),
        (ONE_WEEK, date(2027, 4, 30), date(2027, 5, 7), UPCOMING),
        (ONE_WEEK, date(2027, 5, 1), date(2027, 5, 7), CLOSING),  # never just open
        (WHOLE_YEAR, date(2028, 1, 1), date(2028, 12, 31), OPEN),
    ],
)
def test_a_yearly_round_comes_back(window, on, closes, state):
    found = rules.occurrence(window, on, repeats_yearly=True)
    assert (found.closes, found.state(on)) == (closes, state)


def test_a_round_that_does_not_come_back_stays_where_it_is():
    assert rules.occurrence(SPRING, date(2030, 1, 1), repeats_yearly=False) == SPRING
    assert rules.next_occurrence(SPRING, date(2026, 4, 1), repeats_yearly=False) is None
    assert rules.next_occurrence(SPRING, date(2026, 3, 31), repeats_yearly=False) == SPRING


@pytest.mark.parametrize("window", [SPRING, OVER_NEW_YEAR, NO_FIRST_DAY, LEAP_DAY, WHOLE_YEAR])
def test_every_day_of_two_years_has_a_round_that_is_open_or_comes_next(window):
    for on in TWO_YEARS:
        coming = rules.next_occurrence(window, on, repeats_yearly=True)
        assert on <= coming.closes <= on + timedelta(days=366)
        now = rules.occurrence(window, on, repeats_yearly=True)
        assert now == coming or now.state(on) == CLOSED


@pytest.mark.parametrize(
    ("on", "closes", "state"),
    [
        (date(2027, 1, 1), date(2027, 3, 31), UPCOMING),
        (date(2027, 3, 1), date(2027, 3, 31), OPEN),
        (date(2027, 4, 1), date(2027, 9, 30), UPCOMING),  # autumn is next, not closed
        (date(2027, 9, 30), date(2027, 9, 30), CLOSING),
        (date(2027, 10, 1), date(2027, 9, 30), CLOSED),  # what closed last
        (date(2028, 1, 1), date(2028, 3, 31), UPCOMING),
    ],
)
def test_of_two_rounds_a_year_the_one_of_most_use_is_shown(on, closes, state):
    window, found = shown(SCHEMES["spring and autumn"], on)
    assert (window.closes, found) == (closes, state)


def test_of_two_open_rounds_the_one_that_closes_first_is_shown():
    window, state = shown(SCHEMES["two that overlap"], date(2027, 3, 10))
    assert (window.closes, state) == (date(2027, 3, 31), OPEN)


def test_of_two_coming_rounds_the_one_that_opens_first_is_shown():
    long, short = (
        Window(date(2027, 12, 1), date(2027, 5, 1)),
        Window(date(2027, 7, 1), date(2027, 6, 1)),
    )
    assert rules.current([(short, False), (long, False)], date(2027, 2, 1)) == long


def test_a_scheme_without_rounds_has_nothing_to_show():
    assert shown([], FIRST) == (None, None)
    assert rules.turning_days([], FIRST) == []
    assert rules.opens_next([], FIRST) is None


@pytest.mark.parametrize(
    ("name", "on", "day"),
    [
        ("one round a year", date(2027, 4, 1), date(2028, 2, 16)),
        ("one round a year", date(2027, 2, 15), date(2027, 2, 16)),
        ("spring and autumn", date(2027, 3, 1), date(2027, 8, 17)),
        ("spring and autumn", date(2027, 10, 1), date(2028, 2, 16)),
        ("over New Year", date(2027, 2, 1), date(2027, 11, 15)),
        ("no first day", date(2027, 4, 1), None),
        ("once only", date(2027, 5, 3), None),
        ("29 February", date(2027, 3, 1), date(2028, 1, 10)),
    ],
)
def test_a_closed_scheme_tells_when_it_opens_next(name, on, day):
    assert rules.opens_next(SCHEMES[name], on) == day


@pytest.mark.parametrize("name", SCHEMES)
def test_every_day_has_one_state_that_changes_only_on_turning_days(name):
    """Between the turning days nothing that a card shows is another; on them something is."""

    scheme = SCHEMES[name]
    turns = set(rules.turning_days(scheme, FIRST))

    def facts(on):
        window, state = shown(scheme, on)
        waits = window and not window.is_open(on)
        return window, state, rules.opens_next(scheme, on) if waits else None

    for on in TWO_YEARS[1:]:
        assert (facts(on) != facts(on - DAY)) == (on in turns), on


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_is_open_exactly_when_one_of_its_rounds_is(name):
    """Against a second way to say the same: all the years' rounds written out."""

    written_out = [
        window.in_year(year) if yearly else window
        for window, yearly in SCHEMES[name]
        for year in (range(2025, 2031) if yearly else (0,))
    ]
    for on in TWO_YEARS:
        is_open = any(
            window.is_open(on) if window.opens else on <= window.closes for window in written_out
        )
        window, state = shown(SCHEMES[name], on)
        assert (state in (OPEN, CLOSING)) == is_open, on
        if state == CLOSING:
            assert on <= window.closes <= on + timedelta(days=14)


def test_turning_days_are_in_the_future_in_order_and_within_the_years():
    days = rules.turning_days(SCHEMES["all of them"], date(2027, 3, 17))
    assert days == sorted(set(days))
    assert date(2027, 3, 17) < days[0]
    assert days[-1] <= date(2029, 3, 17)


def test_days_without_a_change_are_no_turning_days():
    """The whole year, every year: only the warning and the new year's round."""

    assert rules.turning_days(SCHEMES["all the year, every year"], FIRST, years=1) == [
        date(2027, 12, 17),
        date(2028, 1, 1),
    ]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        ([20_000, 60_000, None], ["Up to and including 20 000 kr", "20 001–60 000 kr",
                                  "Over 60 000 kr"]),
        ([None, 60_000, 20_000], ["Up to and including 20 000 kr", "20 001–60 000 kr",
                                  "Over 60 000 kr"]),
        ([500], ["Up to and including 500 kr"]),
        ([None], ["Whatever you apply for"]),
        ([1_000_000, None], ["Up to and including 1 000 000 kr", "Over 1 000 000 kr"]),
        ([], []),
    ],
)  # fmt: skip
def test_decision_levels_become_ranges(limits, words):
    with translation.override("en"):
        found = [rules.amount_range(*ends) for ends in rules.amount_ranges(limits)]
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for text in found] == words


def test_an_amount_never_breaks_over_two_lines():
    assert " " not in rules.amount_range(20_000, 60_000)


@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("3 weeks", "Answer within 3 weeks"),
        ("Answer in June", "Answer in June"),
        ("The May meeting", "Answer: The May meeting"),
    ],
)
def test_an_answer_time_stands_alone(time, words):
    with translation.override("en"):
        assert rules.answer_within(time) == words


@pytest.mark.parametrize(
    ("name", "has_year"),
    [("Våren 2026", True), ("Våren", False), ("Omgång 2", False), ("Lov 20265", False)],
)
def test_a_name_that_holds_a_year_is_known(name, has_year):
    assert rules.has_year(name) is has_year
