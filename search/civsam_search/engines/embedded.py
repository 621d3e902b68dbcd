"""The engine that needs no server: an inverted index in the site's own database."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    FloatField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)

from .. import boosts, projection
from ..documents import SearchDocument
from ..models import Posting, SearchEntry, SearchFacet, SearchPeriod, Term
from ..projection import term_id
from ..registry import KIND, STATUS
from ..swedish import sort_key, words
from ..understanding import Understood
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
)
from .known import Known, known_on
from .meaning import heaviest_terms, understand_on_site
from .weighed import Weighed

T = TypeVar("T")
AFTER_ALL = "ze"
"""What no sort key goes on with, or after it: z is "za" there, and ö "zd"."""
BROAD = 5
"""Hits are broad when they are more than one in this many of the documents."""


class EmbeddedEngine:
    """Weights are worked out when a document is written; a question is a few grouped queries."""

    name = "embedded"
    steps = 1

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
        count, using = 0, router.db_for_write(SearchEntry)
        with transaction.atomic(using=using):
            projection.wipe()
            for batch in _batches(documents, projection.BATCH):
                projection.write(batch, replace=False)
                count += len(batch)
                if progress:
                    progress(len(batch))
            _look_again(using)
        return count

    def search(self, query: Query) -> Found:
        """See `Engine.search`."""
        # How rare a word or a value is matters to scores and to counts, not to a total alone.
        asked = understand_on_site(query) if query.text else Understood()
        if query.text and words(query.text) and not asked.terms:
            return Found((), 0, facets={n: {} for n in query.facets}, missing=asked.missing)
        hits = _Hits(query, asked)
        total = hits.total()
        page = min(max(1, query.page), last_page(total, query.per_page))
        return Found(
            keys=hits.keys(page) if total and query.per_page else (),
            total=total,
            page=page,
            facets=hits.counts(total),
            terms=asked.terms,
            missing=asked.missing,
            corrections=asked.corrections,
        )

    def suggest(
        self, prefix: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 8
    ) -> list[Suggestion]:
        """See `Engine.suggest`."""
        written = words(prefix)
        if not written:
            return []
        entries = _among(site_id, kinds)
        # An index has all that chooses and orders; the rows, with their texts, are few.
        in_order = entries.order_by("sort_title", "pk").values_list("pk", flat=True)
        begin, inside = sort_key(prefix), Q()
        begins = Q(sort_title__gte=begin, sort_title__lt=begin + AFTER_ALL)
        ids = list(in_order.filter(begins)[:limit])
        if len(ids) < limit:
            # Where enough titles begin so, nobody has to look into each of the others.
            for word in written:
                inside &= Q(sort_title__startswith=sort_key(word)) | Q(
                    sort_title__contains="0" + sort_key(word)
                )
            ids += in_order.filter(inside).exclude(pk__in=ids)[: limit - len(ids)]
        rows = SearchEntry.objects.filter(pk__in=ids).values_list(
            "pk", "key", "kind", "title", "url"
        )
        found = {pk: Suggestion(*fields) for pk, *fields in rows}
        return [found[pk] for pk in ids if pk in found]

    def similar(
        self, key: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[str]:
        """See `Engine.similar`. The document's heaviest terms are the question."""
        heaviest = {term_id(site_id, t): w for t, w in heaviest_terms(key, site_id).items()}
        if not heaviest:
            return []
        entries = _among(site_id, kinds).exclude(key=key)
        scored = _scored(heaviest).filter(entry__in=entries)
        return list(scored.values_list("entry__key", flat=True)[:limit])


