"""What is offered while somebody writes in the search box."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from civsam_search import registry
from civsam_search.api import Facet, forget_labels, register_facet

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(client):
    def get(q):
        response = client.get(reverse("civsam_search:suggestions"), {"q": q})
        assert response.status_code == 200
        return response.json()

    return get


def offered(answer):
    return {g["label"]: [one["text"] for one in g["items"]] for g in answer["groups"]}


def test_titles_are_offered_by_kind_and_topics_before_them(ask, add):
    add("Sporthallen söker värdar", theme="sport")
    add("Bidrag till sport", code="grant", theme="sport")
    answer = ask("spo")
    assert offered(answer) == {
        "Theme": ["Sport"],
        "Needs": ["Sporthallen söker värdar"],
        "Grants": ["Bidrag till sport"],
    }
    assert answer["groups"][0]["items"][0]["url"] == "/sok/?theme=sport"
    assert "3" in answer["status"]


@pytest.mark.parametrize("written", ["åter", "ÅTER", "äng", "återbruk i ä", "  åter  "])
def test_letters_of_swedish_and_any_case_are_understood(ask, add, written):
    add("Återbruk i Ängen")
    assert offered(ask(written)) == {"Needs": ["Återbruk i Ängen"]}


@pytest.mark.parametrize("written", ["", "s", " ", "?", "zzz"])
def test_too_little_or_nothing_alike_gives_no_suggestions(ask, add, written):
    add("Sport")
    assert ask(written)["groups"] == []


def test_a_topic_that_nothing_has_is_not_offered(ask, add):
    add("Körsång", theme="culture")
    assert ask("sport")["groups"] == []


def test_only_what_everyone_may_see_is_offered(ask, add):
    down, hidden = add("Läger som tagits ned"), add("Läger bakom lösenord")
    add("Läger för alla")
    add("Läger som är utkast", live=False)
    Page.objects.filter(pk=down.pk).update(live=False)
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=hidden, restriction_type="password", password="x")]
    )
    assert offered(ask("läger")) == {"Needs": ["Läger för alla"]}


def test_markup_in_a_title_is_plain_text(client, add):
    add(f"Läger {SCRIPT}")
    response = client.get(reverse("civsam_search:suggestions"), {"q": "läger"})
    assert response["Content-Type"] == "application/json"
    assert response.json()["groups"][0]["items"][0]["text"] == f"Läger {SCRIPT}"


def test_suggestions_take_few_queries(ask, add, django_assert_max_num_queries):
    for number in range(30):
        add(f"Sport {number}", theme="sport")
    ask("sport")
    with django_assert_max_num_queries(5):
        ask("sport")


def test_a_topic_with_a_new_name_is_offered_by_it_at_once(ask, add, monkeypatch):
    add("Körsång", theme="sport")
    assert offered(ask("sport")) == {"Theme": ["Sport"]}
    monkeypatch.setattr(registry, "_facets", {})
    register_facet(Facet("theme", "Theme", lambda: {"sport": "Rörelse"}))
    forget_labels()
    assert offered(ask("rörelse")) == {"Theme": ["Rörelse"]}


def test_every_page_has_a_search_box_that_is_a_plain_form(client, site):
    page = client.get("/no-such-page/").content.decode()
    assert 'action="/sok/" method="get" role="search"' in page
    assert '<label class="ds-sr-only" for="site-q">' in page
    assert 'src="/static/civsam_search/suggest.js"' in page
