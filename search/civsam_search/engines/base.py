"""What every engine can do, and the question and answer that all of them speak."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from ..documents import SearchDocument
from ..own_words import OwnWords
from ..swedish import QueryTerm
from ..synonyms import Rules
from ..understanding import Correction

RELEVANCE, NEWEST, TITLE, CLOSING = "relevance", "newest", "title", "closing"
SIMILAR_TERMS = 12
"""So many of its heaviest terms tell what a document is like."""
OPEN = "open"
"""The status that comes first in the order CLOSING: then by the deadline, none last, and title."""

Progress = Callable[[int], None]
"""Told how many documents have been written since it was last called."""


class EngineError(Exception):
    """A server of the search does not answer, or does not take what it is told."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question to an engine.

    Attributes:
        day: whose periods hold, in Europe/Stockholm.
        kinds: the codes to look among, in all when empty. Not a filter that is counted.
        filters: values by facet name, ``kind`` and ``status`` among them: one of the values
            within a facet, and all the facets.
        open_on: a day in Europe/Stockholm on which the status of all hits is OPEN.
        facets: names of the facets to count.
        per_page: 0 asks for the total and the counts alone.
        rules: the synonyms to read it with; those in force if None.
        own: the editors' compounds to read it with; those in force if None.
        exact: look for the words as they are written, whatever else they may be read as.
    """

    site_id: int
    day: date
    text: str = ""
    kinds: tuple[str, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    open_on: date | None = None
    facets: tuple[str, ...] = ()
    sort: str = RELEVANCE
    page: int = 1
    per_page: int = 20
    rules: Rules | None = None
    own: OwnWords | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's answer.

    Attributes:
        keys: the documents of this page, in order.
        page: the page that was given: the last one where a later one was asked for.
        facets: how many documents each value of a facet gives; a facet's own filter is left out.
        terms: what the documents were found by, to mark in the text.
        missing: the words of the question that no document has in any form.
        corrections: words that were read as others rather than as they stand.
        reserve: whether the embedded engine answered because the server of the search is away.
    """

    keys: tuple[str, ...]
    total: int
    page: int = 1
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    terms: tuple[QueryTerm, ...] = ()
    missing: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    reserve: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that begins with, or has a word that begins with, what was written."""

    key: str
    kind: str
    title: str
    url: str


class Engine(Protocol):
    """An engine keeps documents and answers questions about them.

    Attributes:
        steps: how many times a rebuild tells of each document, as it reads and as it sends it.
    """

    name: str
    steps: int

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Add documents, or put them in the place of those with the same keys. How many."""

    def remove(self, keys: Iterable[str]) -> None:
        """Forget these documents; keys that are not there are no error."""

    def rebuild(self, documents: Iterable[SearchDocument], progress: Progress | None = None) -> int:
        """Put these documents in the place of all there are: all of it or nothing. How many."""

    def search(self, query: Query) -> Found:
        """The documents that answer the question."""

    def suggest(
        self, prefix: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 8
    ) -> list[Suggestion]:
        """Titles with a word that begins with the last of `prefix`, and with its other words."""

    def similar(
        self, key: str, *, site_id: int, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[str]:
        """The keys of the documents most about what this one is about, without itself."""


def last_page(total: int, per_page: int) -> int:
    """The number of the last page, at least 1."""
    return max(1, -(-total // per_page)) if per_page else 1
