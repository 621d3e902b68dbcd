"""Documents to rows and back: the only writer of the search tables."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db import connections, models, router, transaction
from django.utils import translation

from . import own_words
from .documents import Badge, Card, Fact, Meta, SearchDocument
from .models import Posting, SearchEntry, SearchFacet, SearchPeriod, Term
from .registry import KIND
from .scale import average_length
from .swedish import sort_key, stem, words
from .weights import VERSION, analyse

BATCH = 500
_PLAIN = ("key", "kind", "title", "lead", "body", "published_at", "url", "site_id", "page_id")
_FIRST_DAY = date(1000, 1, 1)
"""The first day that every database can hold."""


def write(documents: Sequence[SearchDocument], *, replace: bool = True) -> None:
    """Write these documents and their postings; `replace=False` when none of them is there."""
    last = {document.key: document for document in documents}
    # In one order, so that no two writers can deadlock; and the later page stays the later row.
    documents = sorted(last.values(), key=lambda d: (d.page_id or 0, d.key))
    if not documents:
        return
    using = router.db_for_write(SearchEntry)
    own_words.in_force.forget()  # what is written stays: read it as the editors say now
    with transaction.atomic(using=using), translation.override(settings.LANGUAGE_CODE):
        average = average_length()
        ids = _write_entries(documents, average)
        if replace:
            _forget(SearchPeriod, SearchFacet, Posting, entry_id__in=list(ids.values()))
        SearchPeriod.objects.bulk_create(
            SearchPeriod(
                entry_id=ids[document.key],
                site_id=document.site_id,
                starts=max(period.starts, _FIRST_DAY),
                ends=period.ends,
                status=period.status,
                deadline=period.deadline,
                card=card_to_json(period.card),
            )
            for document in documents
            for period in document.periods
        )
        facets = {
            (ids[document.key], document.site_id, facet, str(value))
            for document in documents
            for facet, values in ((KIND, (document.kind,)), *document.facets.items())
            for value in values
        }
        _insert(SearchFacet, ("entry_id", "site_id", "facet", "value"), sorted(facets))
        _write_postings(documents, ids, average)


def remove(keys: Iterable[str]) -> None:
    """Forget these documents."""
    with transaction.atomic(using=router.db_for_write(SearchEntry)):
        locked = SearchEntry.objects.select_for_update().order_by("key")
        ids = list(locked.filter(key__in=list(keys)).values_list("pk", flat=True))
        if ids:
            _forget(SearchPeriod, SearchFacet, Posting, entry_id__in=ids)
            _forget(SearchEntry, pk__in=ids)


def wipe() -> None:
    """Forget everything."""
    _forget(Posting, SearchFacet, SearchPeriod, SearchEntry, Term)


def digest(document: SearchDocument, average: int) -> str:
    """A fingerprint of all that the search stores of a document, to tell if it has changed.

    `average` is the length of documents that its weights are worked out with. Of the editors'
    compounds those count that the document has: another row does not change every document.
    """
    with translation.override(settings.LANGUAGE_CODE):
        periods = [
            (p.starts, p.ends, p.status, p.deadline, card_to_json(p.card)) for p in document.periods
        ]
        facets = {facet: sorted(map(str, values)) for facet, values in document.facets.items()}
        rest = [getattr(document, name) for name in _PLAIN]
        told = [VERSION, average, rest, facets, periods, *_own_splits(document)]
        plain = json.dumps(told, default=str, sort_keys=True)
    return blake2b(plain.encode(), digest_size=16).hexdigest()


def _own_splits(document: SearchDocument) -> list[tuple[str, tuple[str, ...]]]:
    """How the editors split words that a document has."""
    splits = own_words.in_force().splits
    if not splits:
        return []
    texts = (document.title, document.lead, document.body)
    stems = {stem(word) for text in texts for word in words(text)}
    return sorted((word, splits[word]) for word in stems & splits.keys())


@lru_cache(maxsize=65536)
def term_id(site_id: int, text: str) -> int:
    """The primary key of a term on a site, the same everywhere and always."""
    spelled = f"{site_id}:{text}".encode()
    return int.from_bytes(blake2b(spelled, digest_size=8).digest(), "big", signed=True)


def card_to_json(card: Card) -> dict[str, Any]:
    """A card as plain data, its lazy texts written out in the language that is active."""
    return {
        "kind_label": str(card.kind_label),
        "icon": card.icon,
        "badge": card.badge
        and {"label": str(card.badge.label), "tone": card.badge.tone, "icon": card.badge.icon},
        "meta": [{"text": str(meta.text), "icon": meta.icon} for meta in card.meta],
        "facts": [
            {
                "label": str(fact.label),
                "text": str(fact.text),
                "day": fact.day.isoformat() if fact.day else None,
            }
            for fact in card.facts
        ],
    }


def card_from_json(data: Mapping[str, Any]) -> Card:
    """The card that `card_to_json` made."""
    return Card(
        kind_label=data["kind_label"],
        icon=data["icon"],
        badge=Badge(**data["badge"]) if data["badge"] else None,
        meta=tuple(Meta(**meta) for meta in data["meta"]),
        facts=tuple(
            Fact(
                label=fact["label"],
                text=fact["text"],
                day=date.fromisoformat(fact["day"]) if fact["day"] else None,
            )
            for fact in data["facts"]
        ),
    )


def _write_entries(documents: Sequence[SearchDocument], average: int) -> dict[str, int]:
    fields = ["kind", "site_id", "page_id", "title", "sort_title", "lead", "body", "url"]
    fields += ["published_at", "digest"]
    connection = connections[router.db_for_write(SearchEntry)]
    targeted = connection.features.supports_update_conflicts_with_target
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(
                key=document.key,
                kind=document.kind,
                site_id=document.site_id,
                page_id=document.page_id,
                title=_storable(document.title)[:255],
                sort_title=sort_key(document.title),
                lead=_storable(document.lead),
                body=_storable(document.body),
                url=document.url,
                published_at=document.published_at,
                digest=digest(document, average),
            )
            for document in documents
        ],
        update_conflicts=True,
        unique_fields=["key"] if targeted else None,
        update_fields=fields,
    )
    keys = [document.key for document in documents]
    return dict(SearchEntry.objects.filter(key__in=keys).values_list("key", "pk"))


def _write_postings(
    documents: Sequence[SearchDocument], ids: Mapping[str, int], average: int
) -> None:
    terms: dict[int, Term] = {}
    rows: list[tuple[int, int, float]] = []
    for document in documents:
        analysis, site = analyse(document, average), document.site_id
        for text, weight in analysis.weights.items():
            pk = term_id(site, text)
            rows.append((pk, ids[document.key], weight))
            shown = analysis.shown.get(text, "")
            if pk not in terms or (shown and not terms[pk].shown):
                terms[pk] = Term(id=pk, site_id=site, text=text, shown=shown)
    Term.objects.bulk_create((terms[pk] for pk in sorted(terms)), ignore_conflicts=True)
    _insert(Posting, ("term_id", "entry_id", "weight"), sorted(rows))
    _show_parts({pk: term.shown for pk, term in terms.items() if term.shown})


def _show_parts(shown: Mapping[int, str]) -> None:
    """Give a word to the terms that were only parts of longer words until now."""
    keys = sorted(shown)
    for start in range(0, len(keys), BATCH):
        parts = Term.objects.filter(pk__in=keys[start : start + BATCH], shown="")
        for pk in list(parts.values_list("pk", flat=True)):
            Term.objects.filter(pk=pk).update(shown=shown[pk])


def _storable(text: str) -> str:
    """The text without the one character that not every database can hold."""
    return str(text).replace("\x00", "")


def _insert(table: type[models.Model], columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Insert plain rows; ten times faster than with a model instance for each of very many."""
    connection = connections[router.db_for_write(table)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    values = ", ".join("%s" for _ in columns)
    sql = f"INSERT INTO {quote(table._meta.db_table)} ({names}) VALUES ({values})"
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def _forget(*tables: type[models.Model], **where: Any) -> None:
    """Delete rows without loading them: a host's signal handlers do not concern these tables."""
    using = router.db_for_write(SearchEntry)
    for table in tables:
        table._default_manager.using(using).filter(**where)._raw_delete(using)
