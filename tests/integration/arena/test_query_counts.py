"""How much a page asks the database: little, and the same for ten things as for five hundred."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civsam_pages.grants.models import GrantIndexPage, GrantPage
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.models import ActorPage
from civsam_search.api import reindex
from tests.factories import XSS, add, document, many, picture, publish

DETAIL, LIST = 15, 20
WANTED = {"kind": "volunteers", "title": "En volontär", "note": XSS}
UPDATE = {"day": date(2026, 3, 4), "text": f"Det gick bra. {XSS}"}
ROWS = {
    "homework": {
        "wanted": WANTED,
        "updates": UPDATE,
        "evidence": {"title": f"Enkät {XSS}", "url": "https://alvsunda.example/"},
    },
    "languages": {
        "asks": WANTED,
        "offers": WANTED,
        "updates": UPDATE,
        "funding": {"source": f"Fonden {XSS}", "state": "granted"},
        "figures": {"figure": "31", "label": "unga kom"},
    },
    "project": {
        "requirements": {"text": f"Stadgar {XSS}"},
        "decision_levels": {"decided_by": "Handläggare", "answer_time": "3 veckor"},
        "rounds": {"name": "Våren", "closes_on": date(2026, 4, 1), "repeats_yearly": True},
    },
}


def queries(client, url) -> int:
    """How many queries an address takes once the caches of a running server are warm.

    The fewest of four visits: what is kept for seconds may just have to be read again.
    """

    visits = []
    for _ in range(4):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        visits.append(len(captured))
    return min(visits)


def grow(town, count):
    """`count` things of each kind, all of them the youth centre's and answering the need."""

    owner = {"owner_actor_id": town.youth_centre.pk}
    many(town.needs, NeedPage, count, state="open", **owner)
    made = many(town.initiatives, InitiativePage, count, index=False, phase="seeking", **owner)
    answers = InitiativePage.needs.through
    answers.objects.bulk_create(
        answers(initiativepage_id=page.pk, needpage_id=town.homework.pk) for page in made
    )
    many(town.register, ActorPage, count, kind="association", membership_open=True)
    reindex([town.homework.pk, *(page.pk for page in made)])


@pytest.fixture
def warm(town, client):
    """Counts by name: ten things of each kind first, then five hundred."""

    def count(urls: dict[str, str]) -> tuple[dict, dict]:
        grow(town, 10)
        few = {name: queries(client, url) for name, url in urls.items()}
        grow(town, 490)
        return few, {name: queries(client, url) for name, url in urls.items()}

    return count


def test_detail_pages_take_the_same_few_queries_for_ten_things_and_five_hundred(town, warm):
    image = picture()
    for page in (town.homework, town.languages, town.open_door, town.youth_centre):
        page.image, page.image_alt = image, "Ett bord"
        publish(page)
    names = ("homework", "languages", "open_door", "youth_centre")
    few, lots = warm({name: getattr(town, name).url for name in names})
    assert few == lots
    assert max(few.values()) <= DETAIL, few


def test_lists_take_the_same_few_queries_for_ten_things_and_five_hundred(town, warm):
    urls = {
        "needs": town.needs.url,
        "needs, filtered": f"{town.needs.url}?status=open&status=dialogue&side=kommun",
        "needs, searched": f"{town.needs.url}?q=nummer",
        "initiatives": town.initiatives.url,
        "initiatives, filtered": f"{town.initiatives.url}?status=seeking",
        "register": town.register.url,
        "register, filtered": f"{town.register.url}?open_to=members&form=association",
        "register, page 2": f"{town.register.url}?sort=newest&page=2",
    }
    few, lots = warm(urls)
    assert few == lots
    assert max(few.values()) <= LIST, few


def test_a_list_that_a_filter_has_emptied_asks_as_little(town, warm):
    few, lots = warm({"needs": f"{town.needs.url}?status=withdrawn&side=civil"})
    assert few == lots
    assert max(few.values()) <= LIST, few


def test_a_page_with_pictures_and_files_in_its_text_stays_within_its_queries(town, client):
    image, file = picture(), document("Affisch")
    town.homework.image, town.homework.image_alt = image, "Ett bord"
    town.homework.body = [
        ("image", {"image": {"image": image, "alt_text": "Ett bord", "decorative": False}}),
        ("download", file),
    ]
    publish(town.homework)
    assert queries(client, town.homework.url) <= DETAIL


@pytest.fixture
def project(town):
    """A grant, in a list of its own."""
    town.grants = add(town.start, GrantIndexPage, "Bidrag", summary="Pengar att söka.")
    about = {"themes": [town.words.theme], "summary": "Till det nya.", "amount_text": "1 krona"}
    return add(town.grants, GrantPage, "Projektbidrag", **about)


def grow_alike(town, count):
    """`count` more of each kind, all about one thing."""

    for parent, model, fields in (
        (town.needs, NeedPage, {"state": "open", "owner_actor_id": town.open_door.pk}),
        (town.initiatives, InitiativePage, {"phase": "idea", "owner_actor_id": town.open_door.pk}),
        (town.grants, GrantPage, {"amount_text": "1 krona"}),
        (town.register, ActorPage, {"kind": "association"}),
    ):
        made = many(parent, model, count, index=False, **fields)
        field = model._meta.get_field("themes")
        link = field.remote_field.through
        source, target = field.m2m_field_name(), field.m2m_reverse_field_name()
        link.objects.bulk_create(link(**{source: one, target: town.words.theme}) for one in made)
        reindex([one.pk for one in made])


def test_it_is_the_same_for_ten_or_five_hundred_rows_and_things_alike(town, project, client):
    town.project = project
    pages = (town.homework, town.languages, project, town.open_door)
    lists = (town.needs, town.initiatives, town.grants, town.register)
    bounds = {page.url: DETAIL for page in pages} | {page.url: LIST for page in lists}

    def counted(more):
        grow_alike(town, more)
        for name, kinds in ROWS.items():
            page = getattr(town, name)
            for relation, values in kinds.items():
                row = getattr(page, relation).model
                row.objects.bulk_create(row(page_id=page.pk, **values) for _ in range(more))
        return {url: queries(client, url) for url in bounds}

    few = counted(10)
    assert {url: n for url, n in few.items() if n > bounds[url]} == {}
    assert counted(490) == few
