"""What is true of reports and decisions, and what the rooms know of them, without a database."""

from types import SimpleNamespace

import pytest

from civsam_pages.arena import reporting, stops
from civsam_pages.arena.decisions import no
from civsam_pages.arena.stops import Doing
from civsam_pages.moderation.rules import OBJECT_WITHIN, RESTRICTS, UNDOES, WAITING, Act


@pytest.fixture
def judges(monkeypatch):
    found: list = []
    monkeypatch.setattr(stops, "_JUDGES", found)
    return found


def test_where_nobody_moderates_everybody_may(judges):
    assert stops.may(Doing.WRITE, address="kim@posten.example")


def test_the_one_who_moderates_is_asked_with_ids_and_no_visitors(judges):
    asked = []
    stops.use(lambda *about: asked.append(about) or no("Nej"))
    visitor = SimpleNamespace(is_authenticated=False)
    assert stops.may(Doing.SEND, user=visitor, actor=SimpleNamespace(pk=7)).reason == "Nej"
    assert asked == [(Doing.SEND, None, 7, "")]


def test_a_page_is_reported_only_where_somebody_takes_reports(monkeypatch):
    monkeypatch.setattr(reporting, "_FORMS", [])
    page = SimpleNamespace(pk=3, live=True)
    assert reporting.form_url(page) == ""
    reporting.use(lambda pk: f"/anmal/{pk}/")
    assert reporting.form_url(page) == "/anmal/3/"
    assert reporting.form_url(SimpleNamespace(pk=3, live=False)) == ""
    assert reporting.form_url(SimpleNamespace(pk=None, live=True)) == ""


def test_whatever_takes_something_from_somebody_can_be_undone():
    assert set(UNDOES.values()) == set(RESTRICTS)
    assert not set(UNDOES) & set(RESTRICTS)
    assert Act.DISMISS not in {*UNDOES, *RESTRICTS}


def test_one_has_six_months_to_object():
    assert OBJECT_WITHIN.days >= 183


def test_what_is_decided_does_not_wait():
    assert "decided" not in WAITING
