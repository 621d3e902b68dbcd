"""What is true of posting and review, without a database."""

from datetime import date

import pytest

from civsam_pages.posting.differences import compare_words
from civsam_pages.posting.rules import (
    BACK_WITH_AUTHOR,
    DECISIONS,
    NEEDS_WORDS,
    Outcome,
    confirmation_due,
    working_days_after,
)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 16), date(2026, 11, 18)),  # Monday to Wednesday
        (date(2026, 11, 19), date(2026, 11, 23)),  # Thursday to Monday
        (date(2026, 11, 20), date(2026, 11, 24)),  # Friday to Tuesday
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday to Tuesday
        (date(2026, 11, 22), date(2026, 11, 24)),  # Sunday to Tuesday
    ],
)
def test_an_answer_is_due_in_two_working_days(day, due):
    assert working_days_after(day, 2) == due


def test_no_days_are_the_same_day():
    assert working_days_after(date(2026, 11, 21), 0) == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("confirmed", "due"),
    [(None, True), (date(2025, 11, 22), True), (date(2025, 11, 23), False)],
)
def test_a_section_is_confirmed_once_a_year(confirmed, due):
    assert confirmation_due(confirmed, date(2026, 11, 22)) is due


def test_whatever_goes_back_to_its_author_has_words():
    assert NEEDS_WORDS < BACK_WITH_AUTHOR
    assert set(DECISIONS.values()) > NEEDS_WORDS
    assert Outcome.APPROVED not in BACK_WITH_AUTHOR


def test_a_difference_is_told_word_by_word():
    pieces = [(piece.kind, piece.text) for piece in compare_words("Vi är tolv", "Vi är trettio")]
    assert pieces == [("same", "Vi är "), ("gone", "tolv"), ("new", "trettio")]


def test_nothing_new_is_all_the_same():
    assert [piece.kind for piece in compare_words("Samma ord", "Samma ord")] == ["same"]
