"""What the register shows around its list: tabs, letters, and the facts of an actor."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from civsam_pages.register import selectors
from civsam_pages.register.models import ActorPage
from civsam_pages.register.rules import BADGES, PLURALS, ActorKind, RegistrationState
from civsam_pages.register.search import badge, letter_value
from civsam_search.api import initial
from tests.factories import unsaved


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def option(value: str, count: int, *, checked: bool = False):
    return SimpleNamespace(
        value=value,
        label=value.upper(),
        count=count,
        checked=checked,
        url=f"?without-{value}",
        only_url=f"?only-{value}",
    )


def listing(**facets):
    views = {name: SimpleNamespace(options=options) for name, options in facets.items()}
    return SimpleNamespace(
        facet=views.get, address=SimpleNamespace(choosing=lambda name, values: "?all")
    )


def test_the_tabs_begin_with_all():
    tabs = selectors.tabs(listing(form=[option("network", 2), option("umbrella", 1)]), "form")
    assert [(tab.label, tab.count, tab.current) for tab in tabs] == [
        ("All", 3, True),
        ("NETWORK", 2, False),
        ("UMBRELLA", 1, False),
    ]


def test_the_chosen_tab_is_the_current_one():
    tabs = selectors.tabs(
        listing(form=[option("network", 2, checked=True), option("umbrella", 1)]), "form"
    )
    assert [tab.current for tab in tabs] == [False, True, False]


@pytest.mark.parametrize("facets", [{}, {"form": [option("network", 9)]}])
def test_there_are_no_tabs_where_there_is_nothing_to_choose(facets):
    assert selectors.tabs(listing(**facets), "form") == []


def test_a_letter_without_actors_is_only_a_letter():
    letters = selectors.letters(listing(letter=[option("b", 2), option("ö", 1, checked=True)]))
    assert "".join(letter.label for letter in letters) == "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
    linked = {letter.label: letter.url for letter in letters if letter.url}
    assert linked == {"B": "?only-b", "Ö": "?without-ö"}


def test_names_that_begin_with_a_number_come_last():
    letters = selectors.letters(listing(letter=[option("0-9", 2)]))
    assert (letters[-1].label, letters[-1].url) == ("0–9", "?only-0-9")


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("Öppna dörren", "ö"),
        ("Föreningen Öppna dörren", "ö"),
        ("föreningen för frukt", "f"),
        ("Ångströms vänner", "å"),
        ("4H Norrstrand", "0-9"),
        ("”Grannar emellan”", "g"),
        ("Élan", "e"),
        ("", "0-9"),
    ],
)
def test_an_actor_is_found_under_the_letter_people_look_for(title, letter):
    assert letter_value(initial(title)) == letter


@pytest.mark.parametrize(
    ("state", "year", "told"),
    [
        ("registered", 2015, "Yes, since 2015"),
        ("registered", None, "Yes"),
        ("dormant", 2015, "Dormant"),
        ("deregistered", None, "Deregistered"),
    ],
)
def test_the_register_says_since_when(state, year, told):
    actor = unsaved(ActorPage, registration_state=state, registered_year=year)
    assert selectors.register_facts(actor)[0].text == told


def test_a_part_of_the_kommun_is_not_registered():
    assert selectors.register_facts(unsaved(ActorPage, kind="municipal_unit")) == []


def test_every_kind_and_every_registration_has_its_words():
    assert set(PLURALS) == set(ActorKind)
    assert set(BADGES) == set(RegistrationState)


def test_facts_that_nobody_has_confirmed_have_no_state():
    assert badge(unsaved(ActorPage), None) == (None, "")
