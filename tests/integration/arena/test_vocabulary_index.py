"""What an editor changes in the vocabulary is seen on cards and in filters at once."""

import pytest

from civsam_pages.arena.models import Area
from civsam_search.models import SearchFacet
from tests import factories

pytestmark = pytest.mark.django_db


def places_on_the_card(client) -> str:
    return client.get("/behov/").content.decode()


@pytest.fixture
def town():
    return factories.town()


def test_a_new_name_of_an_area_stands_on_the_cards_at_once(
    town, client, django_capture_on_commit_callbacks
):
    area = town.words.north
    with django_capture_on_commit_callbacks(execute=True):
        area.name = "Norra stranden"
        area.save()
    assert "Norra stranden" in places_on_the_card(client)


def test_a_new_slug_moves_its_pages_to_the_new_filter(
    town, client, django_capture_on_commit_callbacks
):
    area = town.words.north
    with django_capture_on_commit_callbacks(execute=True):
        area.slug = "norra-stranden"
        area.save()
    assert not SearchFacet.objects.filter(facet="area", value="norrstrand").exists()
    assert "Läxhjälp" in client.get("/behov/?area=norra-stranden").content.decode()


def test_a_deleted_theme_leaves_no_filter_behind(town, django_capture_on_commit_callbacks):
    theme = town.words.theme
    assert SearchFacet.objects.filter(facet="theme", value=theme.slug).exists()
    with django_capture_on_commit_callbacks(execute=True):
        theme.delete()
    assert not SearchFacet.objects.filter(facet="theme", value=theme.slug).exists()


def test_a_save_that_changes_nothing_indexes_nothing(town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        town.words.theme.save()
    assert callbacks == []


def test_a_new_slug_of_a_district_moves_the_pages_of_its_places_too(
    town, client, django_capture_on_commit_callbacks
):
    district = town.words.north
    place = Area.objects.create(name="Norra hamnen", slug="norra-hamnen", parent=district)
    town.homework.areas = [place]
    factories.publish(town.homework)
    with django_capture_on_commit_callbacks(execute=True):
        district.slug = "norra-stranden"
        district.save()
    assert "Läxhjälp" in client.get("/behov/?area=norra-stranden").content.decode()
