"""What a thing's state is worth beside what it is about: bounded, so that the words win."""

from dataclasses import dataclass
from datetime import date, timedelta

from .engines.base import OPEN

LEAST, MOST = 0.3, 2.0
SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Boost:
    """What the score of a thing of this kind in this state is multiplied by, and why."""

    kind: str
    status: str
    factor: float
    reason: str


BOOSTS = (
    Boost("grant", OPEN, 1.3, "It can be applied for now."),
    Boost("grant", "closed", 0.7, "It cannot be applied for until next year."),
    Boost("grant", "resting", 0.5, "It may come back, nobody knows when."),
    Boost("grant", "ended", 0.3, "It is only there for those who once got it."),
    Boost("need", "closed", 0.5, "It is over; what came of it can still be read."),
    Boost("need", "withdrawn", 0.3, "Nobody needs it any more."),
    Boost("initiative", "ended", 0.6, "It is over, but those who did it know what works."),
    Boost("actor", "old", 0.9, "Nobody has said for a year that its facts are right."),
)
CLOSING_SOON = 1.15
"""More for what closes within 30 days: who reads of it next month is too late."""

_factors = {(boost.kind, boost.status): boost.factor for boost in BOOSTS}


def factor(kind: str, status: str, deadline: date | None, day: date) -> float:
    """What a score is multiplied by on a day, from `LEAST` to `MOST`; 1 for most things."""
    found = _factors.get((kind, status), 1.0)
    if status == OPEN and deadline and day <= deadline <= day + SOON:
        found *= CLOSING_SOON
    return max(LEAST, min(MOST, found))
