"""Flat shapes on a picture, drawn large and scaled down so that edges are smooth."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO
from itertools import pairwise
from math import cos, radians, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 675
SCALE = 3
CURVE_STEPS = 24

INK = "#2b2523"
WHITE = "#ffffff"
CREAM = "#fff8e8"
SAND = "#fbe7b4"
SUN = "#f6c751"
WOOD = "#7a4a2f"
BARK = "#5c3620"
CLAY = "#b4592b"
PINE = "#0b5351"
MOSS = "#3d6b1c"
LEAF = "#4d8a23"
LAKE = "#1f5aa6"
NIGHT = "#123d73"
BERRY = "#a8244f"
HEATHER = "#6d4597"
RUST = "#9a4a00"
FJELL = "#00697a"
STONE = "#e7e3dc"
GREY = "#a3a09b"

# The stripes of the rug, as the pages weave them: colour and width.
RUG = (
    (BERRY, 26), (WHITE, 4), (SUN, 36), (PINE, 8), (LAKE, 34), (WHITE, 4), (RUST, 24),
    (SAND, 24), (HEATHER, 30), (SUN, 10), (PINE, 44), (WHITE, 4), (MOSS, 34), (SAND, 14),
)  # fmt: skip
RUG_HEIGHT = 44

Point = tuple[float, float]
TOKEN = re.compile(r"[MLHVCQZ]|-?\d*\.?\d+")
ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4}


class Canvas:
    """A picture of 1200 × 675 units with its origin at the upper left corner."""

    def __init__(self, background: str):
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0):
        """Draw a rectangle, with rounded corners if asked."""
        corners = _scaled((x, y, x + width, y + height))
        if radius:
            self.pen.rounded_rectangle(corners, radius * SCALE, fill=fill)
        else:
            self.pen.rectangle(corners, fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str, height: float = 0):
        """Draw a circle around a point, or an ellipse when half its height is given."""
        tall = height or radius
        self.pen.ellipse(_scaled((x - radius, y - tall, x + radius, y + tall)), fill=fill)

    def ring(self, x: float, y: float, radius: float, colour: str, width: float, height: float = 0):
        """Draw the outline of a circle or ellipse."""
        tall = height or radius
        self.pen.ellipse(
            _scaled((x - radius, y - tall, x + radius, y + tall)),
            outline=colour,
            width=round(width * SCALE),
        )

    def shape(self, *points: Point, fill: str):
        """Draw a polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, *points: Point, colour: str, width: float):
        """Draw a line with round ends and joints."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * SCALE), joint="curve")
        half = width * SCALE / 2
        for x, y in (scaled[0], scaled[-1]):
            self.pen.ellipse((x - half, y - half, x + half, y + half), fill=colour)

    def path(self, commands: str, fill: str):
        """Fill an outline written as an SVG path with absolute M L H V C Q Z."""
        for outline in outlines(commands):
            self.shape(*outline, fill=fill)

    def curve(self, commands: str, colour: str, width: float):
        """Draw a line along an SVG path."""
        for outline in outlines(commands):
            self.line(*outline, colour=colour, width=width)

    def rug(self, x: float, y: float, width: float, height: float, shift: int = 0):
        """Lay the rug: hard-edged stripes with the weave's thin threads."""
        stripes = RUG[shift:] + RUG[:shift]
        left, at = x, 0
        while left < x + width:
            colour, stripe = stripes[at % len(stripes)]
            right = min(left + stripe, x + width)
            self.box(left, y, right - left, height, colour)
            left, at = right, at + 1
        for row in range(1, int(height / 4)):
            self.box(x, y + row * 4, width, 1, "#ffffff29")

    def floor_rug(self):
        """End the picture the way every page ends: with the rug."""
        self.box(0, HEIGHT - RUG_HEIGHT - 6, WIDTH, 6, WHITE)
        self.rug(0, HEIGHT - RUG_HEIGHT, WIDTH, RUG_HEIGHT)

    def png(self) -> bytes:
        """The finished picture as PNG, the same bytes every time."""
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        file = BytesIO()
        small.save(file, "PNG", optimize=True)
        return file.getvalue()


def outlines(commands: str) -> Iterable[list[Point]]:
    """Turn an SVG path into lists of points, one for each part that begins with M.

    Raises:
        ValueError: the path begins with something else than M.
    """
    tokens = TOKEN.findall(commands)
    points: list[Point] = []
    command, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            command = tokens[at]
            at += 1
            if command == "Z":
                points.append(points[0])
                continue
        if command == "M" and points:
            yield points
            points = []
        count = ARGUMENTS[command]
        values = [float(token) for token in tokens[at : at + count]]
        at += count
        if command != "M" and not points:
            raise ValueError(f"A path begins with M: {commands}")
        if command in "ML":
            points.append((values[0], values[1]))
            command = "L"
        elif command == "H":
            points.append((values[0], points[-1][1]))
        elif command == "V":
            points.append((points[-1][0], values[0]))
        else:
            points.extend(_bezier([points[-1], *_pairs(values)]))
    if points:
        yield points


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point on a circle, 0 degrees to the right and clockwise."""
    return x + radius * cos(radians(degrees)), y + radius * sin(radians(degrees))


def _pairs(values: Sequence[float]) -> list[Point]:
    return list(zip(values[::2], values[1::2], strict=True))


def _bezier(controls: list[Point]) -> Iterable[Point]:
    for step in range(1, CURVE_STEPS + 1):
        share, line = step / CURVE_STEPS, controls
        while len(line) > 1:
            line = [
                (x + (to_x - x) * share, y + (to_y - y) * share)
                for (x, y), (to_x, to_y) in pairwise(line)
            ]
        yield line[0]


def _scaled(corners: Iterable[float]) -> list[float]:
    return [value * SCALE for value in corners]