class _Hits:
    """The entries that answer one question, counted and ordered in different ways."""

    def __init__(self, query: Query, asked: Understood) -> None:
        self.query = query
        self.worth = {term_id(query.site_id, t): worth for t, worth in asked.worth.items()}
        self.selecting = [term_id(query.site_id, term) for term in sorted(asked.selecting)]
        self.filters = {name: values for name, values in query.filters.items() if values}
        self.weighed: Weighed | None = None
        if self.worth and query.facets:
            self.weighed = Weighed(query, self._weights(), self.known)

    @cached_property
    def known(self) -> Known:
        """What the process knew of the site's entries when the question was understood."""
        return known_on(self.query.site_id, self.query.day)

    def total(self) -> int:
        """How many there are."""
        return self.weighed.total if self.weighed else self.ids().distinct().count()

    def ids(self, *, without: str = "") -> Any:
        """Their primary keys; `without` leaves one facet's filter out."""
        if self.worth:
            with_term = Posting.objects.filter(term_id__in=self.selecting).order_by()
            return self._filtered(with_term, "entry_id", without).values_list("entry_id", flat=True)
        return self._filtered(self._everything(), "pk", without).values_list("pk", flat=True)

    def periods(self, day: date | None = None) -> "QuerySet[SearchPeriod]":
        """The periods that hold on a day, that of the question if None."""
        day = day or self.query.day
        return SearchPeriod.objects.filter(starts__lte=day, ends__gt=day)

    def keys(self, page: int) -> tuple[str, ...]:
        """The keys of one page, in the order that was asked for."""
        first = (page - 1) * self.query.per_page
        reach = boosts.reach(self.query.per_page)
        if self.query.sort == RELEVANCE and self.worth and first < reach:
            ids = self._best(reach)[first : first + self.query.per_page]
        else:
            ids = list(self._ordered()[first : first + self.query.per_page])
        keys = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "key"))
        return tuple(keys[pk] for pk in ids if pk in keys)

    def _best(self, number: int) -> list[int]:
        """The best hits, by what they are about and by their state."""
        scored = self.weighed.best(number) if self.weighed else list(self._best_rows()[:number])
        return boosts.best_first(scored, self.known.factors([pk for pk, _score in scored]))

    def counts(self, total: int) -> dict[str, dict[str, int]]:
        """How many entries each value gives, facet by facet; all in one query.

        Where the hits are few, all their facets are read; where they are broad, it is quicker
        to read all there is of the facets that are counted.
        """
        if self.weighed:
            return self.weighed.counts()
        names = self.query.facets
        broad = names and total * BROAD > self._everything().count()
        plain = [name for name in names if name not in self.filters and name != STATUS]
        branches = []
        if plain:
            facets = self._of_hits(SearchFacet.objects.all())
            narrow = {"facet__in": plain} if broad else {}
            facets = facets.filter(**narrow).exclude(facet__in=list(self.filters))
            branches.append(facets.values_list("facet", "value"))
        for name in names:
            if name == STATUS:
                now = self._of_hits(self.periods(), without=STATUS)
                now = now.exclude(status="").annotate(name=_text(STATUS))
                branches.append(now.values_list("name", "status"))
            elif name in self.filters:
                own = SearchFacet.objects.filter(facet=name)
                branches.append(self._of_hits(own, without=name).values_list("facet", "value"))
        counts: dict[str, dict[str, int]] = {name: {} for name in names}
        if branches:
            first, *others = (branch.order_by().annotate(n=Count("*")) for branch in branches)
            for name, value, count in first.union(*others, all=True) if others else first:
                if name in counts:
                    counts[name][value] = count
        return counts

    def _ordered(self) -> Any:
        sort = self.query.sort
        if sort == RELEVANCE and self.worth:
            return self._best_rows().values_list("entry_id", flat=True)
        if sort == CLOSING:
            open_first = Case(When(status=OPEN, then=0), default=1)
            closing = F("deadline").asc(nulls_last=True)
            now = self.periods().filter(entry_id__in=self.ids())
            now = now.order_by(open_first, closing, "entry__sort_title", "entry_id")
            return now.values_list("entry_id", flat=True)
        there = self._everything()
        entries = there.filter(pk__in=self.ids()) if self.worth else self._filtered(there, "pk")
        newest = F("published_at").desc(nulls_last=True)
        order = ("sort_title", "pk") if sort == TITLE else (newest, "-pk")
        return entries.order_by(*order).values_list("pk", flat=True)

    def _everything(self) -> "QuerySet[SearchEntry]":
        return SearchEntry.objects.filter(site_id=self.query.site_id).order_by()

    def _weights(self) -> dict[int, float]:
        """The entries that the words alone choose, and their scores, added up in the process."""
        choosing = Posting.objects.filter(term_id__in=self.selecting).order_by()
        if self.query.open_on:
            then = self._open_on().filter(entry_id=OuterRef("entry_id"))
            choosing = choosing.filter(Exists(then))
        rows = _plain_rows(choosing.values_list("term_id", "entry_id", "weight"))
        if others := self.worth.keys() - set(self.selecting):
            # They are in very many entries, and tell those apart that are chosen.
            broad = Posting.objects.filter(
                term_id__in=others, entry_id__in=choosing.values("entry_id")
            ).order_by()
            rows += _plain_rows(broad.values_list("term_id", "entry_id", "weight"))
        worth, scores = self.worth, dict[int, float]()
        for term, entry, weight in rows:
            scores[entry] = scores.get(entry, 0.0) + weight * worth[term]
        return scores

    def _best_rows(self) -> Any:
        """The entries that the filters let through, and their scores, the best first."""
        scored = self._filtered(_scored(self.worth), "entry_id")
        if len(self.selecting) < len(self.worth):
            # While the postings are summed: SQLite looks each one up if it is asked apart.
            told = Case(When(term_id__in=self.selecting, then=Value(1)), default=Value(0))
            scored = scored.annotate(told=Max(told)).filter(told=1)
        return scored.values_list("entry_id", "score")

    def _open_on(self) -> "QuerySet[SearchPeriod]":
        return self.periods(self.query.open_on).filter(status=OPEN)

    def _of_hits(self, rows: Any, *, without: str = "") -> Any:
        """Those of the rows that belong to the hits, which are all but for what was chosen."""
        rows = rows.filter(site_id=self.query.site_id)
        narrowed = self.query.kinds or self.query.open_on or self.filters.keys() - {without}
        if not narrowed:
            return rows
        return rows.filter(entry_id__in=self.ids(without=without))

    def _filtered(self, rows: Any, entry: str, without: str = "") -> Any:
        """Those of the rows whose entry, in the field `entry`, the filters let through."""
        chosen = [(name, values) for name, values in self.filters.items() if name != without]
        if self.query.kinds:
            chosen.append((KIND, self.query.kinds))
        through: list[Any] = [
            self.periods().filter(status__in=values)
            if name == STATUS
            else SearchFacet.objects.filter(facet=name, value__in=values)
            for name, values in chosen
        ]
        if self.query.open_on:
            through.append(self._open_on())
        for passing in through:
            if self.worth:
                rows = rows.filter(Exists(passing.filter(entry_id=OuterRef(entry))))
            else:
                passing = passing.filter(site_id=self.query.site_id)
                rows = rows.filter(**{f"{entry}__in": passing.values("entry_id")})
        return rows


