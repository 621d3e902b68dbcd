"""The engine: writes to the site's own database and its outbox, asks the servers, falls back."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from django.db import router, transaction
from elasticsearch import ApiError, TransportError

from ... import boosts
from ...documents import SearchDocument
from ...models import SearchEntry
from ...rarity import Rarity, rarity
from ...swedish import words
from ...understanding import Understood, understand
from ..base import (
    RELEVANCE,
    EngineError,
    Found,
    Progress,
    Query,
    Suggestion,
    last_page,
)
from ..embedded import EmbeddedEngine
from ..known import known_on
from ..meaning import heaviest_terms, vocabulary
from . import inspecting, outbox, rebuilding
from .asking import Answer, Asker
from .breaker import Breaker
from .cluster import BUDGET, PROBE, Cluster, Deadline, configured
from .mapping import DEEPEST

logger = logging.getLogger(__name__)

T = TypeVar("T")


@lru_cache(maxsize=8)
def breaker(cluster: Cluster) -> Breaker:
    """The one circuit breaker that this process has for a cluster."""
    return Breaker()


def _nobody(count: int) -> None:
    """Nobody wants to know how far it is."""


class ElasticEngine:
    """The projection is the truth, and the index on the servers follows it through the outbox.

    So a save needs the site's own database alone. When the servers do not answer in time, the
    embedded engine does, with the same projection.
    """

    name = "elasticsearch"
    steps = 2

    def __init__(self, cluster: Cluster | None = None) -> None:
        found = cluster or configured()
        if found is None:
            raise ValueError("There is no CIVSAM_ELASTICSEARCH in the settings")
        self.cluster = found
        self.reserve = EmbeddedEngine()
        self.breaker = breaker(found)

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.index`. The servers are told after the transaction."""
        documents = list(documents)
        with transaction.atomic(using=router.db_for_write(SearchEntry)):
            count = self.reserve.index(documents)
            outbox.note(document.key for document in documents)
        return count

    def remove(self, keys: Iterable[str]) -> None:
        """See `Engine.remove`. The servers are told after the transaction."""
        keys = list(keys)
        with transaction.atomic(using=router.db_for_write(SearchEntry)):
            self.reserve.remove(keys)
            outbox.note(keys)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """See `Engine.rebuild`. Others may write meanwhile, and what they write is in it.

        Raises:
            EngineError: the servers do not answer; the old index goes on answering.
        """
        told = progress or _nobody
        with _plain_errors():
            return self._build(lambda build: build.bring_in_step(documents, told), told)

    def status(self) -> list[tuple[str, str]]:
        """How it is with the servers: label and value."""
        return inspecting.status(self.cluster)

    def differences(self) -> list[str]:
        """The keys of the documents that the servers have otherwise than the projection.

        Raises:
            EngineError: the servers do not answer.
        """
        with _plain_errors():
            if rebuilding.answering(self.cluster.client(), self.cluster):
                outbox.drain(self.cluster)
            return inspecting.differences(self.cluster)

    def mend(self, keys: Iterable[str]) -> None:
        """Tell the servers again of these documents; without an index, of all there are.

        Raises:
            EngineError: the servers do not answer.
        """
        with _plain_errors():
            if not rebuilding.answering(self.cluster.client(), self.cluster):
                self._build()
            outbox.note(keys)
            outbox.drain(self.cluster)

    def mend_all(self) -> int:
        """A new index of the projection as it is, without asking the pages. How many documents.

        Raises:
            EngineError: the servers do not answer.
        """
        with _plain_errors():
            return self._build()

    def _build(
        self,
        before: Callable[[rebuilding.Rebuild], None] | None = None,
        progress: Progress = _nobody,
    ) -> int:
        """A new index of the projection, after it has been brought in step with the pages."""
        build = rebuilding.Rebuild(self.cluster)
        try:
            build.begin()
            if before:
                before(build)
            count = build.fill(progress)
            build.finish()
        except BaseException:
            build.give_up()
            raise
        return count

    def search(self, query: Query) -> Found:
        """See `Engine.search`."""
        return self._ask(
            lambda asker: _search(asker, query, rarity(self.cluster, query.site_id)),
            lambda: replace(self.reserve.search(query), reserve=True),
        )

    def suggest(
        self, prefix: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 8
    ) -> list[Suggestion]:
        """See `Engine.suggest`."""
        if not words(prefix):
            return []

        def ask(asker: Asker) -> list[Suggestion]:
            keys = asker.titles(prefix, site_id, kinds, limit)
            rows = SearchEntry.objects.filter(key__in=keys).defer("lead", "body")
            found = {row.key: row for row in rows}
            there = [found[key] for key in keys if key in found]
            return [Suggestion(row.key, row.kind, row.title, row.url) for row in there]

        return self._ask(
            ask, lambda: self.reserve.suggest(prefix, site_id=site_id, kinds=kinds, limit=limit)
        )

    def similar(
        self, key: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[str]:
        """See `Engine.similar`."""
        worth = heaviest_terms(key, site_id)
        if not worth:
            return []
        return self._ask(
            lambda asker: asker.similar(site_id, kinds, worth, key, limit),
            lambda: self.reserve.similar(key, site_id=site_id, kinds=kinds, limit=limit),
        )

    def _ask(self, question: Callable[[Asker], T], fall_back: Callable[[], T]) -> T:
        """The servers' answer, or the embedded engine's when they are away or too slow."""
        was_open = self.breaker.is_open
        if not self.breaker.lets_through():
            return fall_back()
        deadline = Deadline(PROBE if was_open else BUDGET)
        try:
            answer = question(Asker(self.cluster, deadline))
        except (ApiError, TransportError) as error:
            if self.breaker.failed():
                logger.warning("The servers of the search do not answer: %r", error)
            return fall_back()
        if self.breaker.succeeded():
            logger.warning("The servers of the search answer again")
            outbox.wake()
        return answer


def _search(asker: Asker, query: Query, rare: Rarity) -> Found:
    asked = Understood()
    if words(query.text):
        asked = understand(
            query.text,
            lambda terms: asker.frequencies(query.site_id, terms),
            lambda: vocabulary(query.site_id),
            rules=query.rules,
            own=query.own,
            exact=query.exact,
            rare=rare,
        )
        if not asked.terms:
            return Found((), 0, facets={n: {} for n in query.facets}, missing=asked.missing)
    size = query.per_page
    deepest = DEEPEST // size if size else 1
    page = min(max(1, query.page), deepest)
    keys, answer = _page(asker, query, asked, page)
    last = min(last_page(answer.total, size), deepest)
    if page > last:
        page = last
        keys, answer = _page(asker, query, asked, page)
    return Found(
        keys=keys,
        total=answer.total,
        page=page,
        facets={name: answer.counts(name) for name in query.facets},
        terms=asked.terms,
        missing=asked.missing,
        corrections=asked.corrections,
    )


def _page(
    asker: Asker, query: Query, asked: Understood, page: int
) -> tuple[tuple[str, ...], Answer]:
    """The keys of one page, and the answer that they came with."""
    size = query.per_page
    first = (page - 1) * size
    reach = boosts.reach(size) if size else 0
    if query.sort != RELEVANCE or not asked.worth or first >= reach:
        answer = asker.hits(query, asked, first, size)
        return tuple(answer.keys), answer
    answer = asker.hits(query, asked, 0, reach)
    known = known_on(query.site_id, query.day).as_of_now()
    best = boosts.best_first(answer.scores.items(), known.factors(list(answer.scores)))
    return tuple(answer.key_of[number] for number in best[first : first + size]), answer


@contextmanager
def _plain_errors() -> Iterator[None]:
    """The client's errors as those that the rest of the search knows."""
    try:
        yield
    except (ApiError, TransportError) as error:
        raise EngineError(f"Elasticsearch: {error}") from error
