"""An engine in a dictionary: for tests, and the plainest account of what an engine does."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from .. import boosts
from ..boosts import State, factor
from ..documents import SearchDocument
from ..registry import KIND, STATUS
from ..spelling import Vocabulary
from ..swedish import sort_key, words
from ..understanding import understand
from ..weights import AVERAGE_ALL, analyse, idf
from .base import (
    CLOSING,
    OPEN,
    RELEVANCE,
    SIMILAR_TERMS,
    TITLE,
    Found,
    Progress,
    Query,
    Suggestion,
    last_page,
)


class MemoryEngine:
    """Everything in order of arrival; forgotten with the process."""

    name = "memory"
    steps = 1

    def __init__(self, average: int = AVERAGE_ALL) -> None:
        """`average`: how long the documents are, in terms."""
        self._average = average
        self._documents: dict[str, SearchDocument] = {}
        self._weights: dict[str, Mapping[str, float]] = {}
        self._shown: dict[str, Mapping[str, str]] = {}

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """See `Engine.index`."""
        count = 0
        for document in documents:
            self._documents[document.key] = document
            analysis = analyse(document, self._average)
            self._weights[document.key] = analysis.weights
            self._shown[document.key] = analysis.shown
            count += 1
        return count

    def remove(self, keys: Iterable[str]) -> None:
        """See `Engine.remove`."""
        for key in keys:
            self._documents.pop(key, None)
            self._weights.pop(key, None)
            self._shown.pop(key, None)

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """See `Engine.rebuild`."""
        fresh = MemoryEngine(self._average)
        for document in documents:
            fresh.index([document])
            if progress:
                progress(1)
        self._documents = fresh._documents
        self._weights, self._shown = fresh._weights, fresh._shown
        return len(self._documents)

    def search(self, query: Query) -> Found:
        """See `Engine.search`."""
        frequency = Counter(term for weights in self._weights.values() for term in weights)
        asked = understand(
            query.text,
            lambda terms: ({term: frequency[term] for term in terms}, len(self._documents)),
            self._vocabulary,
            rules=query.rules,
            own=query.own,
            exact=query.exact,
        )
        scores = {
            key: score
            for key, score in self._scores(asked.worth).items()
            if asked.selecting & self._weights[key].keys()
        }
        wanted = bool(words(query.text))
        hits = [
            document
            for document in self._documents.values()
            if (document.key in scores or not wanted) and self._passes(document, query)
        ]
        page = min(max(1, query.page), last_page(len(hits), query.per_page))
        first = (page - 1) * query.per_page
        ordered = self._ordered(hits, query, scores)
        return Found(
            keys=tuple(document.key for document in ordered[first : first + query.per_page]),
            total=len(hits),
            page=page,
            facets={name: self._counts(name, query, scores, wanted) for name in query.facets},
            terms=asked.terms,
            missing=asked.missing,
            corrections=asked.corrections,
        )

    def suggest(
        self, prefix: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 8
    ) -> list[Suggestion]:
        """See `Engine.suggest`."""
        written = [sort_key(word) for word in words(prefix)]
        found = []
        for document in self._documents.values():
            title = sort_key(document.title)
            inside = all(f"0{title}".find(f"0{word}") >= 0 for word in written)
            begins = title.startswith(sort_key(prefix))
            if written and _among(document, site_id, kinds) and (begins or inside):
                found.append((not begins, title, document))
        found.sort(key=lambda row: row[:2])
        return [Suggestion(d.key, d.kind, d.title, d.url) for *_, d in found[:limit]]

    def similar(
        self, key: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[str]:
        """See `Engine.similar`."""
        frequency = Counter(term for weights in self._weights.values() for term in weights)
        worth = {t: w * self._idf(t, frequency) for t, w in self._weights.get(key, {}).items()}
        heaviest = dict(sorted(worth.items(), key=lambda item: -item[1])[:SIMILAR_TERMS])
        scores = self._scores(heaviest)
        near = [k for k in scores if k != key and _among(self._documents[k], site_id, kinds)]
        return sorted(near, key=lambda k: -scores[k])[:limit]

    def _vocabulary(self) -> Vocabulary:
        shown: dict[str, str] = {}
        for key, weights in self._weights.items():
            shown |= {text: self._shown[key].get(text, "") for text in weights}
        return Vocabulary(shown.items())

    def _idf(self, term: str, frequency: Counter[str]) -> float:
        return idf(frequency[term], len(self._documents))

    def _scores(self, worth: Mapping[str, float]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for key, weights in self._weights.items():
            common = worth.keys() & weights.keys()
            if common:
                scores[key] = sum(weights[term] * worth[term] for term in common)
        return scores

    def _passes(self, document: SearchDocument, query: Query, without: str = "") -> bool:
        if query.open_on and document.period_on(query.open_on).status != OPEN:
            return False
        return _among(document, query.site_id, query.kinds) and all(
            not wanted or name == without or set(wanted) & set(_values(document, name, query.day))
            for name, wanted in query.filters.items()
        )

    def _counts(
        self,
        name: str,
        query: Query,
        scores: Mapping[str, float],
        wanted: bool,
    ) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for document in self._documents.values():
            if (document.key in scores or not wanted) and self._passes(document, query, name):
                counts.update(set(_values(document, name, query.day)))
        return dict(counts)

    def _ordered(
        self, hits: list[SearchDocument], query: Query, scores: Mapping[str, float]
    ) -> list[SearchDocument]:
        if query.sort == RELEVANCE and scores:
            hits = sorted(hits, key=lambda d: -scores[d.key])
            return self._boosted(hits, query, scores)
        if query.sort == TITLE:
            return sorted(hits, key=lambda d: sort_key(d.title))
        if query.sort == CLOSING:
            return sorted(hits, key=lambda d: _closing(d, query.day))
        return sorted(hits, key=_published, reverse=True)

    def _boosted(
        self, hits: list[SearchDocument], query: Query, scores: Mapping[str, float]
    ) -> list[SearchDocument]:
        reach = boosts.reach(query.per_page) if query.per_page else 0
        factors = {}
        for document in hits[:reach]:
            period = document.period_on(query.day)
            state = State(document.kind, period.status, period.deadline)
            factors[document.key] = factor(state, query.day)
        scored = ((document.key, scores[document.key]) for document in hits[:reach])
        best = boosts.best_first(scored, factors)
        return [*(self._documents[key] for key in best), *hits[reach:]]


def _closing(document: SearchDocument, day: date) -> tuple[bool, date, str]:
    period = document.period_on(day)
    return period.status != OPEN, period.deadline or date.max, sort_key(document.title)


def _among(document: SearchDocument, site_id: int, kinds: tuple[str, ...]) -> bool:
    return document.site_id == site_id and (not kinds or document.kind in kinds)


def _values(document: SearchDocument, name: str, day: date) -> tuple[str, ...]:
    if name == KIND:
        return (document.kind,)
    if name == STATUS:
        status = document.period_on(day).status
        return (status,) if status else ()
    return tuple(document.facets.get(name, ()))


def _published(document: SearchDocument) -> float:
    return document.published_at.timestamp() if document.published_at else 0.0
