"""What the cards of all kinds share, and the periods they hold for."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation

from civsam_pages.arena import cards
from civsam_pages.arena.history import history
from civsam_search.documents import Card, SearchDocument

TODAY = date(2026, 3, 18)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def at(day: date) -> tuple[Card, str, date | None]:
    return Card(kind_label=day.isoformat(), icon="need"), f"on {day}", None


def test_a_thing_that_nothing_changes_has_one_period_for_ever():
    (period,) = cards.periods(at, TODAY)
    assert (period.starts, period.ends, period.status) == (date.min, date.max, f"on {TODAY}")


def test_each_coming_turn_begins_a_period_and_passed_turns_none():
    soon, later = TODAY + timedelta(days=5), TODAY + timedelta(days=30)
    found = cards.periods(at, TODAY, [TODAY - timedelta(days=1), TODAY, soon, later])
    assert [period.status for period in found] == [f"on {TODAY}", f"on {soon}", f"on {later}"]
    assert [period.starts for period in found] == [date.min, soon, later]
    SearchDocument(key="page:1", kind="need", title="", periods=found)  # without gaps


@pytest.mark.parametrize(
    ("items", "sentence", "row"),
    [
        ([], "", ""),
        (["Norrstrand"], "Norrstrand", "Norrstrand"),
        (["Vuxna", "Äldre"], "Vuxna and Äldre", "Vuxna, äldre"),
        (["Barn", "RFSL", "Unga"], "Barn, RFSL and Unga", "Barn, RFSL, unga"),
    ],
)
def test_lists_of_words_read_as_a_sentence_or_a_row(items, sentence, row):
    assert cards.in_words(items) == sentence
    assert cards.in_a_row(items) == row


def test_a_month_that_begins_a_fact_has_a_capital():
    with translation.override("sv"):
        assert cards.month(date(2026, 9, 1)) == "September 2026"


def test_a_municipal_owner_has_the_mark_of_the_kommun():
    unit = SimpleNamespace(title="Norrstrands fritidsgård", is_municipal=True)
    assert [meta.icon for meta in cards.actor_meta(unit)] == ["unit"]
    assert cards.actor_meta(None) == ()


def test_what_editors_tell_of_a_day_stands_instead_of_what_the_fields_know():
    told = SimpleNamespace(day=date(2026, 3, 16), text="Fritidsgården bekräftade.")
    events = history(
        [told],
        (date(2026, 3, 16), "Confirmed."),
        (date(2026, 2, 12), "Published."),
        (None, "Never."),
    )
    assert [event.text for event in events] == ["Fritidsgården bekräftade.", "Published."]
