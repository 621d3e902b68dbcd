"""Links of actors that nobody trusts yet gain nothing in the eyes of search engines."""

import pytest

from civsam_pages.posting.models import TrustedActor
from tests.factories import body, need, publish

LINK = '<p><a href="https://butik.example/">Butiken</a> och <a href="/om/">om oss</a></p>'


@pytest.fixture
def linked(here):
    return need(
        here.needs,
        "Länkar",
        owner_actor=here.open_door,
        body=body(LINK),
        evidence=[{"title": "Enkät", "url": "https://enkat.example/"}],
    )


def links_of(client, page):
    content = client.get(page.url).content.decode().split("<main")[1]
    return {part.split(">")[0] for part in content.split("<a ")[1:] if "https://" in part[:200]}


def test_links_to_other_sites_are_marked(here, client, linked):
    found = [link for link in links_of(client, linked) if "example" in link]
    assert len(found) == 2
    assert all('rel="nofollow ugc"' in link for link in found)


def test_links_within_the_site_are_not(client, linked):
    content = client.get(linked.url).content.decode()
    assert 'href="/om/"' in content
    assert content.count("nofollow") == 2


def test_those_of_a_trusted_actor_and_of_the_municipality_are_not(here, client, linked):
    TrustedActor.objects.create(actor=here.open_door, note="Känd", given_by=here.rut)
    assert "nofollow" not in client.get(linked.url).content.decode()
    TrustedActor.objects.all().delete()
    linked.owner_actor = None
    publish(linked)
    assert "nofollow" not in client.get(linked.url).content.decode()


def test_the_website_of_an_association_is_marked(here, client):
    here.open_door.website = "https://oppnadorren.example/"
    publish(here.open_door)
    found = [link for link in links_of(client, here.open_door) if "oppnadorren.example/" in link]
    assert found
    assert all("nofollow ugc" in link for link in found)
