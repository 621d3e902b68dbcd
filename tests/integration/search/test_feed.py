"""Any search as an Atom feed."""

import xml.etree.ElementTree as ElementTree
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from civsam_search import feed
from civsam_search.api import index_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def read(client):
    def get(**parameters):
        response = client.get(reverse("civsam_search:feed"), parameters)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        return ElementTree.fromstring(response.content)

    return get


def titles(tree):
    return [entry.findtext(f"{ATOM}title") for entry in tree.iter(f"{ATOM}entry")]


def links(tree):
    return {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}


def test_the_feed_has_the_hits_of_the_search_with_its_filters(read, add):
    add("Läger i fjällen", theme="sport")
    add("Läger vid havet", theme="culture")
    add("Körsång", theme="sport")
    tree = read(q="läger", theme="sport")
    assert titles(tree) == ["Läger i fjällen"]
    assert links(tree) == {
        "alternate": "http://testserver/sok/?q=l%C3%A4ger&theme=sport",
        "self": "http://testserver/sok/flode/?q=l%C3%A4ger&theme=sport",
    }


def test_the_newest_come_first_whatever_the_order_of_the_page(read, add):
    for days, title in (
        (3, "Läger"),
        (1, "Läger för barn och unga i hela kommunen"),
        (2, "Lägerliv"),
    ):
        page = add(title)
        page.first_published_at = timezone.now() - timedelta(days=days)
        page.save()
        index_page(page)
    assert titles(read(q="läger", sort="title", page="9")) == [
        "Läger för barn och unga i hela kommunen",
        "Lägerliv",
        "Läger",
    ]


def test_the_feed_is_bounded(read, add, monkeypatch):
    monkeypatch.setattr(feed, "LENGTH", 3)
    for number in range(5):
        add(f"Läger {number}")
    assert len(titles(read(q="läger"))) == 3


def test_only_what_everyone_may_see_is_in_the_feed(read, add):
    down, hidden = add("Läger som tagits ned"), add("Läger bakom lösenord")
    add("Läger för alla")
    Page.objects.filter(pk=down.pk).update(live=False)
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=hidden, restriction_type="password", password="x")]
    )
    assert titles(read(q="läger")) == ["Läger för alla"]


def test_a_reader_that_has_it_already_gets_nothing_anew(client, add):
    page = add("Läger")
    page.first_published_at = timezone.now()
    page.save()
    index_page(page)
    url = reverse("civsam_search:feed")
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"if-none-match": tag}).status_code == 304


def test_characters_that_xml_cannot_hold_are_left_out(read, add):
    add("Läger\x0bmed\x1ftecken")
    assert titles(read(q="läger")) == ["Lägermedtecken"]


def test_the_search_page_leads_to_its_feed(client, add):
    add("Läger", theme="sport")
    page = client.get(
        reverse("civsam_search:search"), {"theme": "sport", "q": "läger", "sort": "title"}
    )
    assert page.content.decode().count('href="/sok/flode/?q=l%C3%A4ger&amp;theme=sport"') == 2


@pytest.mark.parametrize(
    "written",
    [
        "theme=sport&q=läger",
        "q=läger&q=läger&theme=sport",
        "q= läger &theme=sport&sort=&page=1&x=1",
    ],
)
def test_every_way_to_write_a_search_names_the_one_address_of_it(client, add, written):
    add("Läger", theme="sport")
    page = client.get(f"{reverse('civsam_search:search')}?{written}").content.decode()
    address = "http://testserver/sok/?q=l%C3%A4ger&amp;theme=sport"
    assert f'<link rel="canonical" href="{address}">' in page
