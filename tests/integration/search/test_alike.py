"""Things that are like the one on the page, and the reasons that are given."""

import pytest
from django.core.cache import cache
from wagtail.models import Page, PageViewRestriction

from civsam_search.api import Facet, alike, page_key, register_facet

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def topics():
    labels = {"sport": "Sport", "culture": SCRIPT, "school": "Skola", "food": "Mat"}
    register_facet(Facet("theme", "Theme", lambda: labels, likeness=2))


@pytest.fixture
def like(site):
    def found(page, **more):
        return alike(page_key(page.pk), site_id=site.site.pk, **more)

    return found


def titles(found):
    return [one.hit.title for one in found]


def test_what_shares_more_comes_first_and_says_what(add, like):
    page = add("Läxhjälp söker lokal", theme="school sport food")
    add("Kören övar", theme="culture")
    add("Soppkök", theme="food")
    add("Skolgården", theme="school sport")
    found = like(page)
    assert titles(found)[:2] == ["Skolgården", "Soppkök"]
    assert found[0].shared == ("Skola", "Sport")
    assert found[1].shared == ("Mat",)


def test_among_those_that_share_the_same_the_words_decide(add, like):
    page = add("Läxhjälp på biblioteket", theme="school")
    for title in ("Skolval", "Läxhjälp i Norr", "Skolmat"):
        add(title, theme="school")
    assert titles(like(page))[0] == "Läxhjälp i Norr"


def test_who_shares_nothing_but_words_is_explained_by_the_words(add, like):
    page = add("Läxhjälp om bråktal på biblioteket", theme="school")
    add("Sagostund på biblioteket", theme="culture")
    add("Bråktal: läxhjälp på biblioteket", theme="culture")
    [found] = like(page)
    assert found.shared == ()
    assert set(found.words) == {"läxhjälp", "bråktal", "biblioteket"}


def test_only_the_same_kind_and_never_itself(add, like):
    page = add("Simskola", theme="sport")
    add("Simbidrag", code="grant", theme="sport")
    assert like(page) == []


def test_only_what_everyone_may_see_is_shown(add, like):
    page = add("Simskola", theme="sport")
    down, hidden = add("Simning nere", theme="sport"), add("Simning dold", theme="sport")
    add("Simning i utkast", theme="sport", live=False)
    add("Simning för alla", theme="sport")
    Page.objects.filter(pk=down.pk).update(live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert titles(like(page)) == ["Simning för alla"]


def test_another_site_and_an_unknown_key_have_nothing_alike(add, site):
    page = add("Simskola", theme="sport")
    add("Simning", theme="sport")
    assert alike(page_key(page.pk), site_id=site.site.pk + 1) == []
    assert alike("page:999999", site_id=site.site.pk) == []


def test_the_queries_do_not_grow_with_the_number_of_things(
    add, like, django_assert_max_num_queries
):
    page = add("Läxhjälp", theme="school sport")
    add("Läxor", theme="school")
    with django_assert_max_num_queries(8) as queries:
        assert len(like(page)) == 1
    few = len(queries)
    for number in range(60):
        add(f"Läxhjälp {number}", theme="school sport food")
    cache.clear()
    with django_assert_max_num_queries(few):
        assert len(like(page)) == 3


def test_what_was_worked_out_is_kept_but_not_who_may_see_it(
    add, like, django_assert_max_num_queries
):
    page = add("Simskola", theme="sport")
    add("Simning", theme="sport")
    down = add("Simhopp", theme="sport")
    first = like(page)
    assert len(first) == 2
    with django_assert_max_num_queries(1):
        assert like(page) == first
    Page.objects.filter(pk=down.pk).update(live=False)
    assert titles(like(page)) == ["Simning"]
