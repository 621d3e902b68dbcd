"""How something is reported to those who moderate, and what they see of it.

The room of moderation tells here, in its app's `ready`, where its form is. A room whose things
are reported, other than pages, describes them by a hook:

    @hooks.register("civsam_reported")
    def reported_answer(thing):
        return Reported(title, parties, said) if isinstance(thing, Answer) else None
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail import hooks

HOOK = "civsam_reported"
_FORMS: list[Callable[[int], str]] = []


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom a report may be about: an account, an actor, or an address without either."""

    user: Any = None
    actor: Any = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Words that somebody wrote to somebody."""

    who: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is about, as those who moderate see it."""

    title: str
    parties: tuple[Party, ...] = ()
    said: tuple[Said, ...] = ()


def use(form_url: Callable[[int], str]) -> None:
    """Let visitors report a page at `form_url` (page's id -> address) from now on."""
    _FORMS[:] = [form_url]


def form_url(page: Any) -> str:
    """Where a published page is reported; empty where nobody takes reports."""
    return _FORMS[0](page.pk) if _FORMS and page.pk and page.live else ""


def describe(thing: Any) -> Reported | None:
    """What its own room says of a thing; None where no room knows it."""
    for tell in hooks.get_hooks(HOOK):
        if found := tell(thing):
            return found
    return None
