"""The way of an initiative, its money, and what its page says first."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from wagtail.models import Page

from civsam_pages.initiatives import abstract, selectors
from civsam_pages.initiatives.models import InitiativeAsk, InitiativeOffer, InitiativePage
from civsam_pages.initiatives.rules import (
    BADGES,
    FUNDING_BADGES,
    STEPS,
    FundingState,
    Phase,
    steps_to,
)
from civsam_search.api import today
from tests.factories import unsaved

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("phase", "states"),
    [
        (Phase.IDEA, ["now", "", "", "", ""]),
        (Phase.SEEKING, ["done", "now", "", "", ""]),
        (Phase.PLANNING, ["done", "done", "now", "", ""]),
        (Phase.RUNNING, ["done", "done", "done", "now", ""]),
        (Phase.ENDED, ["done", "done", "done", "done", "now"]),
        (Phase.PAUSED, ["", "", "", "", ""]),
    ],
)
def test_each_phase_has_its_place_on_the_way(phase, states):
    assert [state for _step, state in steps_to(phase)] == states


def test_a_pause_is_no_step():
    assert set(STEPS) == set(Phase) - {Phase.PAUSED}


def test_every_phase_and_every_sum_has_a_word_and_an_icon():
    assert set(BADGES) == set(Phase)
    assert set(FUNDING_BADGES) == set(FundingState)


def test_the_end_never_comes_before_the_start(monkeypatch):
    monkeypatch.setattr(Page, "clean", lambda self: None)  # Wagtail's own asks the database
    one_day = unsaved(InitiativePage, starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 1))
    abstract.InitiativeFields.clean(one_day)
    with pytest.raises(ValidationError) as refusal:
        abstract.InitiativeFields.clean(
            unsaved(InitiativePage, starts_on=date(2026, 9, 1), ends_on=date(2026, 8, 31))
        )
    assert "ends_on" in refusal.value.message_dict


def initiative(**fields) -> InitiativePage:
    page = unsaved(InitiativePage, **fields)
    page.asks = [
        InitiativeAsk(kind="volunteers", title="Åtta volontärer"),
        InitiativeAsk(kind="volunteers", title="Fyra till"),
        InitiativeAsk(kind="premises", title="Lokal", is_met=True),
    ]
    page.offers = [InitiativeOffer(kind="skills", title="Handledning")]
    return page


@pytest.mark.parametrize(
    ("fields", "labels"),
    [
        ({}, ["Looks for"]),
        ({"starts_on": today() + DAY}, ["Looks for", "Starts"]),
        ({"starts_on": today(), "ends_on": today()}, ["Looks for", "Started", "Goes on until"]),
        (
            {"phase": "ended", "starts_on": today(), "ends_on": today()},
            ["Started", "Ended in"],
        ),
    ],
)
def test_the_first_facts_are_what_it_looks_for_and_when(fields, labels):
    facts = selectors.key_facts(initiative(**fields))
    assert [str(fact.label) for fact in facts] == labels


def test_what_is_solved_is_not_looked_for_and_the_same_thing_is_said_once():
    assert selectors.key_facts(initiative())[0].text == "Volunteers"


def test_without_asks_it_says_what_it_offers():
    page = initiative()
    page.asks = []
    assert str(selectors.key_facts(page)[0].label) == "Offers"


def test_the_steps_say_what_happens_now_and_when_it_runs():
    page = initiative(
        phase="seeking",
        phase_note="En förening till",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 6, 1),
    )
    notes = [step.note for step in selectors.steps(page)]
    assert notes == [
        "",
        "En förening till",
        "",
        "From September 2026 to June 2027.",
        "Then we tell what it has led to.",
    ]
