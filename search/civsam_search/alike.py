"""Things that are alike: by what they share first, by what they are about second, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, F, FloatField, Q, Sum, Value, When

from . import boosts
from .clock import today
from .engines import get_engine
from .engines.embedded import heaviest_terms
from .hits import Hit, load
from .labels import facet_labels
from .models import Posting, SearchFacet
from .projection import term_id
from .registry import KIND, get_facet
from .swedish import STOP_WORDS

LOOKED_AT = 30
"""So many are looked at of those that share the most, and of those most about the same."""
REASONS = 3
WORDS_ALONE = 2
"""So many words must be shared where nothing else is: one alone is chance."""
WORDS_WORTH = 0.8
"""What being about the very same is worth beside sharing all there is to share."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A thing that is like another, with up to three reasons.

    Attributes:
        shared: what both have, such as a topic and an area, the heaviest first.
        words: words that both are about, where they share nothing else.
    """

    hit: Hit
    shared: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def alike(key: str, *, site_id: int, limit: int = 3, day: date | None = None) -> list[Alike]:
    """The public things of the same kind that are most like the one with this key.

    What is open comes before what is closed (`boosts`), and nothing without a reason to show. In
    a fixed number of queries.
    """
    day = day or today()
    own = list(SearchFacet.objects.filter(entry__key=key, site_id=site_id))
    kind = next((row.value for row in own if row.facet == KIND), "")
    if not kind:
        return []
    worth = {
        (row.facet, row.value): facet.likeness
        for row in own
        if (facet := get_facet(row.facet)) and facet.likeness
    }
    same = _same(worth)
    about = get_engine().similar(key, site_id=site_id, kinds=(kind,), limit=LOOKED_AT)
    shared = _shared({*about, *_sharing_most(key, site_id, kind, worth)}, same)
    everything = sum(worth.values()) or 1.0
    scores = {k: WORDS_WORTH * (1 - place / LOOKED_AT) for place, k in enumerate(about)}
    for other, values in shared.items():
        in_common = sum(worth[value] for value in values) / everything
        scores[other] = scores.get(other, 0.0) + in_common
    best = sorted(scores, key=lambda k: (-scores[k], k))[: limit * 3]
    hits = load(best, day=day)
    hits.sort(key=lambda hit: -scores[hit.key] * _factor(hit, day))
    return _with_reasons(hits, shared, worth, key, site_id)[:limit]


def _factor(hit: Hit, day: date) -> float:
    return boosts.factor(hit.kind, hit.status, hit.deadline, day)


def _same(worth: Mapping[tuple[str, str], float]) -> Q:
    """The rows that give an entry one of these values."""
    by_facet = defaultdict(list)
    for facet, value in worth:
        by_facet[facet].append(value)
    same = Q(pk__in=())
    for facet, values in by_facet.items():
        same |= Q(facet=facet, value__in=values)
    return same


def _sharing_most(
    key: str, site_id: int, kind: str, worth: Mapping[tuple[str, str], float]
) -> list[str]:
    """The keys of the entries of a kind whose shared values are worth the most."""
    if not worth:
        return []
    each = Case(
        *(When(facet=facet, then=Value(value)) for facet, value in _by_facet(worth).items()),
        output_field=FloatField(),
    )
    others = SearchFacet.objects.filter(_same(worth), site_id=site_id, entry__kind=kind)
    others = others.exclude(entry__key=key).order_by().values("entry_id")
    most = others.annotate(worth=Sum(each)).order_by("-worth", "-entry_id")
    return list(most.values_list("entry__key", flat=True)[:LOOKED_AT])


def _by_facet(worth: Mapping[tuple[str, str], float]) -> dict[str, float]:
    return {facet: value for (facet, _), value in worth.items()}


def _shared(keys: Iterable[str], same: Q) -> dict[str, list[tuple[str, str]]]:
    """What each of these has that the thing has too."""
    found = defaultdict(list)
    rows = SearchFacet.objects.filter(same, entry__key__in=list(keys)).order_by("facet", "value")
    for key, facet, value in rows.values_list("entry__key", "facet", "value"):
        found[key].append((facet, value))
    return found


def _with_reasons(
    hits: list[Hit],
    shared: Mapping[str, list[tuple[str, str]]],
    worth: Mapping[tuple[str, str], float],
    key: str,
    site_id: int,
) -> list[Alike]:
    alone = [hit.key for hit in hits if not shared.get(hit.key)]
    words = _words(alone, key, site_id) if alone else {}
    found = []
    for hit in hits:
        values = sorted(shared.get(hit.key, ()), key=lambda value: -worth[value])
        texts = [text for facet, value in values if (text := facet_labels(facet).get(value))]
        about = words.get(hit.key, [])
        if texts or len(about) >= WORDS_ALONE:
            found.append(Alike(hit, tuple(texts[:REASONS]), tuple(about[:REASONS])))
    return found


def _words(keys: list[str], key: str, site_id: int) -> dict[str, list[str]]:
    """The words that each of these and the thing are most about, as they are written."""
    heaviest = [term_id(site_id, term) for term in heaviest_terms(key, site_id)]
    found = defaultdict(list)
    rows = Posting.objects.filter(term_id__in=heaviest, entry__key__in=keys)
    rows = rows.exclude(term__shown="").order_by("-weight", "term_id")
    for other, word in rows.annotate(word=F("term__shown")).values_list("entry__key", "word"):
        if word not in STOP_WORDS:
            found[other].append(word)
    return found
