"""The start page: search first, then what one can do, then what is happening."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civsam_platform.home.models import StartTile

from .conftest import SCRIPT


def queries(client, path):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_a_new_site_says_what_is_missing_and_breaks_nowhere(client, start):
    page = client.get("/").content.decode()
    assert "Kommunen på ett ställe" in page
    assert 'role="search"' in page
    assert page.count('class="news"') == 3
    assert page.count("news-list") == 0
    assert 'class="stat"' not in page


def test_a_visitor_sees_what_is_new_and_what_closes_soon(client, start, fill):
    fill(4)
    page = client.get("/").content.decode()
    assert page.count("<h4") == 9  # three of each kind
    assert 'href="/behov/?status=open&amp;status=dialogue"' in page
    assert page.index("Bidrag 0") < page.index("Bidrag 1") < page.index("Bidrag 2")
    assert "Bidrag 3" not in page  # closes last
    assert "Behov 3" in page  # the newest need
    assert "Behov 0" not in page
    assert SCRIPT not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_numbers_are_counted_not_invented(client, start, fill):
    fill(3)
    page = client.get("/").content.decode()
    numbers = re.findall(r'class="stat"><dt>[^<]*</dt><dd>([^<]*)</dd>', page)
    assert [re.findall(r"\d+", number) for number in numbers] == [["3"], ["0"], ["3", "3"], ["3"]]


def test_what_is_not_public_is_not_on_the_start_page(client, start, fill):
    *_others, need, _initiative, _grant = fill(1)
    need.unpublish()
    assert "Behov 0" not in client.get("/").content.decode()


def test_the_way_to_the_lots_is_there_when_there_is_a_lots(client, start, ask):
    page = client.get("/").content.decode()
    assert 'class="callout"' in page
    assert page.count('href="/lotsen/"') >= 2  # the callout and the footer


def test_a_way_in_leads_to_a_page_or_an_address(client, start, lists):
    start.tiles = [
        StartTile(kind="need", title="Berätta", page=lists["need"]),
        StartTile(kind="enquiry", title=SCRIPT, url="https://example.org/"),
    ]
    start.save()
    page = client.get("/").content.decode()
    assert '<a class="ds-link" href="/behov/">Berätta</a>' in page
    assert 'href="https://example.org/"' in page
    assert "#navigator" in page
    assert SCRIPT not in page


def test_many_search_for_links_to_the_search(client, start):
    start.popular_searches = "låna lokal\n\n a&b \n" + "x\n" * 9
    start.save()
    page = client.get("/").content.decode()
    assert "?q=l%C3%A5na%20lokal" in page
    assert "?q=a%26b" in page
    assert page.count("?q=x") == 4  # six in all


def test_search_engines_learn_how_to_search_here(client, start, settings_of):
    page = client.get("/").content.decode()
    [text] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(text)
    assert data["@type"] == "WebSite"
    assert data["name"] == "Älvsunda tillsammans"
    assert data["potentialAction"]["target"]["urlTemplate"].endswith("/sok/?q={query}")


@pytest.mark.parametrize("number", [10, 500])
def test_the_start_page_costs_the_same_with_many_rows(
    client, start, settings_of, ask, fill, fill_index, picture, number
):
    fill(4)
    fill_index(number)
    settings_of.logo = start.image = picture
    settings_of.save()
    start.save()
    client.get("/")  # Wagtail and Django keep addresses and content types in memory from here on
    assert queries(client, "/") <= 15
