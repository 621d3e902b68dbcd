"""The parts that the cards of all kinds share."""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from civsam_search.documents import Card, Meta, Period


def in_words(items: Iterable) -> str:
    """``a, b and c``."""

    return get_text_list([str(item) for item in items], _("and"))


def in_a_row(items: Iterable) -> str:
    """``A, b, c``: the first word keeps its capital."""

    words = [str(item) for item in items]
    return ", ".join(
        word if i == 0 or word[:2].isupper() else word[:1].lower() + word[1:]
        for i, word in enumerate(words)
    )


def month(day: date) -> str:
    """``September 2026``, with a capital where it begins a fact."""

    text = date_format(day, "F Y")
    return text[:1].upper() + text[1:]


def place_meta(areas: Iterable) -> tuple[Meta, ...]:
    names = [area.name for area in areas]
    return (Meta(in_words(names), "place"),) if names else ()


def actor_meta(actor) -> tuple[Meta, ...]:
    return (Meta(actor.title, "unit" if actor.is_municipal else "actor"),) if actor else ()


def periods(
    card: Callable[[date], tuple[Card, str, date | None]], today: date, turns: Iterable[date] = ()
) -> tuple[Period, ...]:
    """One period from each day on which the card changes to the next.

    `card` gives the card, the state and the deadline that hold on a day; `turns` are the coming
    days on which that changes, in order.
    """

    starts = [date.min, *(day for day in turns if day > today)]
    ends = [*starts[1:], date.max]
    found = []
    for start, end in zip(starts, ends, strict=True):
        drawn, status, deadline = card(max(start, today))
        found.append(Period(drawn, status, start, end, deadline))
    return tuple(found)
