"""What a thing's state is worth: a table, and its bounds."""

from datetime import date, timedelta

import pytest

from civsam_search.boosts import BOOSTS, LEAST, MOST, State, best_first, boosts, factor, reach

TODAY = date(2026, 3, 16)


@pytest.mark.parametrize("boost", BOOSTS, ids=lambda boost: f"{boost.kind} {boost.status}")
def test_each_boost_is_in_bounds_and_has_a_reason(boost):
    assert LEAST <= boost.factor <= MOST
    assert boost.factor != 1
    assert str(boost.reason)


@pytest.mark.parametrize(
    ("kind", "status", "days", "expected"),
    [
        ("grant", "open", None, 1.15),
        ("grant", "open", 0, 1.15 * 1.1),
        ("grant", "open", 30, 1.15 * 1.1),
        ("grant", "open", 31, 1.15),
        ("grant", "open", -1, 1.15),
        ("grant", "closed", 10, 0.9),
        ("need", "open", 10, 1.0),
        ("anything", "", None, 1.0),
    ],
)
def test_what_can_be_applied_for_soon_counts_more(kind, status, days, expected):
    deadline = None if days is None else TODAY + timedelta(days=days)
    assert factor(State(kind, status, deadline), TODAY) == pytest.approx(expected)


def test_each_part_of_a_factor_has_its_reason():
    soon = State("grant", "open", TODAY + timedelta(days=3))
    assert [boost.factor for boost in boosts(soon, TODAY)] == [1.15, 1.1]
    assert boosts(State("need", "open"), TODAY) == []


def test_a_state_moves_a_hit_but_a_much_better_one_stays_first():
    states = {"best": State("grant", "closed"), "near": State("grant", "open"), "far": State("x")}
    factors = {name: factor(state, TODAY) for name, state in states.items()}
    scored = [("best", 2.0), ("near", 1.6), ("far", 0.5)]
    assert best_first(scored, factors) == ["near", "best", "far"]
    assert best_first([("best", 3.0), *scored[1:]], factors) == ["best", "near", "far"]


def test_a_hit_that_has_just_gone_stays_where_its_words_put_it():
    scored = [("open", 1.0), ("gone", 1.1), ("shut", 1.2)]
    assert best_first(scored, {"open": 1.15, "shut": 0.9}) == ["open", "gone", "shut"]


def test_equals_stay_in_the_order_they_came_in():
    factors = dict.fromkeys("abc", 0.8)
    assert best_first([("b", 1.0), ("a", 1.0), ("c", 1.0)], factors) == ["b", "a", "c"]


@pytest.mark.parametrize(("per_page", "expected"), [(1, 200), (20, 200), (30, 180), (500, 500)])
def test_whole_pages_are_put_in_order(per_page, expected):
    assert reach(per_page) == expected
