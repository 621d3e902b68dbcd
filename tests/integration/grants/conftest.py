"""The grants that the tests tell about, on a Wednesday in March."""

from datetime import date
from types import SimpleNamespace

import pytest

from civsam_pages.arena.models import MunicipalUnit
from civsam_pages.grants.models import ApplicantKind, GrantIndexPage, GrantPage
from civsam_search.api import reindex
from tests.factories import add, site

TODAY = date(2026, 3, 18)
SPRING = {"name": "Våren", "opens_on": date(2026, 2, 16), "closes_on": date(2026, 3, 31)}
AUTUMN = {"name": "Hösten", "opens_on": date(2026, 8, 17), "closes_on": date(2026, 9, 30)}


def grant(index, title, **fields) -> GrantPage:
    """A published grant in the search, per default for projects, with fixed days."""

    given = {
        "summary": "För projekt där människor gör något tillsammans.",
        "amount_text": "Upp till 60 000 kr",
        "grant_type": "project",
        **fields,
    }
    page = add(index, GrantPage, title, **given)
    reindex([page])
    return page


@pytest.fixture
def today(time_machine):
    """It is ten o'clock in Älvsunda on 18 March 2026."""

    time_machine.move_to("2026-03-18T10:00:00+01:00")
    return TODAY


@pytest.fixture
def town(db, today):
    """A list of grants, the desk that handles them, and who may apply."""

    here = site()
    desk = MunicipalUnit.objects.create(
        slug="socialforvaltningen",
        name="Socialförvaltningen",
        authority="Socialnämnden",
        email="bidrag@alvsunda.example",
        phone="0980-319 220",
        phone_hours="tisdagar 10–12",
    )
    return SimpleNamespace(
        site=here,
        grants=add(here.root_page, GrantIndexPage, "Bidrag", summary="Alla bidrag."),
        desk=desk,
        association=ApplicantKind.objects.get(slug="forening"),
        young=ApplicantKind.objects.get(slug="unga"),
    )
