"""Wagtail's own search, for its admin, with what breaks it on SQLite mended.

    WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "civsam_search.wagtail_backend"}}

As it comes, Wagtail's search on SQLite works out the rank of a hit by asking the whole full-text
index again, once for each hit: the time grows with the square of the hits, and is seconds in an
explorer with some thousand pages. Here the index is asked once, and the order is the same.
A quotation mark in a search box went straight into the query language of that index and ended in
an error page, and so did a character NUL on any database: they are read as spaces.

The index itself is Wagtail's, so nothing is built anew to switch to this or back. On other
databases than SQLite it is Wagtail's search but for those characters.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from wagtail.search.backends import database

WHOLE = 500
"""From this many objects in one slice all hits are read: a list of keys has its limit in SQL."""
_BREAKING = re.compile('["\\x00\\ud800-\\udfff]')


def SearchBackend(params: dict[str, Any]) -> Any:
    """Wagtail's search in the database of this site, mended."""
    stock = type(database.SearchBackend(params))
    mended: dict[str, Any] = {}
    if stock.__name__ == "SQLiteSearchBackend":
        mended["results_class"] = type("RankedOnce", (_RankedOnce, stock.results_class), {})
    return type("SearchBackend", (_ReadsKindly, stock), mended)(params)


class _ReadsKindly:
    def search(self, query: Any, *args: Any, **options: Any) -> Any:
        return super().search(_plain(query), *args, **options)  # type: ignore[misc]

    def autocomplete(self, query: Any, *args: Any, **options: Any) -> Any:
        return super().autocomplete(_plain(query), *args, **options)  # type: ignore[misc]


def _plain(query: Any) -> Any:
    return _BREAKING.sub(" ", query).strip() if isinstance(query, str) else query


class _RankedOnce:
    """Results that ask the full-text index once, however many hits there are."""

    backend: Any
    query_compiler: Any
    start: int
    stop: int | None
    _score_field: str | None

    def _do_search(self) -> list[Any]:
        if not self.query_compiler.order_by_relevance and not self._score_field:
            return self._as_it_comes()
        scores = _scores(self.query_compiler, self.backend)
        if scores is None:
            return self._as_it_comes()
        hits = self._unranked()
        if self.query_compiler.order_by_relevance:
            # By falling key where two are as good, as Wagtail has it.
            pks = sorted(hits.order_by().values_list("pk", flat=True), reverse=True)
            pks.sort(key=lambda pk: scores[str(pk)])
        else:
            pks = list(hits.values_list("pk", flat=True))
        window = pks[self.start : self.stop]
        rows = hits.order_by()
        found = {
            one.pk: one for one in (rows if len(window) > WHOLE else rows.filter(pk__in=window))
        }
        results = [found[pk] for pk in window if pk in found]
        if self._score_field:
            for one in results:
                setattr(one, self._score_field, scores[str(one.pk)])
        return results

    def _as_it_comes(self) -> list[Any]:
        return list(super()._do_search())  # type: ignore[misc]

    def _unranked(self) -> Any:
        """The hits as a queryset without scores, in the order they were asked for in."""
        with self._without_ranks() as compiler:
            return compiler.search(compiler.get_config(self.backend), None, None)

    def facet(self, field_name: str) -> Any:
        """Counts by the values of a field. They need no ranks, which cost as much here."""
        with self._without_ranks():
            return super().facet(field_name)  # type: ignore[misc]

    @contextmanager
    def _without_ranks(self) -> Iterator[Any]:
        compiler = self.query_compiler
        by_relevance, compiler.order_by_relevance = compiler.order_by_relevance, False
        try:
            yield compiler
        finally:
            compiler.order_by_relevance = by_relevance


def _scores(compiler: Any, backend: Any) -> dict[str, float] | None:
    """The score of each hit by its key as text, the lower the better; None where there are none.

    This is the query that Wagtail asks for each hit, without the hit.
    """
    from modelsearch.backends.database.sqlite import query as sqlite
    from modelsearch.query import MatchAll, Not
    from modelsearch.utils import get_descendants_content_types_pks

    asked = sqlite.normalize(compiler.query)
    if isinstance(asked, MatchAll | Not):
        return None
    config = compiler.get_config(backend)
    match = sqlite.MatchExpression(
        compiler.fields or compiler.FTS_TABLE_FIELDS,
        compiler.build_search_query(asked, config=config),
    )
    # The rank is made of the query as it was asked, as Wagtail makes it.
    rank = compiler._build_rank_expression(compiler.get_search_vectors(), config)
    entries = sqlite.SQLiteFTSIndexEntry.objects.filter(
        match,
        index_entry__content_type__in=get_descendants_content_types_pks(compiler.queryset.model),
    )
    return dict(entries.annotate(score=rank).values_list("index_entry__object_id", "score"))
