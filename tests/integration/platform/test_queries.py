"""Ten of everything or five hundred: each page asks as many questions, and they are few."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civsam_pages.grants.models import GrantIndexPage, GrantPage
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.models import ActorPage
from civsam_search.api import reindex
from tests import factories as make

PAGE, LIST = 15, 20
WANTED = {"kind": "volunteers", "title": "En volontär", "note": make.XSS}
UPDATE = {"day": date(2026, 3, 4), "text": f"Det gick bra. {make.XSS}"}
ROWS = {
    "homework": {
        "wanted": WANTED,
        "updates": UPDATE,
        "evidence": {"title": f"Enkät {make.XSS}", "url": "https://alvsunda.example/"},
    },
    "languages": {
        "asks": WANTED,
        "offers": WANTED,
        "updates": UPDATE,
        "funding": {"source": f"Fonden {make.XSS}", "state": "granted"},
        "figures": {"figure": "31", "label": "unga kom"},
    },
    "project": {
        "requirements": {"text": f"Stadgar {make.XSS}"},
        "decision_levels": {"decided_by": "Handläggare", "answer_time": "3 veckor"},
        "rounds": {"name": "Våren", "closes_on": date(2026, 4, 1), "repeats_yearly": True},
    },
}


@pytest.fixture
def town(db):
    town = make.town()
    town.grants = make.add(town.start, GrantIndexPage, "Bidrag", summary="Pengar att söka.")
    about = {"themes": [town.words.theme], "summary": "Till det nya.", "amount_text": "1 krona"}
    town.project = make.add(town.grants, GrantPage, "Projektbidrag", **about)
    return town


def fill(town, number: int) -> None:
    """`number` more of each kind, all of one owner and one topic, and of each kind of row."""
    owned = {"owner_actor_id": town.open_door.pk}
    for parent, model, fields in (
        (town.needs, NeedPage, {"state": "open", **owned}),
        (town.initiatives, InitiativePage, {"phase": "idea", **owned}),
        (town.grants, GrantPage, {"amount_text": "1 krona"}),
        (town.register, ActorPage, {"kind": "association"}),
    ):
        made = make.many(parent, model, number, index=False, **fields)
        field = model._meta.get_field("themes")
        link = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        link.objects.bulk_create(link(**{source: one, target: town.words.theme}) for one in made)
        reindex([one.pk for one in made])
    for name, kinds in ROWS.items():
        page = getattr(town, name)
        for relation, values in kinds.items():
            row = getattr(page, relation).model
            row.objects.bulk_create(row(page_id=page.pk, **values) for _ in range(number))


def asked(client, url: str) -> int:
    """The fewest of four visits: what is kept for seconds may just have to be read again."""
    visits = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        visits.append(len(queries))
    return min(visits)


def test_ten_or_five_hundred_of_everything_cost_the_same(town, client):
    pages = (town.homework, town.languages, town.project, town.open_door)
    lists = (town.needs, town.initiatives, town.grants, town.register)
    bounds = {page.url: PAGE for page in pages} | {page.url: LIST for page in lists}
    fill(town, 10)
    few = {url: asked(client, url) for url in bounds}
    assert {url: n for url, n in few.items() if n > bounds[url]} == {}
    fill(town, 490)
    assert {url: asked(client, url) for url in bounds} == few
