"""The filter by a day: what can be applied for on a day to come."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .registry import OPEN_ON

AHEAD = timedelta(days=365)
"""So far ahead documents know their states: mappers make their periods for longer."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class DayField:
    """The field for the day, and the first and last day that can be chosen. Days as ISO 8601."""

    name: str
    value: str
    first: str
    last: str


def labels(asked: Iterable[str], today: date) -> dict[str, str]:
    """The last of the asked days that can be answered for, with its label; or nothing."""
    found = {}
    for value in asked:
        try:
            day = date.fromisoformat(value) if _DAY.fullmatch(value) else None
        except ValueError:  # such as 30 February
            continue
        if day and today <= day <= today + AHEAD:
            text = _("Can be applied for on %(day)s") % {"day": date_format(day, "j F Y")}
            found = {value: text}
    return found


def field(chosen: Sequence[str], today: date) -> DayField:
    """The field as it is shown, with the chosen day if there is one."""
    last = today + AHEAD
    return DayField(OPEN_ON, next(iter(chosen), ""), today.isoformat(), last.isoformat())


def apart(filters: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """The filters as a `Query` takes them: the day apart from those that have values to count."""
    days = filters.get(OPEN_ON, ())
    return {
        "filters": {name: values for name, values in filters.items() if name != OPEN_ON},
        "open_on": date.fromisoformat(days[0]) if days else None,
    }
