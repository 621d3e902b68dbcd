"""What many search for, to be offered to others while they write (decision 20).

A question is counted only where every word of it stands on a public page, so that nothing is ever
offered that the site does not say itself; and it is offered once it has come often, on different
days, so that no one person or day brings it there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Sum

from .engines.base import Found
from .failed import KEPT_DAYS, add, is_personal
from .keeping import kept
from .models import CommonSearch, HeldBackSearch, Posting, Term
from .projection import term_id
from .swedish import STOP_WORDS, all_begin, clean_query, stem, terms, words
from .tally import Tally

TIMES, DAYS = 10, 5
"""So often, and on so many different days of the last ninety, a question has to come."""
KEPT_SECONDS = 600
HELD_SECONDS = 30
MOST = 500
"""So many questions of a site are held ready."""
MOST_AT_A_TIME = 1000
TRIED = 10


def note(text: str, found: Found, *, site_id: int, day: date) -> None:
    """Count a question that gave what it asked for. Nothing is written yet."""
    text = clean_query(text)
    asked = " ".join(words(text))
    stands = found.total and not found.missing and not found.corrections
    if asked and stands and not is_personal(text):
        questions.note((day, site_id, asked))


@transaction.atomic
def store(counts: Mapping[tuple[date, int, str], int]) -> None:
    """Add to what is written of these questions.

    Raises:
        DatabaseError: nothing was added.
    """
    for (day, site_id, text), times in sorted(counts.items()):
        add(CommonSearch, text, site_id=site_id, day=day, times=times)


questions: Tally[tuple[date, int, str]] = Tally(
    "what is searched for", lambda counts: store(counts), most=MOST_AT_A_TIME
)


def often(rows: "QuerySet[CommonSearch]") -> Any:
    """The questions that came often enough to be told of, the most common first."""
    grouped = rows.order_by().values("text")
    counted = grouped.annotate(
        total=Sum("times"), days=Count("day", distinct=True), last=Max("day")
    )
    return counted.filter(total__gte=TIMES, days__gte=DAYS).order_by("-total", "text")


@kept(KEPT_SECONDS, most=4)
def offered(site_id: int, day: date) -> Sequence[str]:
    """The questions of a site that may be offered, the most common first."""
    rows = CommonSearch.objects.filter(site_id=site_id, day__gt=day - timedelta(days=KEPT_DAYS))
    return [str(row["text"]) for row in often(rows)[:MOST]]


def beginning(written: Sequence[str], *, site_id: int, day: date) -> list[str]:
    """The questions of which each word that was written begins a word, if the site has them still.

    One query at most: about the words, as what they stood on may have been taken down.
    """
    begins = (
        text
        for text in offered(site_id, day)
        if all_begin(written, text.split())
        and text.split() != list(written)
        and not is_held_back(text)
    )
    found = [text for text, _number in zip(begins, range(TRIED), strict=False)]
    return _still_there(found, site_id) if found else []


def is_held_back(text: str) -> bool:
    """Whether the editors do not want a question to be offered."""
    asked = _stems(text)
    return any(held <= asked for held in held_back())


@kept(HELD_SECONDS)
def held_back() -> Sequence[frozenset[str]]:
    """The stems of each row of the editors that is in force."""
    rows = HeldBackSearch.objects.filter(active=True)
    return [_stems(text) for text in rows.values_list("text", flat=True)]


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, words(text)))


def _still_there(texts: Iterable[str], site_id: int) -> list[str]:
    needed = {text: {term_id(site_id, terms(word)[0]) for word in _telling(text)} for text in texts}
    asked = Term.objects.filter(pk__in={pk for pks in needed.values() for pk in pks})
    used = asked.filter(Exists(Posting.objects.filter(term_id=OuterRef("pk"))))
    there = set(used.values_list("pk", flat=True))
    return [text for text, pks in needed.items() if pks <= there]


def _telling(text: str) -> list[str]:
    return [word for word in text.split() if word not in STOP_WORDS]