def _among(site_id: int, kinds: Sequence[str]) -> "QuerySet[SearchEntry]":
    entries = SearchEntry.objects.filter(site_id=site_id)
    return entries.filter(kind__in=kinds) if kinds else entries


def _scored(worth: dict[int, float]) -> "QuerySet[Any, Any]":
    """The entries with any of the terms, the heaviest first."""
    each = Case(
        *(When(term_id=term, then=Value(value)) for term, value in worth.items()),
        output_field=FloatField(),
    )
    return (
        Posting.objects.filter(term_id__in=worth)
        .values("entry_id")
        .annotate(score=Sum(F("weight") * each))
        .order_by("-score", "-entry_id")
    )


def _plain_rows(rows: "QuerySet[Any, Any]") -> list[Any]:
    """The rows of a query as the database gives them; three times as fast where they are many."""
    with connections[rows.db].cursor() as cursor:
        cursor.execute(*rows.query.get_compiler(rows.db).as_sql())
        return list(cursor.fetchall())


def _look_again(using: str | None) -> None:
    """Let PostgreSQL plan by what is there now: until it looks, counts take seconds."""
    connection = connections[using or DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        tables = (SearchEntry, SearchPeriod, SearchFacet, Term, Posting)
        names = (connection.ops.quote_name(model._meta.db_table) for model in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(names)}")


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
