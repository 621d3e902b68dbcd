"""The engine that needs no server: an inverted index in the site's own database."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from django.db import router, transaction
from django.db.models import Case, CharField, Count, F, FloatField, Q, QuerySet, Sum, Value, When

from .. import projection
from ..documents import SearchDocument
from ..models import Posting, SearchEntry, SearchFacet, SearchPeriod
from ..projection import term_id
from ..registry import KIND, STATUS
from ..swedish import QueryTerm, query_terms, sort_key, words
from ..weights import idf
from .base import (
    CLOSING,
    OPEN,
    RELEVANCE,
    TITLE,
    Found,
    Progress,
    Query,
    Suggestion,
    last_page,
    missing_words,
    telling,
)

T = TypeVar("T")
SIMILAR_TERMS = 12


class EmbeddedEngine:
    """Weights are worked out when a document is written; a question is a few grouped queries."""

    name = "embedded"

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.index`. Each batch is one transaction, or part of the one that is open."""
        count = 0
        for batch in _batches(documents, projection.BATCH):
            projection.write(batch)
            count += len(batch)
        return count

    def remove(self, keys: Iterable[str]) -> None:
        """See `Engine.remove`."""
        for batch in _batches(keys, projection.BATCH):
            projection.remove(batch)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """See `Engine.rebuild`. One transaction: until it ends, everyone finds what was there."""
        count = 0
        with transaction.atomic(using=router.db_for_write(SearchEntry)):
            projection.wipe()
            for batch in _batches(documents, projection.BATCH):
                projection.write(batch, replace=False)
                count += len(batch)
                if progress:
                    progress(len(batch))
        return count

    def search(self, query: Query) -> Found:
        """See `Engine.search`."""
        asked = query_terms(query.text)
        terms: tuple[QueryTerm, ...] = ()
        missing: tuple[str, ...] = ()
        worth: dict[int, float] = {}
        if asked:
            frequency, documents = self._frequency([term.text for term in asked])
            terms = telling(asked, frequency, documents)
            missing = missing_words(asked, frequency)
            worth = {term_id(t.text): t.weight * idf(frequency[t.text], documents) for t in terms}
            if not terms:
                return Found((), 0, facets={name: {} for name in query.facets}, missing=missing)
        found = _Hits(query, worth)
        total = found.entries().count()
        page = min(max(1, query.page), last_page(total, query.per_page))
        first = (page - 1) * query.per_page
        keys: tuple[str, ...] = ()
        if total and query.per_page:
            keys = tuple(found.ordered()[first : first + query.per_page])
        return Found(
            keys=keys,
            total=total,
            page=page,
            facets=found.counts(),
            terms=terms,
            missing=missing,
        )

    def suggest(
        self, prefix: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 8
    ) -> list[Suggestion]:
        """See `Engine.suggest`."""
        written = words(prefix)
        if not written:
            return []
        entries = _among(site_id, kinds)
        begins = Q(sort_title__startswith=sort_key(prefix))
        inside = Q()
        for word in written:
            inside &= Q(sort_title__startswith=sort_key(word)) | Q(
                sort_title__contains="0" + sort_key(word)
            )
        rows = (
            entries.filter(begins | inside)
            .annotate(rank=Case(When(begins, then=Value(0)), default=Value(1)))
            .order_by("rank", "sort_title", "pk")[:limit]
        )
        return [Suggestion(row.key, row.kind, row.title, row.url) for row in rows.defer("body")]

    def similar(
        self, key: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[str]:
        """See `Engine.similar`. The document's heaviest terms are the question."""
        weights = dict(
            Posting.objects.filter(entry__key=key)
            .order_by("-weight")
            .values_list("term_id", "weight")[: SIMILAR_TERMS * 3]
        )
        frequency = _occurrences(weights)
        documents = SearchEntry.objects.count()
        worth = {t: w * idf(frequency[t], documents) for t, w in weights.items()}
        heaviest = dict(sorted(worth.items(), key=lambda item: -item[1])[:SIMILAR_TERMS])
        if not heaviest:
            return []
        entries = _among(site_id, kinds).exclude(key=key)
        return list(_scored(heaviest, entries).values_list("entry__key", flat=True)[:limit])

    def _frequency(self, texts: Iterable[str]) -> tuple[dict[str, int], int]:
        """In how many documents each term occurs, and how many documents there are."""
        by_id = {term_id(text): text for text in texts}
        found = {by_id[term]: count for term, count in _occurrences(by_id).items()}
        return found, SearchEntry.objects.count()


class _Hits:
    """The entries that answer one question, counted and ordered in different ways."""

    def __init__(self, query: Query, worth: dict[int, float]) -> None:
        self.query, self.worth = query, worth

    def entries(self, *, without: str = "", text: bool = True) -> "QuerySet[SearchEntry]":
        """All of them; `without` leaves one facet's filter out, `text` the words asked for."""
        entries = _among(self.query.site_id, self.query.kinds)
        if self.worth and text:
            with_term = Posting.objects.filter(term_id__in=self.worth)
            entries = entries.filter(pk__in=with_term.values("entry_id"))
        for name, values in self.query.filters.items():
            if name == without or not values:
                continue
            if name == KIND:
                entries = entries.filter(kind__in=values)
            elif name == STATUS:
                now = self.periods().filter(status__in=values)
                entries = entries.filter(pk__in=now.values("entry_id"))
            else:
                having = SearchFacet.objects.filter(facet=name, value__in=values)
                entries = entries.filter(pk__in=having.values("entry_id"))
        return entries

    def periods(self) -> "QuerySet[SearchPeriod]":
        """The periods that hold on the day."""
        return SearchPeriod.objects.filter(starts__lte=self.query.day, ends__gt=self.query.day)

    def ordered(self) -> "QuerySet[Any, Any]":
        """Their keys, in the order that was asked for."""
        if self.query.sort == RELEVANCE and self.worth:
            scored = _scored(self.worth, self.entries(text=False))
            return scored.values_list("entry__key", flat=True)
        if self.query.sort == CLOSING:
            return (
                self.periods()
                .filter(entry__in=self.entries())
                .order_by(
                    Case(When(status=OPEN, then=0), default=1),
                    F("deadline").asc(nulls_last=True),
                    "entry__sort_title",
                    "entry_id",
                )
                .values_list("entry__key", flat=True)
            )
        entries = self.entries().values_list("key", flat=True)
        if self.query.sort == TITLE:
            return entries.order_by("sort_title", "pk")
        return entries.order_by(F("published_at").desc(nulls_last=True), "-pk")

    def counts(self) -> dict[str, dict[str, int]]:
        """How many entries each value gives, facet by facet; all in one query."""
        names = self.query.facets
        active = {name for name, values in self.query.filters.items() if values}
        special = {KIND, STATUS}
        plain = [name for name in names if name not in active | special]
        branches: list[QuerySet[Any, Any]] = []
        if plain:
            branches.append(self._facet_counts(plain, self.entries()))
        for name in names:
            if name == KIND:
                kinds = self.entries(without=KIND).annotate(name=_text(KIND))
                branches.append(kinds.values_list("name", "kind").annotate(n=Count("pk")))
            elif name == STATUS:
                now = self.periods().filter(entry__in=self.entries(without=STATUS))
                now = now.exclude(status="").annotate(name=_text(STATUS))
                branches.append(now.values_list("name", "status").annotate(n=Count("pk")))
            elif name in active:
                branches.append(self._facet_counts([name], self.entries(without=name)))
        counts: dict[str, dict[str, int]] = {name: {} for name in names}
        if branches:
            first, *others = (branch.order_by() for branch in branches)
            for name, value, count in first.union(*others, all=True) if others else first:
                counts[name][value] = count
        return counts

    def _facet_counts(self, names: Sequence[str], entries: Any) -> "QuerySet[Any, Any]":
        facets = SearchFacet.objects.filter(facet__in=names, entry__in=entries)
        return facets.values_list("facet", "value").annotate(n=Count("pk"))


def _among(site_id: int, kinds: Sequence[str]) -> "QuerySet[SearchEntry]":
    entries = SearchEntry.objects.filter(site_id=site_id)
    return entries.filter(kind__in=kinds) if kinds else entries


def _scored(worth: dict[int, float], entries: Any) -> "QuerySet[Any, Any]":
    """The entries with any of the terms, the heaviest first."""
    each = Case(
        *(When(term_id=term, then=Value(value)) for term, value in worth.items()),
        output_field=FloatField(),
    )
    return (
        Posting.objects.filter(term_id__in=worth, entry__in=entries)
        .values("entry_id")
        .annotate(score=Sum(F("weight") * each))
        .order_by("-score", "-entry_id")
    )


def _occurrences(terms: Iterable[int]) -> dict[int, int]:
    rows = Posting.objects.filter(term_id__in=list(terms)).order_by().values_list("term_id")
    return dict(rows.annotate(n=Count("pk")))


def _text(value: str) -> Value:
    return Value(value, output_field=CharField())


def _batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
