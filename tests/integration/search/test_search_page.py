"""What a visitor sees at the search page, with or without hits."""

import re

import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from civsam_search import keeping
from civsam_search.models import SearchEntry

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client):
    def get(**parameters):
        response = client.get(reverse("civsam_search:search"), parameters)
        assert response.status_code == 200
        return response

    return get


@pytest.fixture
def town(add):
    """Two needs and a grant, one of them with a script for a name."""
    add("Läxhjälp i Norrstrand", theme="culture", lead="Elever vill ha hjälp med läxorna.")
    add(f"Fotbollsförening {SCRIPT}", theme="sport")
    add("Bidrag till läger", code="grant", theme="sport culture")


def titles(response):
    return [hit.title for hit in response.context["listing"].results]


def html(response):
    text = response.content.decode()
    assert SCRIPT not in text, "a script in somebody's text got through"
    return text


def test_a_visitor_finds_a_need_by_other_forms_of_its_words(visit, town):
    response = visit(q="läxhjälpen")
    page = html(response)
    assert titles(response) == ["Läxhjälp i Norrstrand"]
    assert "<mark>Läxhjälp</mark> i Norrstrand" in page
    assert "<mark>läxorna</mark>" in page


def test_every_hit_is_a_heading_under_the_page_heading(visit, town):
    page = html(visit(q="läger"))
    assert page.count("<h1 ") == 1
    assert re.search(
        r'<h3 class="ds-heading" data-size="sm"><a class="ds-link" href="/section/', page
    )


def test_the_title_of_the_page_says_what_was_found(visit, town):
    title = re.search(r"<title>(.*?)</title>", html(visit(q="läxhjälp")), re.S)[1]
    assert "läxhjälp" in title
    assert "1" in title


def test_nothing_asked_for_shows_everything_with_the_newest_first(visit, town):
    response = visit()
    assert len(titles(response)) == 3
    html(response)


def test_robots_stay_out(visit, town):
    assert '<meta name="robots" content="noindex">' in html(visit())


def test_kinds_are_tabs_with_counts(visit, town):
    response = visit(kind="grant")
    tabs = {tab.code: (tab.count, tab.current) for tab in response.context["listing"].kind_tabs}
    assert tabs == {"": (3, False), "need": (2, False), "grant": (1, True)}
    assert titles(response) == ["Bidrag till läger"]


def test_filters_have_counts_that_leave_their_own_choice_out(visit, town):
    response = visit(theme="sport", kind="need")
    listing = response.context["listing"]
    counts = {option.value: option.count for option in listing.facet("theme").options}
    assert counts == {"sport": 1, "culture": 1}
    assert [chip.label for chip in listing.chips] == ["Sport"]
    assert listing.chips[0].url.endswith("?kind=need")


def test_each_check_box_has_its_own_id(visit, town):
    ids = re.findall(r' id="([^"]+)"', html(visit()))
    assert len(ids) == len(set(ids))


def test_an_option_that_gives_nothing_is_hidden_unless_it_is_chosen(visit, add):
    add("Fotboll", theme="sport")
    assert 'value="culture"' not in html(visit())
    response = visit(theme="culture")
    assert [o.value for o in response.context["listing"].facet("theme").options] == [
        "sport",
        "culture",
    ]


def test_no_empty_fieldset_is_shown(visit, add):
    add("Fotboll")
    assert [group.legend for group in visit().context["listing"].fieldsets] != []
    assert "<legend>Theme</legend>" not in html(visit())


def test_many_hits_have_pages(visit, add):
    for number in range(45):
        add(f"Läger nummer {number}")
    response = visit(q="läger", page=2)
    pagination = response.context["listing"].pagination
    assert [link.number for link in pagination.pages] == [1, 2, 3]
    assert pagination.next_url.endswith("q=l%C3%A4ger&page=3")
    assert pagination.previous_url.endswith("q=l%C3%A4ger")
    assert len(titles(response)) == 20
    assert not set(titles(response)) & set(titles(visit(q="läger", page=3)))


def test_what_was_repaired_is_said(visit, town):
    listing = visit(theme="finns-inte", page="9999999", q="ord " * 50).context["listing"]
    assert len(listing.notices) >= 2


def test_nothing_found_says_why_and_shows_the_way_on(visit, town):
    response = visit(q="läxhjälp", theme="sport", kind="need")
    page = html(response)
    way = response.context["listing"].empty.without[0]
    assert (way.label, way.count) == ("Sport", 1)
    assert titles(visit(q="läxhjälp", kind="need")) == ["Läxhjälp i Norrstrand"]
    assert way.url.replace("&", "&amp;") in page


def test_filters_that_only_hide_together_can_all_be_left_out(visit, add):
    add("Fotboll", theme="sport")
    listing = visit(theme="culture", status="closed").context["listing"]
    assert listing.empty.without == ()
    assert listing.empty.without_all.count == 1


