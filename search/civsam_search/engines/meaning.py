"""What questions and documents are about on a site: their words, and how rare those are there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Count, F, QuerySet, Value

from ..keeping import kept
from ..models import Posting, SearchEntry, Term
from ..projection import term_id
from ..rarity import rarity
from ..spelling import Vocabulary
from ..understanding import Understood, understand
from ..weights import idf
from .base import SIMILAR_TERMS, Query
from .known import known_on

KEPT_SECONDS = 60
ID = BigIntegerField()


def understand_on_site(query: Query) -> Understood:
    """What a question means among the documents of its site."""
    known = known_on(query.site_id, query.day).as_of_now()

    def frequencies(asked: Iterable[str]) -> tuple[dict[str, int], int]:
        ids = {text: term_id(query.site_id, text) for text in asked}
        counted = dict(_occurrences(ids.values()))
        return {text: counted.get(term, 0) for text, term in ids.items()}, known.documents

    return understand(
        query.text,
        frequencies,
        lambda: vocabulary(query.site_id),
        rules=query.rules,
        own=query.own,
        exact=query.exact,
        rare=rarity(None, query.site_id),
    )


@kept(KEPT_SECONDS, most=4)
def vocabulary(site_id: int) -> Vocabulary:
    """The terms of a site, as the process knew them at most a minute ago."""
    return Vocabulary(Term.objects.filter(site_id=site_id).values_list("text", "shown"))


def heaviest_terms(key: str, site_id: int) -> dict[str, float]:
    """The terms that a document is most about, with what they are worth in it."""
    weights = dict(
        Posting.objects.filter(entry__key=key, entry__site_id=site_id)
        .order_by("-weight")
        .values_list("term__text", "weight")[: SIMILAR_TERMS * 3]
    )
    ids = {term: term_id(site_id, term) for term in weights}
    here = SearchEntry.objects.filter(site_id=site_id).order_by().annotate(of=Value(None, ID))
    all_there = here.values_list("of").annotate(n=Count("*"))
    frequency = dict(_occurrences(ids.values()).union(all_there, all=True))
    documents = frequency.pop(None, 0)
    worth = {t: w * idf(frequency[ids[t]], documents) for t, w in weights.items()}
    return dict(sorted(worth.items(), key=lambda item: -item[1])[:SIMILAR_TERMS])


def _occurrences(terms: Iterable[int]) -> "QuerySet[Any, Any]":
    """Terms, and how many documents have each of them."""
    rows = Posting.objects.filter(term_id__in=list(terms)).order_by().annotate(of=F("term_id"))
    return rows.values_list("of").annotate(n=Count("*"))
