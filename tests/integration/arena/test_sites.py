"""Two sites in one installation know nothing of each other, and drafts are nobody's."""

from types import SimpleNamespace

import pytest

from civsam_search.api import linked, page_key
from tests import factories as make

LISTS = ("/behov/", "/initiativ/", "/foreningar/", "/behov/?q=läxhjälp", "/foreningar/?q=dörren")


@pytest.fixture
def neighbour(town):
    """Björkvik, another kommun's site, with a need, an initiative and an actor of its own."""

    site = make.site("bjorkvik.localhost", "Björkvik tillsammans")
    below = make.sections(site.root_page)
    actor = make.actor(below.register, "Björkviks byalag")
    return SimpleNamespace(
        site=site,
        **vars(below),
        actor=actor,
        need=make.need(below.needs, "Läxhjälp saknas i Björkvik", owner_actor=actor),
    )


@pytest.mark.parametrize("address", LISTS)
def test_a_list_shows_only_what_belongs_to_its_site(town, neighbour, client, address):
    ours = client.get(address, HTTP_HOST="localhost").content.decode()
    theirs = client.get(address, HTTP_HOST="bjorkvik.localhost").content.decode()
    assert "Björkvik" not in ours
    assert "Norrstrands fritidsgård" not in theirs
    assert "Öppna dörren" not in theirs
    assert ("Läxhjälp" in ours) or ("foreningar" in address)


def test_a_need_is_not_answered_by_an_initiative_on_another_site(town, neighbour, client):
    theirs = make.initiative(
        neighbour.initiatives, "Björkvik läser", needs=[town.homework], owner_actor=town.open_door
    )
    assert "Björkvik läser" not in client.get(town.homework.url).content.decode()
    assert "Björkvik läser" not in client.get(town.open_door.url).content.decode()
    page = client.get("/initiativ/bjorkvik-laser/", HTTP_HOST="bjorkvik.localhost")
    assert theirs.title in page.content.decode()
    assert town.homework.title not in page.content.decode()


def test_an_address_of_one_site_is_not_found_on_the_other(town, neighbour, client):
    path = "/behov/laxhjalp-saknas-i-bjorkvik/"
    assert client.get(path, HTTP_HOST="bjorkvik.localhost").status_code == 200
    assert client.get(path, HTTP_HOST="localhost").status_code == 404


@pytest.fixture
def drafts(town):
    owner = town.open_door
    return SimpleNamespace(
        need=make.need(town.needs, "Hemligt behov", owner_actor=owner, live=False),
        initiative=make.initiative(
            town.initiatives, "Hemligt initiativ", owner_actor=owner, live=False
        ),
        actor=make.actor(town.register, "Hemlig förening", live=False),
    )


@pytest.mark.parametrize("name", ["need", "initiative", "actor"])
def test_a_draft_has_no_address(town, drafts, client, name):
    assert client.get(getattr(drafts, name).url).status_code == 404


@pytest.mark.parametrize(
    "address", [*LISTS, "/behov/?q=hemligt", "/foreningar/?q=hemlig", "/sok/?q=hemligt"]
)
def test_a_draft_is_in_no_list(town, drafts, client, address):
    content = client.get(address).content.decode().split("<main")[1]
    assert "Hemligt behov" not in content
    assert "Hemligt initiativ" not in content
    assert "Hemlig förening" not in content


@pytest.mark.parametrize("name", ["open_door", "homework", "languages"])
def test_a_draft_is_on_no_page_it_is_tied_to(town, drafts, client, name):
    drafts.initiative.needs = [town.homework]
    drafts.initiative.save()
    content = client.get(getattr(town, name).url).content.decode()
    assert "Hemligt" not in content


def test_what_is_taken_down_is_gone_from_everywhere(
    town, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        town.languages.unpublish()
    assert client.get(town.languages.url).status_code == 404
    for page in (town.homework, town.open_door, town.initiatives):
        assert "tre språk" not in client.get(page.url).content.decode()
    assert linked("need", page_key(town.homework.pk)) == []


def test_a_page_behind_a_password_is_in_no_list(town, client):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=town.homework, restriction_type="password", password="x"
    )
    for page in (town.needs, town.languages, town.youth_centre):
        assert town.homework.title not in client.get(page.url).content.decode()
