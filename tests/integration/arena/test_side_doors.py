"""What is not for everyone is not seen through what is: names, addresses, counts and links."""

import pytest
from django.test import TestCase
from wagtail.models import PageViewRestriction

from civsam_pages.needs.models import NeedPage
from civsam_search.api import linked, page_key
from tests.factories import actor, add, initiative, need, publish

EMAIL = "fritidsgard@alvsunda.example"


def unpublish(page):
    page.unpublish()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def restrict_parent(page):
    restrict(page.get_parent())


def move_away(page):
    """Into a part of the site that asks for a password."""

    place = add(
        page.get_parent().get_parent(),
        type(page.get_parent().specific),
        f"Bakom lås {page.pk}",
        summary="x",
    )
    PageViewRestriction.objects.create(
        page=place, restriction_type=PageViewRestriction.PASSWORD, password="hemligt"
    )
    page.move(place, pos="last-child")


HIDE = [unpublish, restrict, restrict_parent, move_away]


def hide(how, page):
    with TestCase.captureOnCommitCallbacks(execute=True):
        how(type(page).objects.get(pk=page.pk))


def see(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("how", HIDE)
def test_an_owner_that_not_everyone_may_see_is_not_named_on_its_need(town, client, how):
    here = (town.homework.url, town.needs.url, "/sok/?q=läxhjälp")
    assert all(town.youth_centre.title in see(client, url) for url in here)
    assert EMAIL in see(client, town.homework.url)
    hide(how, town.youth_centre)
    for url in here:
        page = see(client, url)
        assert town.homework.url in page
        assert town.youth_centre.title not in page
        assert EMAIL not in page


@pytest.mark.parametrize("how", HIDE)
def test_who_leads_an_initiative_or_takes_part_is_not_named_when_hidden(town, client, how):
    here = (town.languages.url, town.initiatives.url)
    hide(how, town.study)
    for url in here:
        assert town.study.title not in see(client, url)
    hide(how, town.open_door)
    assert "Öppna dörren" not in see(client, town.languages.url)


def test_the_owner_is_named_again_when_everyone_may_see_it_again(town, client):
    restriction = PageViewRestriction.objects.create(
        page=town.register, restriction_type=PageViewRestriction.LOGIN
    )
    assert town.youth_centre.title not in see(client, town.needs.url)
    with TestCase.captureOnCommitCallbacks(execute=True):
        restriction.delete()
    assert town.youth_centre.title in see(client, town.needs.url)


@pytest.mark.parametrize("how", [unpublish, restrict, restrict_parent])
def test_a_need_does_not_count_an_initiative_that_not_everyone_may_see(town, client, how):
    assert "1 initiativ" in see(client, town.needs.url)
    hide(how, town.languages)
    assert "1 initiativ" not in see(client, town.needs.url)
    assert linked("initiative", page_key(town.languages.pk)) == []


def test_a_partner_in_an_initiative_without_a_leader_is_told_of_on_its_own_page(town, client):
    walk = initiative(
        town.initiatives,
        "Promenad för alla",
        partners=[{"actor": town.open_door, "accepted_on": "2026-03-02"}],
    )
    assert walk.title in see(client, town.open_door.url)
    assert "Öppna dörren" in see(client, town.initiatives.url + "?q=promenad")


def test_a_private_need_is_nowhere_in_the_open(town, client):
    secret = need(town.needs, "Hemligt behov av nycklar", owner_actor=town.study)
    assert secret.title in see(client, town.study.url)
    hide(restrict, secret)
    sitemap = see(client, "/sitemap.xml")
    assert secret.url not in sitemap
    for url in (town.study.url, town.needs.url, "/sok/?q=nycklar", town.start.url):
        assert secret.title not in see(client, url)


def test_a_copy_of_an_actor_is_another_actor_in_its_revisions_too(town):
    first = actor(town.register, "Kören", source_system="rbok", source_id="17")
    first.imported_values = {"title": "Kören"}
    publish(first)
    copy = first.copy(update_attrs={"slug": "koren-2"}, keep_live=False)
    drafted = copy.get_latest_revision_as_object()
    for page in (copy, drafted):
        assert (page.source_system, page.source_id, page.imported_values) == ("", "", {})


def test_a_copy_of_a_closed_need_is_a_draft_that_can_open(town):
    closed = need(town.needs, "Stängt", state="closed", outcome="Det blev bra.")
    copy = closed.copy(update_attrs={"slug": "igen", "title": "Igen"}, keep_live=False)
    draft = copy.get_latest_revision_as_object()
    draft.state, draft.outcome = "open", ""
    draft.save_revision().publish()
    assert NeedPage.objects.get(pk=copy.pk).closed_on is None
