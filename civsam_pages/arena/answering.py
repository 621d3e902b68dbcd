"""How a published page is answered: by the room of answers where it is installed, else by e-mail.

Needs and initiatives know nothing of that room. It tells here, in its app's `ready`, where its form
is and how many have answered.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Room:
    """url: the address of the form, from a page's id. count: how many have answered, likewise."""

    url: Callable[[int], str]
    count: Callable[[int], int]


_ROOMS: list[Room] = []


def use(room: Room) -> None:
    """Let pages be answered in a room from now on."""
    _ROOMS[:] = [room]


def form_url(page: Any) -> str:
    """The address of the form that answers a published page; empty where there is none."""
    return _ROOMS[0].url(page.pk) if _ROOMS and page.pk and page.live else ""


def count(page: Any) -> int:
    """How many have answered a page. Never who."""
    return _ROOMS[0].count(page.pk) if _ROOMS and page.pk else 0
