"""Bars drawn on the server, as whole numbers that a template writes into an SVG.

Each group has its name above it and each bar its number beside it, so that a picture is no wider
than a phone. The series differ by pattern too, never by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, NUMBERS = 340, 76
LABEL, BAR, GAP, ROW_GAP = 22, 14, 3, 14  # in height
PATTERNS = ("solid", "line", "hatched")


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a group: where it is, how long, what stands beside it, and how it is filled."""

    y: int
    length: int
    text: str
    pattern: str

    @property
    def text_x(self) -> int:
        return self.length + 6

    @property
    def text_y(self) -> int:
        return self.y + BAR - 2


@dataclass(frozen=True, slots=True)
class Group:
    """The bars of one month, theme or reason."""

    label: str
    y: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """What the first, second … bar of every group is."""

    label: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its text: `code` names it on the page, `description` tells what it shows."""

    code: str
    title: str
    description: str
    series: tuple[Series, ...]
    groups: tuple[Group, ...]
    height: int
    width: int = WIDTH
    thickness: int = BAR


def chart(
    code: str,
    title: str,
    description: str,
    series: Sequence[str],
    groups: Sequence[tuple[str, Sequence[tuple[float, str]]]],
) -> Chart:
    """Draw groups of bars. Each group is a label and, for each series, a value and its text.

    Raises:
        ValueError: there are more series than patterns.
    """
    if len(series) > len(PATTERNS):
        raise ValueError("There are more series than patterns that can be told apart.")
    longest = max((value for _label, bars in groups for value, _text in bars), default=0)
    drawn, y = [], 0
    for label, values in groups:
        bars = tuple(
            Bar(y + LABEL + number * (BAR + GAP), _length(value, longest), text, PATTERNS[number])
            for number, (value, text) in enumerate(values)
        )
        drawn.append(Group(label, y + BAR, bars))
        y += LABEL + len(bars) * (BAR + GAP) + ROW_GAP
    named = tuple(Series(label, pattern) for label, pattern in zip(series, PATTERNS, strict=False))
    return Chart(code, title, description, named, tuple(drawn), max(y - ROW_GAP, BAR))


def _length(value: float, longest: float) -> int:
    """As long as its share of the longest; something is never drawn as nothing."""
    room = WIDTH - NUMBERS
    return max(round(value / longest * room), 2) if value else 0
