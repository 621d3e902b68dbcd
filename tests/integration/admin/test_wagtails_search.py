"""Wagtail's own search boxes, which our lists do not replace, take whatever is typed."""

import pytest
from django.urls import reverse

TYPED = ['"', '"läxhjälp', 'läx"hjälp', "läxhjälp", "*", "'", "(", "NOT", "a OR", "\\", "-", ":"]


@pytest.mark.parametrize("typed", TYPED)
def test_the_explorer_and_the_choosers_answer(town, client, typed):
    client.force_login(town.eva)
    boxes = [
        reverse("wagtailadmin_explore", args=[town.needs.pk]),
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtaildocs:index"),
    ]
    for box in boxes:
        assert client.get(box, {"q": typed}).status_code == 200, box


@pytest.mark.parametrize("typed", ["byalag", "älvs", "ÄLVSUNDA", "Älvsunda byalag", '"byalag"'])
def test_the_chooser_finds_an_owner_by_the_beginning_of_its_name(town, client, typed):
    client.force_login(town.eva)
    response = client.get(
        reverse("wagtailadmin_choose_page_search"),
        {"q": typed, "page_type": "civsam_register.ActorPage"},
    )
    assert "Älvsunda byalag" in response.content.decode()


def test_the_chooser_of_an_owner_offers_actors_only(town, client):
    client.force_login(town.eva)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[town.need.pk])).context["form"]
    assert form.fields["owner_actor"].widget.model_names == ["civsam_register.actorpage"]


def test_an_initiative_is_offered_open_needs_of_its_site_and_what_it_has(town, client):
    client.force_login(town.eva)
    url = reverse("wagtailadmin_pages:edit", args=[town.initiative.pk])

    def offered():
        return set(client.get(url).context["form"].fields["needs"].queryset)

    assert offered() == {town.need, town.old, town.quiet}
    town.initiative.needs = [town.need]
    town.initiative.save_revision()
    type(town.need).objects.filter(pk=town.need.pk).update(state="withdrawn")
    type(town.need).objects.filter(pk=town.old.pk).update(state="closed")
    assert offered() == {town.need, town.quiet}
