"""Roles, dates and moves of requests, as tables."""

from datetime import date

import pytest

from civsam_pages.register.memberships.likeness import ALIKE, likeness, normalised, pieces
from civsam_pages.register.memberships.rules import (
    INCLUDES,
    MOVES,
    OPEN,
    RequestState,
    Role,
    can_move,
    is_running,
    longest_until,
    reminder_due,
    renewed_until,
    roles_with,
)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (Role.EDITOR, {Role.EDITOR, Role.APPLICANT, Role.ADMIN}),
        (Role.APPLICANT, {Role.APPLICANT, Role.ADMIN}),
        (Role.ADMIN, {Role.ADMIN}),
    ],
)
def test_roles_include_each_other(asked, held):
    assert set(roles_with(asked)) == held


def test_every_role_includes_itself():
    assert all(role in INCLUDES[role] for role in Role)


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 3, 17), date(2027, 5, 31)),
        (date(2026, 12, 31), date(2027, 5, 31)),
        (date(2027, 1, 1), date(2028, 5, 31)),
    ],
)
def test_a_right_lasts_until_after_next_years_meeting(day, until):
    assert longest_until(day) == until


@pytest.mark.parametrize(
    ("until", "day", "renewed"),
    [
        (date(2026, 3, 31), date(2026, 3, 18), date(2027, 3, 31)),
        (date(2026, 5, 31), date(2026, 3, 18), date(2027, 5, 31)),
        (date(2027, 5, 31), date(2026, 3, 18), date(2027, 5, 31)),  # not beyond the longest
        (date(2028, 2, 29), date(2028, 1, 1), date(2029, 2, 28)),
        (date(2024, 1, 1), date(2026, 3, 18), date(2026, 3, 18)),  # long gone: today at least
    ],
)
def test_a_renewed_right_lasts_a_year_more(until, day, renewed):
    assert renewed_until(until, day) == renewed


@pytest.mark.parametrize(
    ("left", "step"),
    [(61, None), (60, 60), (45, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)],
)
def test_which_reminder_is_due(left, step):
    until = date(2026, 5, 31)
    day = date.fromordinal(until.toordinal() - left)
    assert reminder_due(until, day) == step


@pytest.mark.parametrize(("lasts", "left", "step"), [(20, 20, None), (20, 7, 7), (5, 3, None)])
def test_a_short_right_is_not_reminded_of_on_its_first_day(lasts, left, step):
    until = date(2026, 5, 31)
    given, day = (date.fromordinal(until.toordinal() - days) for days in (lasts, left))
    assert reminder_due(until, day, given) == step


@pytest.mark.parametrize(
    ("day", "counts"),
    [
        (date(2026, 3, 31), False),
        (date(2026, 4, 1), True),
        (date(2026, 5, 31), True),
        (date(2026, 6, 1), False),
    ],
)
def test_the_first_and_the_last_day_count(day, counts):
    assert is_running(date(2026, 4, 1), date(2026, 5, 31), day) is counts


def test_nothing_leaves_what_is_decided():
    decided = set(RequestState) - OPEN
    assert all(not MOVES[state] for state in decided)


def test_every_open_request_can_be_taken_back_and_a_draft_is_never_approved():
    assert all(can_move(state, RequestState.WITHDRAWN) for state in OPEN)
    assert not can_move(RequestState.DRAFT, RequestState.APPROVED)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Föreningen Öppna dörren", "Öppna dörrens förening", True),
        ("Båtklubben Ankaret", "Öppna dörren", False),
        ("Norrstrands byalag", "Norrstrand byalag", True),
        ("Föreningen", "Nätverket", False),
    ],
)
def test_names_that_look_like_each_other(one, other, alike):
    assert (likeness(pieces(one), pieces(other)) >= ALIKE) is alike


def test_a_name_of_nothing_but_kind_words_is_compared_as_it_is():
    assert normalised("Föreningen") == "föreningen"
