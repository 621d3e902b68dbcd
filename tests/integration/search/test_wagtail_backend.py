"""Wagtail's own search with the mended backend, beside what Wagtail has as it comes."""

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page
from wagtail.search.backends import database
from wagtail.search.index import insert_or_update_object
from wagtail.search.query import MATCH_ALL, Phrase, PlainText

from civsam_search import wagtail_backend

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what is mended is SQLite's"),
]


@pytest.fixture
def stock():
    return database.SearchBackend({})


@pytest.fixture
def mended():
    return wagtail_backend.SearchBackend({})


@pytest.fixture
def pages(site):
    """Thirty pages about one thing, some of them more than others."""
    for number in range(30):
        title = (
            f"Förening {number}" + " förening" * (number % 3) + " och ett långt namn" * (number % 4)
        )
        page = site.root.add_child(instance=Page(title=title, slug=f"page-{number}"))
        insert_or_update_object(page)
    return Page.objects.live()


def asks_again_for_each_hit(backend, pages):
    """Whether the full-text index is asked in a subquery that depends on the row."""
    with CaptureQueriesContext(connection) as captured:
        list(backend.search("förening", pages)[:10])
    plans = []
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"].replace("%", "%%"))
            plans += [row[3] for row in cursor.fetchall()]
    return any("CORRELATED SCALAR SUBQUERY" in step for step in plans)


def test_the_index_is_asked_once_and_not_once_for_each_hit(stock, mended, pages):
    assert asks_again_for_each_hit(stock, pages)
    assert not asks_again_for_each_hit(mended, pages)


@pytest.mark.parametrize("how", ["search", "autocomplete"])
@pytest.mark.parametrize(
    "query",
    [
        "förening",
        "namn förening",
        PlainText("namn 7", operator="or"),
        Phrase("långt namn"),
        PlainText("namn") & PlainText("förening"),
        PlainText("namn") | PlainText("förening"),
        ~PlainText("namn"),
        MATCH_ALL,
    ],
    ids=str,
)
def test_hits_their_order_and_their_scores_are_the_same(stock, mended, pages, query, how):
    if how == "autocomplete" and not isinstance(query, str):
        pytest.skip("Wagtail completes plain words only")
    theirs, ours = (getattr(one, how)(query, pages) for one in (stock, mended))
    assert [page.pk for page in ours] == [page.pk for page in theirs]
    assert [page.pk for page in ours[5:9]] == [page.pk for page in theirs[5:9]]
    assert ours.count() == theirs.count()
    assert scores(ours) == scores(theirs)


def scores(hits):
    return [getattr(page, "score", None) for page in hits.annotate_score("score")[:7]]


def test_an_order_of_ones_own_is_kept(stock, mended, pages):
    asked = pages.order_by("title")
    for one in (stock, mended):
        hits = one.search("förening", asked, order_by_relevance=False)
        assert [page.title for page in hits] == sorted(page.title for page in hits)
        scored = hits.annotate_score("score")[:3]
        assert [page.pk for page in scored] == [page.pk for page in hits[:3]]


def test_all_hits_can_be_read_at_once_where_they_are_many(stock, mended, pages, monkeypatch):
    monkeypatch.setattr(wagtail_backend, "WHOLE", 10)
    theirs, ours = (list(one.search("förening", pages)) for one in (stock, mended))
    assert len(ours) == 30
    assert ours == theirs


def test_facets_are_counted_without_ranks(stock, mended, pages):
    counted = [one.search("förening", pages).facet("content_type_id") for one in (stock, mended)]
    assert counted[0] == counted[1]
    assert sum(counted[1].values()) == 30


@pytest.mark.parametrize("typed", ['"', 'före"ning', '"förening', "för\x00ening", "\ud800"])
def test_what_ended_in_an_error_is_answered(mended, pages, typed):
    list(mended.search(typed, pages))
    list(mended.autocomplete(typed, pages))


def test_a_quotation_mark_is_an_error_in_wagtails_own(stock, pages):
    with pytest.raises(OperationalError):
        list(stock.search('före"ning', pages))
