"""Counts in memory, and writes it down half a minute later: no visitor waits for the database.

A process that is killed loses what it has not written, half a minute at most.
"""

import atexit
import logging
from collections import Counter
from collections.abc import Mapping
from datetime import date
from threading import Lock, Timer

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from civsam_pages.arena.base_page import Page

from .models import SeenDay

logger = logging.getLogger(__name__)

# Seconds until what was seen is written down; 0 for never by itself.
WRITE_AFTER = 30

_lock = Lock()
_seen: Counter[tuple[int, date]] = Counter()
_timer: Timer | None = None


def note(page_id: int, day: date) -> None:
    """A page has been seen once more. Nothing is written yet."""
    with _lock:
        _seen[page_id, day] += 1
        _set_timer()


def write() -> None:
    """Write down what has been seen since the last time.

    Raises:
        DatabaseError: it could not be written now. It is kept for the next time.
    """
    with _lock:
        taken = dict(_seen)
        _seen.clear()
    try:
        store(taken)
    except DatabaseError:
        with _lock:
            _seen.update(taken)
        raise


@transaction.atomic
def store(seen: Mapping[tuple[int, date], int]) -> None:
    """Add to the counts of pages and days. Pages that have been deleted meanwhile are left out.

    Raises:
        DatabaseError: nothing was added.
    """
    if not seen:
        return
    there = set(Page.objects.filter(pk__in={pk for pk, _day in seen}).values_list("pk", flat=True))
    for (pk, day), count in sorted(seen.items()):  # in one order, so that nobody waits in a ring
        if pk in there and not _add(pk, day, count):
            _begin(pk, day, count)


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


def _set_timer() -> None:
    global _timer
    wait = getattr(settings, "CIVSAM_SEEN_WRITE_AFTER", WRITE_AFTER)
    if wait and _timer is None:
        _timer = Timer(wait, _write_in_background)
        _timer.daemon = True
        _timer.start()


def _write_in_background() -> None:
    global _timer
    with _lock:
        _timer = None
    try:
        write()
    except DatabaseError:
        logger.warning("could not write how often pages were seen; it is tried again")
        with _lock:
            _set_timer()
    finally:
        connection.close()


@atexit.register
def _write_at_the_end() -> None:
    if not _seen:
        return
    try:
        write()
    except DatabaseError:
        logger.warning("could not write how often pages were seen before the end")
