"""What to offer while somebody writes: topics, what others ask and titles, grouped."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from . import common
from .engines.base import Engine
from .hits import load
from .labels import facet_labels
from .models import SearchFacet
from .registry import get_facet, kinds
from .swedish import all_begin, clean_query, words

SHORTEST = 2
TITLES = 6
OF_A_FACET = 3
QUESTIONS = 3
FACETS = ("theme", "group", "area")


@dataclass(frozen=True, slots=True)
class Suggested:
    """One thing to choose, and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort, under their heading."""

    label: str
    items: tuple[Suggested, ...]


def suggest(text: str, *, site_id: int, engine: Engine, day: date) -> list[Group]:
    """What begins as `text` does, in groups that have something.

    Only what everyone may see: titles are checked against their pages, a topic is offered where
    something public has it, and a question where its words stand on public pages.
    """
    text = clean_query(text)
    written = words(text)
    if sum(map(len, written)) < SHORTEST:
        return []
    groups = [
        *_topics(written, site_id),
        _questions(written, site_id, day),
        *_titles(text, site_id, engine, day),
    ]
    return [group for group in groups if group.items]


def _topics(written: list[str], site_id: int) -> Iterable[Group]:
    found = {
        name: {
            s: label for s, label in facet_labels(name).items() if all_begin(written, words(label))
        }
        for name in FACETS
    }
    if not any(found.values()):
        return
    used = set(
        SearchFacet.objects.filter(
            site_id=site_id,
            facet__in=[name for name in FACETS if found[name]],
            value__in=[slug for labels in found.values() for slug in labels],
        )
        .order_by()
        .values_list("facet", "value")
        .distinct()
    )
    for name, labels in found.items():
        facet = get_facet(name)
        there = [(slug, label) for slug, label in labels.items() if (name, slug) in used]
        yield Group(
            str(facet.label) if facet else name,
            tuple(
                Suggested(label, _search_url({name: slug})) for slug, label in there[:OF_A_FACET]
            ),
        )


def _questions(written: list[str], site_id: int, day: date) -> Group:
    found = common.beginning(written, site_id=site_id, day=day)[:QUESTIONS]
    return Group(
        _("Common searches"), tuple(Suggested(one, _search_url({"q": one})) for one in found)
    )


def _titles(text: str, site_id: int, engine: Engine, day: date) -> Iterable[Group]:
    found = engine.suggest(text, site_id=site_id, limit=TITLES)
    hits = load([one.key for one in found], day=day)
    for kind in kinds():
        of_kind = (hit for hit in hits if hit.kind == kind.code)
        yield Group(str(kind.plural), tuple(Suggested(hit.title, hit.url) for hit in of_kind))


def _search_url(parameters: dict[str, str]) -> str:
    return f"{reverse('civsam_search:search')}?{urlencode(parameters)}"
