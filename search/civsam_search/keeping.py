"""What a process read from the database some seconds ago, and need not read again."""

import time
from collections.abc import Callable
from functools import lru_cache, update_wrapper
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

now = time.monotonic


class Kept(Generic[P, T]):
    """A function whose answers hold for some seconds in this process."""

    def __init__(self, read: Callable[P, T], seconds: int, most: int) -> None:
        update_wrapper(self, read)
        self._seconds = seconds

        @lru_cache(maxsize=most)
        def of_period(_period: int, *args: P.args, **kwargs: P.kwargs) -> T:
            return read(*args, **kwargs)

        self._of_period = of_period
        _all.append(self.forget)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The answer, read at most so many seconds ago."""
        return self._of_period(int(now() // self._seconds), *args, **kwargs)  # type: ignore[arg-type]

    def forget(self) -> None:
        """Read again when it is next asked for: it has changed."""
        self._of_period.cache_clear()


_all: list[Callable[[], None]] = []


def kept(seconds: int, most: int = 1) -> Callable[[Callable[P, T]], Kept[P, T]]:
    """Let a function read again only after so many seconds; `most` answers are kept at a time."""
    return lambda read: Kept(read, seconds, most)


def forget_all() -> None:
    """Read everything again: all of it may have changed, as when a test has been undone."""
    for forget in _all:
        forget()
