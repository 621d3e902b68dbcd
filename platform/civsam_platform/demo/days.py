"""Days written so that the demo is alive whatever day it is loaded: "-12d", "next 09-01"."""

import re
from datetime import date, timedelta
from typing import Any

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
STEP = re.compile(r"([+-]\d+)([dy])")
YEARLY = re.compile(r"(next|last) (\d\d)-(\d\d)")
PLACEHOLDER = re.compile(r"\{\{([^|{}]+)\|([a-z ]+)\}\}")


def day(spec: str, today: date) -> date:
    """The day that a spec means.

    ``-12d`` and ``+1y`` count from today; ``next 09-01`` is the coming first of September (today,
    if it is that day), ``last 11-30`` the latest thirtieth of November; a step may follow these:
    ``next 09-01 +285d``.

    Raises:
        ValueError: it is not such a spec.
    """
    rest, found = spec.strip(), today
    if yearly := YEARLY.match(rest):
        which, month, number = yearly.groups()
        found = (upcoming if which == "next" else latest)(f"{month}-{number}", today)
        rest = rest[yearly.end() :].strip()
    while step := STEP.match(rest):
        count = int(step[1])
        found = found + timedelta(days=count) if step[2] == "d" else _add_years(found, count)
        rest = rest[step.end() :].strip()
    if rest or not spec.strip():
        raise ValueError(f"Not a day: {spec!r}")
    return found


def upcoming(month_day: str, on: date) -> date:
    """The first such day of the year (``MM-DD``) that is not before `on`."""
    found = _in_year(month_day, on.year)
    return found if found >= on else _in_year(month_day, on.year + 1)


def latest(month_day: str, on: date) -> date:
    """The last such day of the year (``MM-DD``) that is not after `on`."""
    found = _in_year(month_day, on.year)
    return found if found <= on else _in_year(month_day, on.year - 1)


def written(value: Any, today: date) -> Any:
    """The value with every ``{{day|form}}`` in its texts written out, lists and mappings too."""
    if isinstance(value, str):
        return PLACEHOLDER.sub(lambda found: in_words(day(found[1], today), found[2]), value)
    if isinstance(value, list):
        return [written(one, today) for one in value]
    if isinstance(value, dict):
        return {name: written(one, today) for name, one in value.items()}
    return value


def in_words(value: date, form: str) -> str:
    """A day in Swedish; the form is made of the words day, month and year.

    Raises:
        KeyError: another word.
    """
    parts = {"day": str(value.day), "month": MONTHS[value.month - 1], "year": str(value.year)}
    return " ".join(parts[word] for word in form.split())


def _in_year(month_day: str, year: int) -> date:
    month, number = map(int, month_day.split("-"))
    return date(year, month, number)


def _add_years(value: date, years: int) -> date:
    try:
        return value.replace(year=value.year + years)
    except ValueError:  # 29 February
        return value.replace(year=value.year + years, day=28)
