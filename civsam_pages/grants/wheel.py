"""The year as a wheel: where its days, rounds and last days lie, as numbers for an SVG.

The wheel stands in a box of 520 by 520. January begins at the top, time runs with the clock, and
today is a line: what lies after it is to come, once around until the same day next year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import asin, cos, degrees, radians, sin

CENTRE = 260
RADII = (196, 160, 124)
"""Of the lanes, from the outer to the inner."""
DOT_GAP = 29
"""Between the centres of two dots that lie side by side."""
LABEL = 242
TICK = (106, 216)
TODAY = (72, 212)
BASELINE = 6
"""Down from the middle of a text to its baseline."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something at a point: a dot with its number, or the label of a month."""

    x: str
    y: str
    baseline: str
    day: date
    lane: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class Arc:
    lane: int
    d: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A last day in a lane, and the day on which applications open where that is known."""

    lane: int
    number: int
    closes: date
    opens: date | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the template writes into the SVG."""

    lanes: tuple[int, ...]
    ticks: tuple[str, ...]
    months: tuple[Mark, ...]
    arcs: tuple[Arc, ...]
    dots: tuple[Mark, ...]
    today: str


def angle(day: date) -> float:
    """Degrees clockwise from the top: the share of the day's own year that has gone."""

    new_year = date(day.year, 1, 1)
    return (day - new_year).days / (date(day.year + 1, 1, 1) - new_year).days * 360


def point(degrees_: float, radius: float) -> tuple[str, str]:
    """The point at an angle and a distance from the centre, with one decimal."""

    turn = radians(degrees_)
    return f"{CENTRE + radius * sin(turn):.1f}", f"{CENTRE - radius * cos(turn):.1f}"


def spoke(degrees_: float, reach: tuple[float, float]) -> str:
    """The path of a line from the inner to the outer end of `reach`."""

    (x1, y1), (x2, y2) = (point(degrees_, radius) for radius in reach)
    return f"M{x1} {y1}L{x2} {y2}"


def arc(opens: date, closes: date, radius: float) -> str:
    """The path of an arc from one day to another, with the clock, over New Year if need be."""

    start, end = angle(opens), angle(closes)
    far = 1 if (end - start) % 360 > 180 else 0
    (x1, y1), (x2, y2) = point(start, radius), point(end, radius)
    return f"M{x1} {y1}A{radius} {radius} 0 {far} 1 {x2} {y2}"


def spread(angles: Sequence[float], gap: float) -> list[float]:
    """The angles moved apart, as little as possible, until they are `gap` degrees apart.

    `angles` are in order. Neighbours that would touch are laid side by side around the middle of
    where they belong. When there is not room for all, they share the whole circle evenly.
    """

    count = len(angles)
    if count < 2:
        return list(angles)
    gap = min(gap, 360 / count)
    # Cut the circle where it is emptiest, and lay it out as a line.
    widest = max(range(count), key=lambda i: (angles[i] - angles[i - 1]) % 360)
    start = angles[widest]
    line = [(angles[(widest + i) % count] - start) % 360 for i in range(count)]
    groups: list[list[float]] = []  # the sum of where the first one wants to be, and how many
    for wanted in line:
        groups.append([wanted, 1])
        while len(groups) > 1:
            (total, size), (next_total, next_size) = groups[-2:]
            if total / size + size * gap <= next_total / next_size:
                break
            groups[-2:] = [[total + next_total - next_size * size * gap, size + next_size]]
    moved = [total / size + i * gap for total, size in groups for i in range(int(size))]
    # The two ends of the line are neighbours on the circle.
    if moved[-1] - moved[0] > 360 - gap:
        moved = [middle_of(line) + (i - (count - 1) / 2) * 360 / count for i in range(count)]
    placed = [(start + value) % 360 for value in moved]
    return [placed[(i - widest) % count] for i in range(count)]


def middle_of(line: Sequence[float]) -> float:
    return sum(line) / len(line)


def draw(spots: Iterable[Spot], on: date) -> Drawing:
    """The wheel on a day; the last days of the spots are within a year from it."""

    spots = list(spots)
    firsts = [date(on.year, month, 1) for month in range(1, 13)]
    return Drawing(
        lanes=RADII[: max((spot.lane for spot in spots), default=0)],
        ticks=tuple(spoke(angle(day), TICK) for day in firsts),
        months=tuple(_mark(angle(day), LABEL, day) for day in (d.replace(day=15) for d in firsts)),
        arcs=tuple(
            Arc(spot.lane, arc(spot.opens, spot.closes, RADII[spot.lane - 1]))
            for spot in spots
            if spot.opens
        ),
        dots=tuple(dot for lane in range(1, 4) for dot in _dots(spots, lane)),
        today=spoke(angle(on), TODAY),
    )


def _dots(spots: Iterable[Spot], lane: int) -> list[Mark]:
    """One dot for each number of a lane, none upon another."""

    radius = RADII[lane - 1]
    days = {spot.number: spot.closes for spot in spots if spot.lane == lane}
    days = dict(sorted(days.items(), key=lambda item: (item[1], item[0])))
    gap = degrees(2 * asin(DOT_GAP / 2 / radius))
    places = spread([angle(day) for day in days.values()], gap)
    return [
        _mark(place, radius, day, lane, number)
        for place, (number, day) in zip(places, days.items(), strict=True)
    ]


def _mark(degrees_: float, radius: float, day: date, lane: int = 0, number: int = 0) -> Mark:
    x, y = point(degrees_, radius)
    return Mark(x, y, f"{float(y) + BASELINE:.1f}", day, lane, number)
