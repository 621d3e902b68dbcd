"""Questions as Elasticsearch understands them: filters, scores, orders and counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from elasticsearch.dsl import A, Q, Search

from ...registry import KIND, STATUS
from ...swedish import sort_key, words
from ...understanding import Understood
from ..base import CLOSING, OPEN, RELEVANCE, TITLE, Query
from .cluster import Cluster, Deadline
from .mapping import DEEPEST

MOST_VALUES = 1000
"""So many values of a facet are counted."""


class Asker:
    """Asks the index that answers, all questions together within one time."""

    def __init__(self, cluster: Cluster, deadline: Deadline) -> None:
        self._cluster, self._deadline = cluster, deadline

    def frequencies(self, site_id: int, terms: Iterable[str]) -> tuple[dict[str, int], int]:
        """In how many documents of a site each term stands, and how many documents there are."""
        search = self._search().query(_all_of([Q("term", site=site_id)]))[:0]
        asked = {term: Q("term", terms=term) for term in terms}
        if asked:
            search.aggs.bucket("terms", A("filters", filters=asked))
        answer = _answer(search)
        buckets = answer.get("aggregations", {}).get("terms", {}).get("buckets", {})
        counts = {term: bucket["doc_count"] for term, bucket in buckets.items()}
        return counts, answer["hits"]["total"]["value"]

    def hits(self, query: Query, asked: Understood, first: int, number: int) -> "Answer":
        """The hits from `first` on, at most `number` of them, and the counts of the facets."""
        day = query.day.isoformat()
        frame = [Q("term", site=query.site_id)]
        if query.kinds:
            frame.append(Q("terms", kind=list(query.kinds)))
        if query.open_on:
            frame.append(_passing(STATUS, [OPEN], query.open_on.isoformat()))
        chosen = {n: _passing(n, values, day) for n, values in query.filters.items() if values}
        if len(asked.selecting) < len(asked.worth):
            frame.append(Q("terms", terms=sorted(asked.selecting)))
        search = self._search().query(_all_of(frame, asked.worth))
        if chosen:
            search = search.post_filter(_all_of(chosen.values()))
        for name in query.facets:
            others = [passing for other, passing in chosen.items() if other != name]
            search.aggs.bucket(f"facet {name}", _counted(name, others, day))
        number = max(0, min(number, DEEPEST - first))
        search = search.sort(*_order(query.sort, day, scored=bool(asked.worth)))
        return Answer(_answer(search[first : first + number]))

    def similar(
        self, site_id: int, kinds: tuple[str, ...], worth: Mapping[str, float], key: str, limit: int
    ) -> list[str]:
        """The documents that the terms are worth most in, without the one with this key."""
        frame = [Q("term", site=site_id), ~Q("term", key=key)]
        if kinds:
            frame.append(Q("terms", kind=list(kinds)))
        search = self._search(total=False).query(_all_of(frame, worth))
        search = search.sort("_score", {"number": "desc"})
        return Answer(_answer(search[:limit])).keys

    def titles(self, prefix: str, site_id: int, kinds: tuple[str, ...], limit: int) -> list[str]:
        """The documents whose title begins with the words, then those that have such words."""
        frame = [Q("term", site=site_id)]
        if kinds:
            frame.append(Q("terms", kind=list(kinds)))
        begins = Q("prefix", title_order=sort_key(prefix))
        inside = _all_of([Q("prefix", title_words=sort_key(word)) for word in words(prefix)])
        first = Q("constant_score", filter=begins)
        asked = Q("bool", filter=[*frame, begins | inside], should=[first])
        search = self._search(total=False).query(asked).sort("_score", "title_order", "number")
        return Answer(_answer(search[:limit])).keys

    def _search(self, *, total: bool = True) -> Search:
        client = self._cluster.within(self._deadline)
        search = Search(using=client, index=self._cluster.alias)
        search = search.params(allow_partial_search_results=False)
        return search.extra(
            track_total_hits=total,
            _source=False,
            stored_fields="_none_",
            docvalue_fields=["key"],
        )


class Answer:
    """What came back."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        hits = raw["hits"]["hits"]
        self.total: int = raw["hits"].get("total", {}).get("value", 0)
        self.keys: list[str] = [hit["fields"]["key"][0] for hit in hits]
        # All orders end with the number of the row.
        self.key_of: dict[int, str] = {
            hit["sort"][-1]: key for key, hit in zip(self.keys, hits, strict=True)
        }
        self.scores: dict[int, float] = {hit["sort"][-1]: hit.get("_score") or 0.0 for hit in hits}
        self._counts = raw.get("aggregations", {})

    def counts(self, facet: str) -> dict[str, int]:
        """How many documents each value of a facet gives."""
        counted = self._counts[f"facet {facet}"]
        while "buckets" not in counted:
            counted = counted["inner"]
        return {bucket["key"]: bucket["doc_count"] for bucket in counted["buckets"]}


def _answer(search: Search) -> dict[str, Any]:
    answer: dict[str, Any] = search.execute().to_dict()
    return answer


def _all_of(filters: Iterable[Any], worth: Mapping[str, float] | None = None) -> Any:
    if not worth:
        return Q("bool", filter=list(filters))
    scored = Q("sparse_vector", field="weights", query_vector=dict(worth), prune=False)
    return Q("bool", must=[scored], filter=list(filters))


def _on(day: str) -> Any:
    """The period that holds on a day."""
    return _all_of(
        [
            Q("range", **{"periods.starts": {"lte": day}}),
            Q("range", **{"periods.ends": {"gt": day}}),
        ]
    )


def _passing(name: str, values: Iterable[str], day: str) -> Any:
    values = list(values)
    if name == STATUS:
        on_day = _all_of([_on(day), Q("terms", **{"periods.status": values})])
        return Q("nested", path="periods", query=on_day)
    return Q("terms", **{"kind" if name == KIND else f"facets.{name}": values})


def _counted(name: str, others: list[Any], day: str) -> Any:
    """The count of a facet among the hits that the other facets let through."""
    if name == STATUS:
        values = A("terms", field="periods.status", size=MOST_VALUES)
        on_day = A("filter", filter=_on(day), aggs={"inner": values})
        counted = A("nested", path="periods", aggs={"inner": on_day})
    else:
        field = "kind" if name == KIND else f"facets.{name}"
        counted = A("terms", field=field, size=MOST_VALUES)
    return A("filter", filter=_all_of(others), aggs={"inner": counted}) if others else counted


def _order(sort: str, day: str, *, scored: bool) -> list[Any]:
    if sort == RELEVANCE and scored:
        return ["_score", {"number": "desc"}]
    if sort == TITLE:
        return ["title_order", "number"]
    if sort == CLOSING:
        now = {"path": "periods", "filter": _on(day).to_dict()}
        closed = {"periods.closed": {"order": "asc", "nested": now}}
        deadline = {"periods.deadline": {"order": "asc", "missing": "_last", "nested": now}}
        return [closed, deadline, "title_order", "number"]
    return [{"published": {"order": "desc", "missing": "_last"}}, {"number": "desc"}]
