"""What the rooms know about a person: told to that person, and taken away with their account.

A room tells both in its app's `ready`; one that is left out leaves no hole:

    personal_data.register("memberships", told)
    personal_data.register_eraser("memberships", Eraser(erase, removes=…, keeps=…))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

# Erasers of what the others may still write, such as mail, come after them.
FIRST, LAST = 0, 1


@dataclass(frozen=True, slots=True)
class File:
    """A file of the person's. `open` gives its content, or raises OSError where it is lost."""

    name: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that is known about a person.

    labels: a name of each fact, which stays the same, and what it is called. rows: a fact by
    name; words, numbers, days, moments, members of `TextChoices`, and lists of these.
    """

    title: str
    labels: Mapping[str, str]
    rows: list[dict[str, Any]]
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays when an account is deleted, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Warning:
    """What follows for others when an account is deleted, and where to do something about it.

    text: told to the person. about: the same, told to an administrator who deletes the account.
    """

    text: str
    label: str = ""
    url: str = ""
    about: str = ""


def no_warnings(user: Any) -> list[Warning]:
    return []


@dataclass(frozen=True, slots=True)
class Eraser:
    """How a room lets go of a person.

    erase: takes the account, in the transaction in which it is deleted; the account's row stays
    and loses its name and address afterwards. removes, keeps: what the person reads before.
    """

    erase: Callable[[Any], None]
    removes: tuple[str, ...] = ()
    keeps: tuple[Kept, ...] = ()
    warns: Callable[[Any], list[Warning]] = no_warnings
    turn: int = FIRST


_TELLERS: dict[str, Callable[[Any], Part]] = {}
_ERASERS: dict[str, Eraser] = {}


def register(name: str, function: Callable[[Any], Part]) -> None:
    """Add a part to everyone's download. `function` takes the account.

    Raises:
        ValueError: another part has this name.
    """
    if _TELLERS.setdefault(name, function) != function:
        raise ValueError(f"Two parts of personal data are called {name!r}.")


def register_eraser(name: str, eraser: Eraser) -> None:
    """Add what is to happen when an account is deleted.

    Raises:
        ValueError: another eraser has this name.
    """
    if _ERASERS.setdefault(name, eraser) != eraser:
        raise ValueError(f"Two erasers of personal data are called {name!r}.")


def parts(user: Any) -> dict[str, Part]:
    """All that is known about a person, by name."""
    return {name: tell(user) for name, tell in _TELLERS.items()}


def erasers() -> Iterable[Eraser]:
    """The erasers in the order in which they are to be called."""
    return sorted(_ERASERS.values(), key=lambda eraser: eraser.turn)
