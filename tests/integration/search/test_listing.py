"""The list that rooms show: one address, bounded queries, nothing lost on the way."""

import pytest
from wagtail.models import Page

from civsam_search.api import Facet, Listing, linked, register_facet

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(rf, site):
    def make(query="", **more):
        request = rf.get("/behov/" + (f"?{query}" if query else ""))
        options = {"kinds": ("need",), "facets": ("theme", "status"), **more}
        return Listing(request, **options)

    return make


def titles(made):
    return [hit.title for hit in made.results]


def test_a_list_holds_its_kind_only(listing, add):
    add("Läger")
    add("Bidrag", code="grant")
    assert titles(listing()) == ["Läger"]
    assert listing().kind_tabs == []


def test_a_list_of_a_room_that_is_left_out_is_empty_not_full(listing, add):
    add("Läger")
    assert titles(listing(kinds=("nowhere",))) == []


def test_the_order_is_the_one_of_the_list_until_another_is_chosen(listing, add):
    for title in ("Åre", "Föreningen Ängen", "Zebran"):
        add(title)
    assert titles(listing(default_sort="title")) == ["Zebran", "Åre", "Föreningen Ängen"]
    assert titles(listing()) == ["Zebran", "Föreningen Ängen", "Åre"]
    assert listing("sort=title").query_string == "sort=title"
    assert listing("sort=newest").query_string == ""


def test_words_bring_the_best_match_first(listing, add):
    add("Läger")
    made = listing("q=läger")
    assert [sort.selected for sort in made.sort_options] == [True, False, False]
    assert made.sort == "relevance"
    assert listing("q=läger&sort=relevance").query_string == "q=l%C3%A4ger"
    assert listing("sort=relevance").query_string == ""


def test_forms_send_along_what_they_do_not_ask(listing, add):
    add("Läger", theme="sport")
    made = listing("q=läger&theme=sport&sort=title&page=2")
    assert made.hidden_for_filters == [("q", "läger"), ("sort", "title")]
    assert made.hidden_for_sort == [("q", "läger"), ("theme", "sport")]
    assert made.clear_url == "/behov/?q=l%C3%A4ger"


def test_a_page_beyond_the_end_is_the_last_one(listing, add):
    for number in range(5):
        add(f"Läger {number}")
    made = listing("page=99", per_page=2)
    assert (made.page, made.pages, made.query_string) == (3, 3, "page=3")
    assert len(made.notices) == 1


def test_many_pages_are_shown_with_gaps(listing, add):
    for number in range(9):
        add(f"Läger {number}")
    links = listing("page=5", per_page=1).pagination.pages
    assert [link.number if link.url else "…" for link in links] == [1, "…", 4, 5, 6, "…", 9]
    few = listing("page=2", per_page=2).pagination.pages
    assert [link.number if link.url else "…" for link in few] == [1, 2, 3, 4, 5]


def test_many_options_fold_and_keep_what_is_chosen_in_sight(listing, add):
    names = [f"t{n:02}" for n in range(20)]
    register_facet(Facet("theme", "Theme", lambda: dict.fromkeys(names, "x")))
    add("Läger", theme=" ".join(names))
    view = listing("theme=t19").facet("theme")
    assert len(view.shown) == 8
    assert len(view.rest) == 12
    assert "t19" in {option.value for option in view.shown}


def test_facets_that_share_a_heading_share_a_group(listing, add):
    register_facet(Facet("theme", "A", lambda: {"sport": "Sport"}, heading="Just now"))
    register_facet(Facet("actor", "B", lambda: {"page:1": "One"}, heading="Just now"))
    add("Läger", theme="sport")
    groups = listing(facets=("theme", "actor", "status")).fieldsets
    assert [(g.legend, len(g.shown)) for g in groups] == [("Just now", 2), (groups[1].legend, 1)]


def test_a_facet_that_no_room_registered_is_left_out(listing, add):
    add("Läger")
    assert listing("nowhere=1", facets=("nowhere", "theme")).query_string == ""


def test_what_is_linked_is_found_newest_first(add, site):
    first, second = add("Först"), add("Sist", code="grant")
    Page.objects.filter(pk=second.pk).update(live=False)
    assert [hit.key for hit in linked("actor", "page:1")] == [f"page:{first.pk}"]
    assert linked("actor", "page:1", kinds=("grant",)) == []
    assert linked("actor", "page:1", site_id=site.site.pk + 1) == []


@pytest.mark.parametrize("rows", [10, 500])
@pytest.mark.parametrize("query", ["", "q=läger&theme=sport&status=open&sort=title&page=2"])
def test_a_list_asks_few_questions_however_long_it_is(
    listing, site, rows, query, django_assert_max_num_queries
):
    from civsam_search.api import reindex

    reindex(
        site.section.add_child(
            instance=Page(title=f"Läger {n}", slug=f"need-{n}", search_description="sport")
        )
        for n in range(rows)
    )
    assert listing(query).total == rows  # what the hits can be filtered by is remembered
    with django_assert_max_num_queries(8):
        made = listing(query)
        assert made.total == rows
        assert made.results
        assert made.facets
        assert made.sort_options
        assert bool(made.pagination) == (rows > 20)
