"""Things that are alike: by what they share first, by what they are about second, and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.core.cache import cache
from django.db.models import Case, Count, F, FloatField, Q, Sum, Value, When
from django.utils.translation import get_language

from .boosts import State, factor
from .clock import today
from .engines import get_engine
from .engines.meaning import heaviest_terms
from .hits import Hit, load
from .labels import facet_labels
from .models import Posting, SearchFacet
from .projection import term_id
from .registry import KIND, get_facet
from .swedish import STOP_WORDS
from .weights import idf

KEPT_FOR = 600
LOOKED_AT = 30
"""So many are looked at of those that share the most, and of those most about the same."""
REASONS = 3
LEAST_SHARED = 0.2
"""Below this part of all there is to share, what is shared is no reason: both want money."""
WORDS_ALONE, SHORTEST_WORD = 3, 5
"""So many words of so many letters are a reason where nothing else is: fewer are chance."""
WORDS_WORTH = 0.8
"""What being about the very same is worth beside sharing all there is to share."""

_Value = tuple[str, str]
"""A facet and one of its values."""


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

    What is open comes before what is closed (`boosts`), and nothing without a reason to show.
    Worked out in a fixed number of queries and kept for `KEPT_FOR` seconds; whether everyone may
    see them is asked each time, in one query.
    """
    day = day or today()
    kept = f"civsam-alike-{site_id}-{day:%Y%m%d}-{get_language()}-{limit}-{quote(key)}"
    known = cache.get(kept)
    if known is None:
        found = _work_out(key, site_id, limit, day)
        cache.set(kept, {a.hit.key: (a.shared, a.words) for a in found}, KEPT_FOR)
        return found
    return [Alike(hit, *known[hit.key]) for hit in load(list(known), day=day)]


def _work_out(key: str, site_id: int, limit: int, day: date) -> list[Alike]:
    own = list(SearchFacet.objects.filter(entry__key=key, site_id=site_id))
    kind = next((row.value for row in own if row.facet == KIND), "")
    if not kind:
        return []
    worth = _worth([(row.facet, row.value) for row in own], site_id, kind)
    about = get_engine().similar(key, site_id=site_id, kinds=(kind,), limit=LOOKED_AT)
    shared = _shared({*about, *_sharing_most(key, site_id, kind, worth)}, worth)
    scores = {k: WORDS_WORTH * (1 - place / LOOKED_AT) for place, k in enumerate(about)}
    for other, values in shared.items():
        scores[other] = scores.get(other, 0.0) + sum(worth[value] for value in values)
    best = sorted(scores, key=lambda k: (-scores[k], k))[: limit * 3]
    hits = load(best, day=day)
    states = {hit.key: State(hit.kind, hit.status, hit.deadline) for hit in hits}
    hits.sort(key=lambda hit: -scores[hit.key] * factor(states[hit.key], day))
    return _with_reasons(hits, shared, worth, key, site_id)[:limit]


def _worth(own: list[_Value], site_id: int, kind: str) -> dict[_Value, float]:
    """What sharing each value is worth: together 1, and the more the fewer of the kind have it."""
    likeness = {value: facet.likeness for value in own if (facet := get_facet(value[0]))}
    asked = [value for value in own if likeness.get(value)]
    rows = SearchFacet.objects.filter(_any_of([*asked, (KIND, kind)]), site_id=site_id)
    counted = rows.filter(entry__kind=kind).order_by().values_list("facet", "value")
    number = {(facet, value): n for facet, value, n in counted.annotate(n=Count("*"))}
    of_kind = number.get((KIND, kind), 0)
    worth = {value: likeness[value] * idf(number.get(value, 0), of_kind) for value in asked}
    everything = sum(worth.values())
    return {value: one / everything for value, one in worth.items()}


def _any_of(values: Iterable[_Value]) -> Q:
    """The rows that give an entry one of these values."""
    by_facet = defaultdict(list)
    for facet, value in values:
        by_facet[facet].append(value)
    found = Q(pk__in=())
    for facet, of_facet in by_facet.items():
        found |= Q(facet=facet, value__in=of_facet)
    return found


def _sharing_most(key: str, site_id: int, kind: str, worth: Mapping[_Value, float]) -> list[str]:
    """The keys of the entries of a kind whose shared values are worth the most."""
    if not worth:
        return []
    each = Case(
        *(When(facet=facet, value=value, then=Value(w)) for (facet, value), w in worth.items()),
        output_field=FloatField(),
    )
    others = SearchFacet.objects.filter(_any_of(worth), site_id=site_id, entry__kind=kind)
    others = others.exclude(entry__key=key).order_by()
    most = others.values("entry_id").annotate(worth=Sum(each)).order_by("-worth", "-entry_id")
    return list(most.values_list("entry__key", flat=True)[:LOOKED_AT])


def _shared(keys: Iterable[str], worth: Mapping[_Value, float]) -> dict[str, list[_Value]]:
    """What each of these has that the thing has too, if it is enough to be a reason."""
    found = defaultdict(list)
    rows = SearchFacet.objects.filter(_any_of(worth), entry__key__in=list(keys))
    for key, facet, value in rows.order_by().values_list("entry__key", "facet", "value"):
        found[key].append((facet, value))
    return {
        key: values
        for key, values in found.items()
        if sum(worth[value] for value in values) >= LEAST_SHARED
    }


def _with_reasons(
    hits: list[Hit],
    shared: Mapping[str, list[_Value]],
    worth: Mapping[_Value, float],
    key: str,
    site_id: int,
) -> list[Alike]:
    """The hits that there is a reason for. The rarer what they share, the earlier it is named."""
    alone = [hit.key for hit in hits if hit.key not in shared]
    words = _words(alone, key, site_id) if alone else {}
    found = []
    for hit in hits:
        values = sorted(shared.get(hit.key, ()), key=lambda value: -worth[value])
        labels = (facet_labels(facet).get(value) for facet, value in values)
        texts = list(dict.fromkeys(filter(None, labels)))
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
        if len(word) >= SHORTEST_WORD and word not in STOP_WORDS:
            found[other].append(word)
    return found
