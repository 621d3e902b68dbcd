"""Editors choose what is shown first for a question."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page, PageViewRestriction, Site

from civsam_search import keeping
from civsam_search.models import FailedSearch

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(site):
    """A page of no kind that the search knows, such as one of the kommun's own."""
    return site.section.add_child(instance=Page(title="Simhallen", slug="simhallen"))


@pytest.fixture
def choose():
    def one(q, page=None, *, url="", text="", why=""):
        SearchPromotion.objects.create(
            query=Query.get(q),
            page=page,
            external_link_url=url,
            external_link_text=text,
            description=why,
        )

    return one


@pytest.fixture
def visit(client):
    def get(q, **more):
        response = client.get(reverse("civsam_search:search"), {"q": q, **more})
        assert response.status_code == 200
        assert SCRIPT not in response.content.decode()
        return response

    return get


def chosen(response):
    return [one.title for one in response.context["chosen"]]


def titles(response):
    return [hit.title for hit in response.context["listing"].results]


def test_what_is_chosen_stands_before_the_hits_and_says_that_it_is_chosen(visit, add, page, choose):
    add("Simhall i Norrstrand")
    choose("simhall", page, why="Öppet alla dagar.")
    response = visit("simhall")
    text = response.content.decode()
    assert chosen(response) == ["Simhallen"]
    assert "Utvalt av kommunen" in text
    assert "Öppet alla dagar." in text
    assert text.index("Simhallen") < text.index("</mark> i Norrstrand")


@pytest.mark.parametrize(
    "q", ["Simhall, Öppet", "  SIMHALL  öppet ", "simhall öppet?", "simhall-öppet"]
)
@pytest.mark.parametrize("written", ["simhall öppet", "Simhall,  öppet!"])
def test_a_question_is_the_same_in_any_case_with_any_spaces_and_signs(
    visit, page, choose, q, written
):
    choose(written, page)
    assert chosen(visit(q)) == ["Simhallen"]


@pytest.mark.parametrize("q", ["sim", "simhall", "simhall öppet idag", "", "!"])
def test_another_question_has_nothing_chosen(visit, page, choose, q):
    choose("simhall öppet", page)
    assert chosen(visit(q)) == []


def test_a_slip_of_the_finger_leads_to_what_is_chosen_for_the_word(visit, add, page, choose):
    add("Simhall i Norrstrand")
    choose("simhall", page)
    assert chosen(visit("simhalll")) == ["Simhallen"]


def test_further_pages_and_narrowed_hits_are_hits_alone(visit, add, page, choose):
    for number in range(25):
        add(f"Simhall {number}", theme="sport")
    choose("simhall", page)
    assert chosen(visit("simhall", page=2)) == []
    assert chosen(visit("simhall", theme="sport")) == []


def test_a_chosen_page_is_not_among_the_hits_as_well_but_is_counted(visit, add, choose):
    need = add("Simhall i Norrstrand")
    add("Simhall i Hammarby")
    choose("simhall", need)
    response = visit("simhall")
    assert (chosen(response), titles(response)) == (
        ["Simhall i Norrstrand"],
        ["Simhall i Hammarby"],
    )
    assert response.context["listing"].total == 2
    assert titles(visit("simhall", theme="")) == ["Simhall i Hammarby"]


def test_a_chosen_page_that_is_the_only_hit_leaves_no_empty_list(visit, add, choose):
    choose("simhall", add("Simhall i Norrstrand"))
    text = visit("simhall").content.decode()
    assert text.count('<a class="ds-link" href="/section/need-') == 1
    assert '<ol class="results"' not in text


def test_without_hits_the_chosen_page_is_shown_and_nothing_counts_as_missing(visit, page, choose):
    choose("badhus", page)
    response = visit("badhus")
    assert chosen(response) == ["Simhallen"]
    assert response.content.decode().count("<h1 ") == 1
    assert not FailedSearch.objects.exists()


@pytest.mark.parametrize("why", ["down", "expired", "restricted", "above", "deleted", "elsewhere"])
def test_what_not_everyone_may_see_is_never_shown(visit, site, page, choose, why):
    choose("simhall", page)
    match why:
        case "down":
            Page.objects.filter(pk=page.pk).update(live=False)
        case "expired":
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
        case "restricted" | "above":
            closed = page if why == "restricted" else site.section
            PageViewRestriction.objects.create(page=closed, restriction_type="login")
        case "deleted":
            page.delete()
        case "elsewhere":
            page.move(Page.objects.get(depth=1), "last-child")
    response = visit("simhall")
    assert chosen(response) == []
    assert "Simhallen" not in response.content.decode()


def test_a_page_of_another_site_is_shown_on_that_one_alone(client, site, choose):
    root = Page.objects.get(depth=1).add_child(instance=Page(title="Grannen", slug="grannen"))
    Site.objects.create(hostname="grannen.example", root_page=root)
    choose("simhall", root)
    url = reverse("civsam_search:search")
    assert chosen(client.get(url, {"q": "simhall"})) == []
    there = client.get(url, {"q": "simhall"}, headers={"host": "grannen.example"})
    assert chosen(there) == ["Grannen"]


def test_an_address_elsewhere_says_where_it_leads(visit, site, choose):
    choose("bygglov", url="https://www.boverket.example/lov", text=f"Bygglov {SCRIPT}", why=SCRIPT)
    response = visit("bygglov")
    text = response.content.decode()
    assert 'href="https://www.boverket.example/lov"' in text
    assert "På boverket.example" in text


def test_several_stand_in_the_order_of_the_editor(visit, site, page, choose):
    choose("bad", page)
    choose("bad", url="https://a.example/", text="Badplatser")
    SearchPromotion.objects.filter(page=page).update(sort_order=1)
    SearchPromotion.objects.filter(page=None).update(sort_order=0)
    assert chosen(visit("bad")) == ["Badplatser", "Simhallen"]


def test_what_an_editor_changes_holds_at_once(visit, page, choose):
    assert chosen(visit("simhall")) == []
    choose("simhall", page)
    assert chosen(visit("simhall")) == ["Simhallen"]
    SearchPromotion.objects.all().delete()
    assert chosen(visit("simhall")) == []


def test_no_question_is_written_down_by_asking_it(visit, page, choose):
    choose("simhall", page)
    visit("simhall")
    visit("anna berg norrgatan")
    assert list(Query.objects.values_list("query_string", flat=True)) == ["simhall"]


def test_a_host_without_promotions_has_none(visit, page, choose, monkeypatch):
    choose("simhall", page)
    installed = apps.is_installed
    monkeypatch.setattr(
        apps, "is_installed", lambda name: "search_promotions" not in name and installed(name)
    )
    keeping.forget_all()
    assert chosen(visit("simhall")) == []


def test_the_page_takes_at_most_eight_queries_with_something_chosen(
    client, visit, add, page, choose, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(keeping, "now", lambda: 0.0)
    add("Simhall i Norrstrand")
    choose("simhall", page)
    visit("simhall")
    with django_assert_max_num_queries(8):
        client.get(reverse("civsam_search:search"), {"q": "simhall"})
