"""How often published pages have been seen: told by the room that counts, where it is installed.

Rooms that show it know nothing of that room. It tells here, in its app's `ready`, how to ask.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Room:
    """totals: how often pages have been seen, from their ids.

    monthly: how often between two days, by page and first day of the month.
    """

    totals: Callable[[Iterable[int]], Mapping[int, int]]
    monthly: Callable[[date, date], Mapping[tuple[int, date], int]]


_ROOMS: list[Room] = []


def use(room: Room) -> None:
    """Let a room tell how often pages are seen from now on."""
    _ROOMS[:] = [room]


def is_counted() -> bool:
    """Whether the site counts at all."""
    return bool(_ROOMS)


def totals(page_ids: Iterable[int]) -> Mapping[int, int]:
    """How often each page has been seen; those that nobody has seen are left out."""
    return _ROOMS[0].totals(page_ids) if _ROOMS else {}


def monthly(first: date, last: date) -> Mapping[tuple[int, date], int]:
    """How often each page was seen in each month, from the day `first` to the day `last`."""
    return _ROOMS[0].monthly(first, last) if _ROOMS else {}
