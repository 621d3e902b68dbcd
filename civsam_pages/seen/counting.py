"""How often pages are seen: counted in memory first (`civsam_search.tally`)."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from civsam_pages.arena.base_page import Page
from civsam_search.api import Tally

from .models import SeenDay


@transaction.atomic
def store(seen: Mapping[tuple[int, date], int]) -> None:
    """Add to the counts of pages and days. Pages that have been deleted meanwhile are left out.

    Raises:
        DatabaseError: nothing was added.
    """
    there = set(Page.objects.filter(pk__in={pk for pk, _day in seen}).values_list("pk", flat=True))
    for (pk, day), count in sorted(seen.items()):  # in one order, so that nobody waits in a ring
        if pk in there and not _add(pk, day, count):
            _begin(pk, day, count)


views: Tally[tuple[int, date]] = Tally("how often pages were seen", lambda seen: store(seen))


def note(page_id: int, day: date) -> None:
    """A page has been seen once more. Nothing is written yet."""
    views.note((page_id, day))


def _add(pk: int, day: date, count: int) -> int:
    rows = SeenDay.objects.filter(page=pk, day=day)
    added: int = rows.update(count=F("count") + count)
    return added


def _begin(pk: int, day: date, count: int) -> None:
    try:
        with transaction.atomic():
            SeenDay.objects.create(page_id=pk, day=day, count=count)
    except IntegrityError:  # another process was quicker
        _add(pk, day, count)
