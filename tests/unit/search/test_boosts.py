"""What a thing's state is worth: a table, and its bounds."""

from datetime import date, timedelta

import pytest

from civsam_search.boosts import BOOSTS, LEAST, MOST, factor

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize("boost", BOOSTS, ids=lambda boost: f"{boost.kind} {boost.status}")
def test_each_boost_is_in_bounds_and_has_a_reason(boost):
    assert LEAST <= boost.factor <= MOST
    assert boost.factor != 1
    assert boost.reason.endswith(".")


@pytest.mark.parametrize(
    ("kind", "status", "days", "expected"),
    [
        ("grant", "open", None, 1.3),
        ("grant", "open", 0, 1.3 * 1.15),
        ("grant", "open", 30, 1.3 * 1.15),
        ("grant", "open", 31, 1.3),
        ("grant", "open", -1, 1.3),
        ("grant", "closed", 10, 0.7),
        ("need", "open", None, 1.0),
        ("anything", "", None, 1.0),
    ],
)
def test_what_can_be_applied_for_soon_counts_more(kind, status, days, expected):
    deadline = None if days is None else TODAY + timedelta(days=days)
    assert factor(kind, status, deadline, TODAY) == pytest.approx(expected)
