"""A circuit breaker: who knows that a server is away does not wait for it again and again."""

import time
from collections.abc import Callable
from threading import Lock

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


class Breaker:
    """Open after a failure, for a pause that doubles each time; then one caller may try.

    One for each process and cluster, shared by its threads.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, Lock()
        self._pause = 0.0
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the last thing that was heard of the server is a failure."""
        return self._pause > 0

    def lets_through(self) -> bool:
        """Whether to ask the server now. While open: one caller after each pause, to find out."""
        with self._lock:
            if not self._pause:
                return True
            if self._clock() < self._until:
                return False
            self._until = self._clock() + self._pause  # the others wait for the one that tries
            return True

    def succeeded(self) -> bool:
        """The server answered. Whether it was away until now."""
        with self._lock:
            was_open, self._pause = self._pause > 0, 0.0
            return was_open

    def failed(self) -> bool:
        """The server did not answer. Whether it did until now."""
        with self._lock:
            was_closed = not self._pause
            self._pause = min(self._pause * 2 or FIRST_PAUSE, LONGEST_PAUSE)
            self._until = self._clock() + self._pause
            return was_closed
