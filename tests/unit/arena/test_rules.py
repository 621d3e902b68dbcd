"""When facts grow old, and what people look for."""

from datetime import date

import pytest

from civsam_pages.arena.rules import WANTED_ICONS, Wanted, add_years, grows_old_on


@pytest.mark.parametrize(
    ("confirmed", "old"),
    [
        (date(2025, 3, 18), date(2026, 3, 18)),
        (date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_facts_are_old_a_year_after_they_were_confirmed(confirmed, old):
    assert grows_old_on(confirmed) == old


def test_a_leap_day_comes_back_every_fourth_year():
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_everything_people_look_for_has_an_icon():
    assert set(WANTED_ICONS) == set(Wanted)
