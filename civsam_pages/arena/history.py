"""What has happened to a thing, told the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from civsam_search.api import STOCKHOLM


@dataclass(frozen=True, slots=True)
class Event:
    day: date
    text: str


def history(updates: Iterable[Any], *facts: tuple[date | datetime | None, str]) -> list[Event]:
    """What editors have told in `updates` (`UpdateRow`), together with what the fields know.

    `facts` are days and texts. One without a day is left out, and so is one of a day that the
    editors have told about themselves.
    """
    told = [Event(row.day, row.text) for row in updates]
    days = {event.day for event in told}
    known = [Event(day_of(when), str(text)) for when, text in facts if when]
    told += [event for event in known if event.day not in days]
    return sorted(told, key=lambda event: event.day, reverse=True)


def day_of(when: date | datetime) -> date:
    """The day in Sweden of a day or a moment."""

    return timezone.localdate(when, STOCKHOLM) if isinstance(when, datetime) else when
