"""Editors look after the words that pages are sorted by."""

import pytest
from django.urls import reverse
from wagtail.snippets.models import get_snippet_models

from civsam_pages.arena.models import Area, MunicipalUnit, Term, Theme
from civsam_pages.needs.models import NeedPage

VOCABULARIES = [model for model in get_snippet_models() if issubclass(model, Term)]


def url(model, name, *args):
    return reverse(model.snippet_viewset.get_url_name(name), args=args)


def test_every_room_brings_its_words():
    names = {model.__name__ for model in VOCABULARIES}
    assert names == {
        "Theme", "TargetGroup", "Area", "Language", "MunicipalUnit", "ActorCategory",
        "ApplicantKind",
    }  # fmt: skip


def test_every_vocabulary_opens_in_one_menu(town, client):
    client.force_login(town.eva)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "civsam-vocabulary" in home
    for model in VOCABULARIES:
        assert client.get(url(model, "list"), {"q": '"'}).status_code == 200
        assert client.get(url(model, "add")).status_code == 200
        assert url(model, "list") in home


def test_a_list_tells_how_often_each_word_is_used(town, client):
    client.force_login(town.eva)
    rows = client.get(url(Theme, "list"), {"q": "läx"}).context["object_list"]
    assert {row.slug: row.usage_count for row in rows}["laxhjalp"] == 1
    rows = client.get(url(MunicipalUnit, "list"), {"q": "fritidsk"}).context["object_list"]
    assert {row.slug: row.usage_count for row in rows}["fritid"] == 2


def test_areas_stand_as_a_tree(town, client):
    Area.objects.create(name="Aby", slug="aby")
    Area.objects.create(name="Bäcken", slug="backen", parent=Area.objects.get(slug="aby"))
    own = ("aby", "backen", "angby", "alsta")
    assert tuple(area.slug for area in Area.objects.filter(slug__in=own)) == own
    client.force_login(town.eva)
    page = client.get(url(Area, "list")).content.decode()
    assert page.index("Ängby: Ålsta") > page.index("Aby: Bäcken")


def test_a_list_costs_the_same_for_many_words(town, client, django_assert_max_num_queries):
    Area.objects.bulk_create(
        Area(name=f"Plats {n}", slug=f"plats-{n}", parent=town.area) for n in range(50)
    )
    client.force_login(town.eva)
    with django_assert_max_num_queries(15):
        client.get(url(Area, "list")).render()


def test_deleting_a_word_tells_first_where_it_disappears(town, client):
    client.force_login(town.sara)
    confirm = client.get(url(Theme, "delete", town.theme.pk))
    assert [use["count"] for use in confirm.context["uses"]] == [1]
    assert client.post(url(Theme, "delete", town.theme.pk)).status_code == 302
    assert not Theme.objects.filter(pk=town.theme.pk).exists()
    need = NeedPage.objects.get(pk=town.need.pk)
    assert list(need.themes.all()) == []
    assert list(need.get_latest_revision_as_object().themes.all()) == []


@pytest.mark.parametrize("word", ["unit", "area"])
def test_a_word_that_something_needs_cannot_be_deleted(town, client, word):
    client.force_login(town.sara)
    term = getattr(town, word)
    model = type(term)
    confirm = client.get(url(model, "delete", term.pk))
    assert confirm.context["is_protected"]
    assert "<form" not in confirm.content.decode().split("<main")[-1].split("</main")[0]
    bulk = reverse(
        "wagtail_bulk_action", args=[model._meta.app_label, model._meta.model_name, "delete"]
    )
    for address in (url(model, "delete", term.pk), f"{bulk}?id={term.pk}"):
        assert client.post(address).status_code == 302
        assert model.objects.filter(pk=term.pk).exists()


def test_an_area_cannot_be_a_part_of_its_own_part(town, client):
    client.force_login(town.eva)
    form = {"name": "Ängby", "slug": "angby", "sort_order": "1", "parent": town.place.pk}
    response = client.post(url(Area, "edit", town.area.pk), form)
    assert "parent" in response.context["form"].errors
