"""Counts in memory, and writes it down half a minute later: no visitor waits for the database.

A process that is killed loses what it has not written, half a minute at most.
"""

import atexit
import logging
from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock, Timer
from typing import Generic, TypeVar

from django.conf import settings
from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)

WRITE_AFTER = 30
"""Seconds until what was counted is written down; 0 (in the settings) for never by itself."""

K = TypeVar("K")


class Tally(Generic[K]):
    """How many times each thing has been, since it was last written down."""

    def __init__(self, what: str, store: Callable[[Mapping[K, int]], None], most: int = 0) -> None:
        """
        Args:
            what: is counted, for the log.
            store: adds the counts to those in the database, all of them or none.
            most: so many different things are kept at a time, 0 for all.
        """
        self._what, self._store, self._most = what, store, most
        self._lock = Lock()
        self._counts: Counter[K] = Counter()
        self._timer: Timer | None = None
        atexit.register(self._write_at_the_end)

    def note(self, thing: K) -> None:
        """It has been once more. Nothing is written yet."""
        with self._lock:
            if self._most and len(self._counts) >= self._most and thing not in self._counts:
                return
            self._counts[thing] += 1
            self._set_timer()

    def write(self) -> None:
        """Write down what has been since the last time.

        Raises:
            DatabaseError: it could not be written now. It is kept for the next time.
        """
        with self._lock:
            taken = dict(self._counts)
            self._counts.clear()
        try:
            if taken:
                self._store(taken)
        except DatabaseError:
            with self._lock:
                self._counts.update(taken)
            raise

    def clear(self) -> None:
        """Forget what has not been written."""
        with self._lock:
            self._counts.clear()

    def _set_timer(self) -> None:
        wait = getattr(settings, "CIVSAM_COUNTS_WRITTEN_AFTER", WRITE_AFTER)
        if wait and self._timer is None:
            self._timer = Timer(wait, self._write_in_background)
            self._timer.daemon = True
            self._timer.start()

    def _write_in_background(self) -> None:
        with self._lock:
            self._timer = None
        try:
            self.write()
        except DatabaseError:
            logger.warning("could not write %s; it is tried again", self._what)
            with self._lock:
                self._set_timer()
        finally:
            connection.close()

    def _write_at_the_end(self) -> None:
        try:
            self.write()
        except DatabaseError:
            logger.warning("could not write %s before the end", self._what)
