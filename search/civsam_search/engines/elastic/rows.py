"""From the projection's rows to what the servers are sent."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from ...models import Posting, SearchEntry, SearchFacet, SearchPeriod
from ...swedish import sort_key, words
from ..base import OPEN

Action = tuple[str, "dict[str, Any] | None"]
"""A key with the document to send, or with None where there is none any more."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ENTRY = ("pk", "key", "kind", "site_id", "title", "sort_title", "published_at", "digest")


def of_keys(keys: Iterable[str]) -> list[Action]:
    """What these documents are now; four queries."""
    wanted = list(dict.fromkeys(keys))
    found = dict(_made(SearchEntry.objects.filter(key__in=wanted)))
    return [(key, found.get(key)) for key in wanted]


def everything(batch: int) -> Iterator[list[Action]]:
    """All documents, so many at a time, in the order they came."""
    last = 0
    while True:
        entries = SearchEntry.objects.filter(pk__gt=last).order_by("pk")[:batch]
        pks = list(entries.values_list("pk", flat=True))
        if not pks:
            return
        last = pks[-1]
        yield list(_made(SearchEntry.objects.filter(pk__gte=pks[0], pk__lte=last)))


def _made(entries: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = {row[0]: row for row in entries.order_by("pk").values_list(*_ENTRY)}
    ids = list(rows)
    weights: dict[int, dict[str, float]] = {pk: {} for pk in ids}
    facets: dict[int, dict[str, list[str]]] = {pk: {} for pk in ids}
    periods: dict[int, list[dict[str, Any]]] = {pk: [] for pk in ids}
    among = {"entry_id__in": ids}
    postings = Posting.objects.filter(**among).order_by()
    for pk, term, weight in postings.values_list("entry_id", "term__text", "weight"):
        if term:
            weights[pk][term] = weight
    values = SearchFacet.objects.filter(**among).order_by()
    for pk, facet, value in values.values_list("entry_id", "facet", "value"):
        facets[pk].setdefault(facet, []).append(value)
    for period in SearchPeriod.objects.filter(**among).order_by("starts").defer("card"):
        periods[period.entry_id].append(_period(period))
    for pk, key, kind, site, title, sort_title, published, digest in rows.values():
        made: dict[str, Any] = {
            "key": key,
            "number": pk,
            "site": site,
            "kind": kind,
            "title_order": sort_title,
            "title_words": _title_words(title),
            "terms": " ".join(weights[pk]),
            "facets": facets[pk],
            "periods": periods[pk],
            "digest": digest,
        }
        if weights[pk]:
            made["weights"] = weights[pk]
        if published:
            made["published"] = (published - _EPOCH) // _MICROSECOND
        yield key, made


def _title_words(title: str) -> str:
    """The words of a title as they are sorted, without a leading "Föreningen"."""
    written = words(title)
    if len(written) > 1 and written[0] == "föreningen":
        del written[0]
    return " ".join(sort_key(word) for word in written)


def _period(row: SearchPeriod) -> dict[str, Any]:
    made: dict[str, Any] = {
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "closed": int(row.status != OPEN),
    }
    if row.status:
        made["status"] = row.status
    if row.deadline:
        made["deadline"] = row.deadline.isoformat()
    return made
