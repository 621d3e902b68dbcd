"""The year drawn as a wheel: where its days lie."""

import re
from datetime import date, timedelta

import pytest

from civsam_pages.grants import wheel
from civsam_pages.grants.wheel import Spot

ON = date(2026, 3, 18)


def numbers(path):
    return [float(n) for n in re.findall(r"-?\d+\.?\d*", path)]


def near(found, drawn):
    return numbers(found) == pytest.approx(numbers(drawn), abs=0.11)


def day(month, of_month):
    return date(2026, month, of_month)


@pytest.mark.parametrize(
    ("month", "path"),
    [
        (1, "M260.0 154.0L260.0 44.0"),
        (2, "M313.9 168.7L369.9 74.0"),
        (7, "M262.7 366.0L265.6 475.9"),
        (12, "M206.1 168.7L150.1 74.0"),
    ],
)
def test_every_month_begins_at_its_line(month, path):
    assert near(wheel.draw([], ON).ticks[month - 1], path)


def test_the_months_are_written_around_the_wheel_in_order():
    months = wheel.draw([], ON).months
    assert [mark.day.month for mark in months] == list(range(1, 13))
    assert [(float(m.x), float(m.baseline)) for m in months][:3] == [
        (pytest.approx(318, abs=0.6), pytest.approx(31, abs=0.6)),
        (pytest.approx(429, abs=0.6), pytest.approx(93, abs=0.6)),
        (pytest.approx(490, abs=0.6), pytest.approx(191, abs=0.6)),
    ]


@pytest.mark.parametrize(
    ("lane", "opens", "closes", "path"),
    [
        (1, day(1, 15), day(2, 25), "M306.8 69.7A196 196 0 0 1 419.1 145.5"),
        (1, day(7, 15), day(8, 25), "M218.1 451.5A196 196 0 0 1 103.9 378.6"),
        (2, day(2, 16), day(3, 31), "M373.9 147.6A160 160 0 0 1 419.9 253.8"),
        (3, day(10, 1), day(11, 15), "M136.0 261.6A124 124 0 0 1 170.3 174.4"),
    ],
)
def test_an_open_round_is_an_arc_from_its_first_to_its_last_day(lane, opens, closes, path):
    (arc,) = wheel.draw([Spot(lane, 1, closes, opens)], ON).arcs
    assert (arc.lane, near(arc.d, path)) == (lane, True)


def test_an_arc_goes_over_new_year_and_the_long_way_round():
    assert " 0 0 1 " in wheel.arc(date(2025, 11, 15), date(2026, 1, 31), 196)
    assert " 0 1 1 " in wheel.arc(date(2026, 1, 15), date(2026, 10, 1), 196)


def test_a_round_without_a_first_day_has_a_dot_and_no_arc():
    drawing = wheel.draw([Spot(1, 1, day(3, 31))], ON)
    assert (len(drawing.dots), drawing.arcs) == (1, ())


@pytest.mark.parametrize(
    ("lane", "closes", "x", "y"),
    [(1, day(3, 31), 455.9, 252.4), (2, day(9, 30), 100.1, 264.8), (3, day(4, 15), 381.0, 287.0)],
)
def test_a_last_day_is_a_dot_with_its_number_in_the_middle(lane, closes, x, y):
    (dot,) = wheel.draw([Spot(lane, 7, closes)], ON).dots
    assert (float(dot.x), float(dot.y)) == pytest.approx((x, y), abs=0.11)
    assert float(dot.baseline) == pytest.approx(y + 6, abs=0.11)
    assert (dot.number, dot.lane) == (7, lane)


def test_today_is_a_line():
    assert near(wheel.draw([], ON).today, "M329.5 241.3L464.7 205.0")


def test_only_lanes_that_hold_something_are_drawn():
    assert wheel.draw([], ON).lanes == ()
    assert wheel.draw([Spot(1, 1, day(3, 31)), Spot(2, 2, day(3, 31))], ON).lanes == (196, 160)


def test_a_leap_year_has_room_for_all_its_days():
    assert wheel.angle(date(2028, 1, 1)) == 0
    assert wheel.angle(date(2028, 12, 31)) < 360
    assert wheel.angle(date(2028, 12, 31)) == pytest.approx(359.02, abs=0.01)


def test_dots_that_are_apart_stay_where_they_are():
    assert wheel.spread([10, 100, 200, 350], 9) == pytest.approx([10, 100, 200, 350])


def test_dots_upon_each_other_are_laid_side_by_side_around_their_middle():
    assert wheel.spread([87, 90], 9) == pytest.approx([84, 93])
    assert wheel.spread([80, 90, 90, 90], 9) == pytest.approx([74, 83, 92, 101])


def test_dots_at_both_sides_of_new_year_do_not_meet():
    assert wheel.spread([1, 359], 10) == pytest.approx([5, 355])


@pytest.mark.parametrize("step", [1, 3, 7, 11, 30, 90, 177])
@pytest.mark.parametrize("count", [1, 2, 5, 13, 26])
def test_no_two_dots_cover_each_other_as_long_as_there_is_room(step, count):
    angles = sorted(n * step * 1.37 % 360 for n in range(count))
    placed = wheel.spread(angles, 13.4)
    assert len(placed) == count
    between = [(b - a) % 360 for a, b in zip(placed, placed[1:] + placed[:1], strict=True)]
    assert count == 1 or min(between) >= min(13.4, 360 / count) - 1e-6
    assert sum(between) == pytest.approx(360) or count == 1  # in order, once around


def test_the_same_day_twice_in_a_lane_is_one_dot_for_one_number():
    spots = [Spot(1, 1, day(3, 31), day(2, 1)), Spot(1, 1, day(3, 31), day(3, 1))]
    drawing = wheel.draw(spots, ON)
    assert (len(drawing.dots), len(drawing.arcs)) == (1, 2)


def test_forty_last_days_are_forty_dots():
    spots = [Spot(n % 3 + 1, n, day(1, 1) + timedelta(days=9 * n), day(1, 1)) for n in range(1, 41)]
    drawing = wheel.draw(spots, ON)
    assert sorted(dot.number for dot in drawing.dots) == list(range(1, 41))