def test_another_word_is_offered_with_what_it_gives(visit, town):
    response = visit(q="fotbolsförening")
    words = {way.label: way.count for way in response.context["listing"].empty.words}
    assert words == {"fotbollsförening": 1}
    assert "Fotbollsförening" in html(response)


def test_the_beginning_of_a_word_leads_to_the_word(visit, town):
    labels = [way.label for way in visit(q="norrst").context["listing"].empty.words]
    assert "norrstrand" in labels


def test_hits_on_a_part_of_a_word_are_told_apart(visit, town):
    response = visit(q="fotbollskör")
    assert titles(response) == [f"Fotbollsförening {SCRIPT}"]
    assert response.context["listing"].partly == "fotbollskör"


def test_an_empty_site_says_so(visit, site):
    assert visit().context["listing"].total == 0


def test_a_page_taken_down_behind_the_index_is_not_shown(visit, town):
    Page.objects.filter(title__startswith="Läxhjälp").update(live=False)
    assert titles(visit(q="läxhjälp")) == []


def test_another_site_shows_its_own(client, site, add, django_capture_on_commit_callbacks):
    add("Läger här")
    root = Page.objects.get(depth=1).add_child(instance=Page(title="Grannen", slug="grannen"))
    with django_capture_on_commit_callbacks(execute=True):
        Site.objects.create(hostname="grannen.example", root_page=root)
    add("Läger där", parent=root)
    url = reverse("civsam_search:search")
    here = client.get(url, {"q": "läger"})
    there = client.get(url, {"q": "läger"}, headers={"host": "grannen.example"})
    assert titles(here) == ["Läger här"]
    assert titles(there) == ["Läger där"]
    assert there.context["listing"].facet("status").options[0].count == 1


def test_posting_is_refused(client, site):
    assert client.post(reverse("civsam_search:search")).status_code == 405


@pytest.mark.parametrize("rows", [10, 500])
def test_the_number_of_queries_does_not_follow_the_number_of_rows(
    rf, site, rows, django_assert_max_num_queries
):
    from django.contrib.auth.models import AnonymousUser

    from civsam_search.views import search

    copy_rows(site, rows)
    assert SearchEntry.objects.count() == rows
    for parameters, most in [({}, 8), ({"q": "läger", "theme": "sport", "kind": "need"}, 9)]:
        request = rf.get("/sok/", parameters)
        request.user = AnonymousUser()
        with django_assert_max_num_queries(most + SHELL):
            response = search(request)
            assert response.status_code == 200


SHELL = 8
"""What the platform's header and footer may ask for, besides the list."""


def copy_rows(site, rows):
    from civsam_search.api import reindex

    pages = [
        site.section.add_child(
            instance=Page(title=f"Läger {n}", slug=f"need-{n}", search_description="sport")
        )
        for n in range(rows)
    ]
    reindex(pages)


def test_a_part_of_a_word_is_offered_only_once_it_has_been_written_as_a_word(visit, add):
    add("Skolgårdsfest")
    assert "skol" not in words_offered(visit(q="skolx"))
    add("Skolan")
    assert "skolan" in words_offered(visit(q="skolx"))


def words_offered(response):
    return [way.label for way in response.context["listing"].empty.words]


def test_what_was_meant_is_shown_with_a_way_to_what_was_written(visit, town):
    response = visit(q="Läxhjäpl")
    assert titles(response) == ["Läxhjälp i Norrstrand"]
    text = html(response)
    assert "Visar träffar för <strong>läxhjälp</strong>." in text
    assert 'href="/sok/?q=L%C3%A4xhj%C3%A4pl&amp;exact=1"' in text
    assert "Sök i stället efter ”Läxhjäpl”" in text


def test_exactly_as_written_is_kept_through_filters_and_given_up_with_a_new_word(visit, town):
    response = visit(q="Läxhjäpl", exact="1", theme="sport")
    listing = response.context["listing"]
    assert (listing.total, listing.read_as) == (0, "")
    assert ("exact", "1") in listing.hidden_for_filters
    assert "exact" not in listing.url_for("läger")


def test_what_was_written_with_a_script_is_escaped_where_it_was_read_as_something(visit, town):
    html(visit(q=f"fotbol {SCRIPT}"))
    html(visit(q=f"fotbol {SCRIPT}", exact="1"))


@pytest.mark.parametrize("q", ["läxhjälp", "hjalp med laxor", "fotbol"])
def test_a_question_takes_at_most_eight_queries(
    visit, town, q, django_assert_max_num_queries, client, monkeypatch
):
    monkeypatch.setattr(keeping, "now", lambda: 0.0)
    visit(q=q)  # the site and the words of the index are remembered
    with django_assert_max_num_queries(8):
        client.get(reverse("civsam_search:search"), {"q": q})
