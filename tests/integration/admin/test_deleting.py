"""An actor that owns something cannot be deleted, and the editor is told what it owns."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from civsam_pages.register.memberships.models import Claim
from civsam_pages.register.models import ActorPage
from tests.factories import right


def delete_url(page) -> str:
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def bulk_delete_url(*pages) -> str:
    ids = urlencode([("id", page.pk) for page in pages])
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?{ids}"


@pytest.fixture
def other(town):
    return town.register.add_child(instance=ActorPage(title="Ängby IF", slug="if", summary="Vi"))


@pytest.mark.parametrize("name", ["actor", "register", "alvsunda"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_owner_stays_and_the_editor_reads_what_it_owns(town, client, name, method):
    client.force_login(town.sara)
    page, before = getattr(town, name), ActorPage.objects.count()
    form = {"confirm_site_name": "Civsam"}
    response = getattr(client, method)(delete_url(page), form, follow=True)
    assert response.status_code == 200
    assert town.need.title in response.content.decode()
    assert ActorPage.objects.count() == before


def test_places_of_owners_among_many_that_are_ticked_stay(town, client, other):
    client.force_login(town.sara)
    form = {"confirm_site_name": "Civsam"}
    response = client.post(bulk_delete_url(town.register, town.grants), form, follow=True)
    assert response.status_code == 200
    assert town.need.title in response.content.decode()
    assert ActorPage.objects.filter(pk__in=[other.pk, town.actor.pk]).count() == 2


def test_owners_among_many_that_are_ticked_stay(town, client, other):
    client.force_login(town.sara)
    response = client.post(bulk_delete_url(other, town.actor), follow=True)
    assert response.status_code == 200
    assert ActorPage.objects.filter(pk__in=[other.pk, town.actor.pk]).count() == 2


def test_an_actor_that_owns_nothing_is_deleted(town, client, other):
    client.force_login(town.sara)
    client.post(delete_url(other))
    assert not ActorPage.objects.filter(pk=other.pk).exists()
    more = town.register.add_child(instance=ActorPage(title="Kör", slug="kor", summary="Vi"))
    client.post(bulk_delete_url(more))
    assert not ActorPage.objects.filter(pk=more.pk).exists()


@pytest.mark.parametrize("what", ["right", "claim"])
def test_an_actor_that_people_act_for_stays_with_what_shows_it(town, client, other, what):
    if what == "right":
        right(town.sara, other, "actor_editor", left=-1)
    else:
        Claim.objects.create(actor=other, claimant=town.sara, state="refused")
    client.force_login(town.sara)
    response = client.post(delete_url(other), follow=True)
    assert response.status_code == 200
    assert other.title in response.content.decode()
    client.post(bulk_delete_url(other))
    assert ActorPage.objects.filter(pk=other.pk).exists()
