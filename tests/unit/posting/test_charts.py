"""Bars drawn on the server: whole numbers, told apart without colour, and never nothing."""

import pytest

from civsam_pages.posting.charts import NUMBERS, WIDTH, chart


def drawn(*groups, series=("Insänt",)):
    return chart("posted", "Insänt", "Samma siffror står i tabellen.", series, groups)


def lengths(picture):
    return [bar.length for group in picture.groups for bar in group.bars]


def test_the_longest_bar_fills_the_room_and_half_is_half():
    room = WIDTH - NUMBERS
    assert lengths(drawn(("Maj", [(10, "10")]), ("Juni", [(5, "5")]))) == [room, room // 2]


def test_nothing_is_no_bar_and_a_little_is_seen():
    assert lengths(
        drawn(("Maj", [(0, "0")]), ("Juni", [(1, "1")]), ("Juli", [(9999, "9999")]))
    ) == [
        0,
        2,
        WIDTH - NUMBERS,
    ]


def test_nothing_at_all_can_be_drawn():
    assert lengths(drawn(("Maj", [(0, "0")]))) == [0]
    assert drawn().height > 0


def test_series_differ_by_pattern():
    picture = drawn(("Maj", [(1, "1"), (2, "2"), (3, "3")]), series=("a", "b", "c"))
    assert len({bar.pattern for bar in picture.groups[0].bars}) == 3
    assert [one.pattern for one in picture.series] == [
        bar.pattern for bar in picture.groups[0].bars
    ]


def test_groups_do_not_overlap_and_fit_in_the_height():
    picture = drawn(
        ("Maj", [(1, "1"), (2, "2")]), ("Juni", [(3, "3"), (4, "4")]), series=("a", "b")
    )
    tops = [bar.y for group in picture.groups for bar in group.bars]
    assert tops == sorted(set(tops))
    assert tops[-1] + picture.thickness <= picture.height
    for before, group in zip(picture.groups, picture.groups[1:], strict=False):
        assert before.bars[-1].y + picture.thickness < group.y - picture.thickness


def test_more_series_than_can_be_told_apart_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        drawn(series=("a", "b", "c", "d"))
