"""Small things that stand in more than one picture."""

from .canvas import (
    BARK,
    BERRY,
    CREAM,
    INK,
    LAKE,
    LEAF,
    MOSS,
    PINE,
    SAND,
    SUN,
    WHITE,
    Canvas,
    around,
)


def spruce(c: Canvas, x: float, ground: float, height: float, colour: str = PINE):
    """A spruce of three skirts."""
    wide = height * 0.27
    c.box(x - height * 0.03, ground - height * 0.12, height * 0.06, height * 0.12, BARK)
    for top, bottom, width in ((0.0, 0.42, 0.62), (0.22, 0.66, 0.82), (0.45, 0.9, 1.0)):
        c.shape(
            (x, ground - height * (1 - top)),
            (x + wide * width, ground - height * (1 - bottom)),
            (x - wide * width, ground - height * (1 - bottom)),
            fill=colour,
        )


def round_tree(c: Canvas, x: float, ground: float, height: float, colour: str = MOSS):
    """A leafy tree with a pale trunk."""
    c.box(x - height * 0.035, ground - height * 0.5, height * 0.07, height * 0.5, BARK)
    c.disc(x, ground - height * 0.66, height * 0.27, colour, height * 0.34)


def birch(c: Canvas, x: float, ground: float, height: float):
    """A birch: white trunk with dark marks."""
    c.box(x - 9, ground - height * 0.75, 18, height * 0.75, WHITE)
    for share, left in ((0.12, -9), (0.24, 0), (0.37, -9), (0.5, 1)):
        c.box(x + left, ground - height * share, 9, 4, INK)
    c.disc(x, ground - height * 0.72, height * 0.22, LEAF, height * 0.28)
    c.disc(x - height * 0.13, ground - height * 0.6, height * 0.13, LEAF)
    c.disc(x + height * 0.14, ground - height * 0.58, height * 0.12, LEAF)


def houses(c: Canvas, ground: float, colour: str):
    """The village behind, as on the start page."""
    for x, width, height in ((40, 116, 130), (190, 110, 220), (480, 96, 190), (1010, 104, 150)):
        c.path(
            f"M{x} {ground} V{ground - height} L{x + width / 2} {ground - height - 48} "
            f"L{x + width} {ground - height} V{ground} Z",
            colour,
        )
    c.path(
        f"M330 {ground} V{ground - 160} L370 {ground - 194} V{ground - 280} L394 {ground - 334} "
        f"L418 {ground - 280} V{ground - 194} L458 {ground - 160} V{ground} Z",
        colour,
    )


def lamp(c: Canvas, x: float, bottom: float, colour: str):
    """A lamp that hangs from the ceiling."""
    c.line((x, 0), (x, bottom - 60), colour=INK, width=4)
    c.disc(x, bottom - 4, 22, SUN)
    c.path(
        f"M{x - 78} {bottom} C{x - 74} {bottom - 50} {x - 36} {bottom - 74} {x} {bottom - 74} "
        f"C{x + 36} {bottom - 74} {x + 74} {bottom - 50} {x + 78} {bottom} Z",
        colour,
    )


def cup(c: Canvas, x: float, ground: float, band: str):
    """A cup with a coloured band."""
    c.ring(x + 27, ground - 22, 13, WHITE, 6)
    c.path(
        f"M{x - 27} {ground - 42} H{x + 27} V{ground - 18} "
        f"C{x + 27} {ground - 6} {x + 16} {ground} {x + 8} {ground} H{x - 8} "
        f"C{x - 16} {ground} {x - 27} {ground - 6} {x - 27} {ground - 18} Z",
        WHITE,
    )
    c.box(x - 27, ground - 33, 54, 8, band)


def coffee_pot(c: Canvas, x: float, ground: float):
    """The white pot from the long table."""
    c.ring(x + 62, ground - 70, 26, WHITE, 9, 34)
    c.path(
        f"M{x - 60} {ground} L{x - 44} {ground - 108} C{x - 42} {ground - 126} {x - 26} "
        f"{ground - 132} {x - 14} {ground - 132} H{x + 18} C{x + 34} {ground - 132} {x + 46} "
        f"{ground - 124} {x + 48} {ground - 108} L{x + 62} {ground} Z",
        WHITE,
    )
    c.shape(
        (x - 44, ground - 100),
        (x - 92, ground - 118),
        (x - 90, ground - 100),
        (x - 52, ground - 44),
        fill=WHITE,
    )
    c.disc(x + 2, ground - 138, 12, LAKE)
    c.box(x - 54, ground - 66, 110, 14, LAKE)


def plant(c: Canvas, x: float, ground: float, size: float, pot: str):
    """A plant in a pot."""
    c.line(
        (x, ground - size * 0.4), (x, ground - size * 1.1), colour=MOSS, width=max(4, size * 0.05)
    )
    for high, way in ((0.62, -1), (0.72, 1), (0.88, -1), (0.98, 1)):
        y = ground - size * high
        tip = x + way * size * 0.42
        c.path(
            f"M{x} {y} C{x} {y - size * 0.22} {x + way * size * 0.2} {y - size * 0.3} "
            f"{tip} {y - size * 0.26} C{tip} {y - size * 0.06} {x + way * size * 0.2} {y} "
            f"{x} {y} Z",
            LEAF,
        )
    c.shape(
        (x - size * 0.26, ground - size * 0.45),
        (x + size * 0.26, ground - size * 0.45),
        (x + size * 0.19, ground),
        (x - size * 0.19, ground),
        fill=pot,
    )
    c.box(x - size * 0.3, ground - size * 0.5, size * 0.6, size * 0.11, pot, 4)


def wheel(c: Canvas, x: float, y: float, radius: float, tyre: str = INK):
    """A bicycle wheel."""
    for degrees in range(0, 360, 24):
        c.line((x, y), around(x, y, radius - 4, degrees), colour=CREAM, width=1.6)
    c.ring(x, y, radius, tyre, 11)
    c.ring(x, y, radius - 11, SAND, 4)
    c.disc(x, y, 9, tyre)


def bicycle(c: Canvas, x: float, ground: float, colour: str, size: float = 1.0, spokes: str = ""):
    """A bicycle whose back wheel stands at x."""
    r = 82 * size
    back, front = (x, ground - r), (x + 250 * size, ground - r)
    for cx, cy in (back, front):
        if spokes:
            for degrees in range(0, 360, 30):
                c.line((cx, cy), around(cx, cy, r - 6, degrees), colour=spokes, width=2)
        c.ring(cx, cy, r, INK, 11 * size)
        c.disc(cx, cy, 9 * size, INK)
    crank = (x + 104 * size, ground - r + 8 * size)
    seat = (x + 68 * size, ground - r - 104 * size)
    head = (x + 214 * size, ground - r - 112 * size)
    width = 13 * size
    c.line(back, crank, colour=colour, width=width)
    c.line(back, (seat[0] + 6 * size, seat[1] + 22 * size), colour=colour, width=width * 0.8)
    c.line(crank, seat, colour=colour, width=width)
    c.line(crank, (head[0] + 6 * size, head[1] + 30 * size), colour=colour, width=width)
    c.line(
        (seat[0] + 8 * size, seat[1] + 26 * size),
        (head[0] + 2 * size, head[1] + 12 * size),
        colour=colour,
        width=width,
    )
    c.line((head[0] - 6 * size, head[1] - 16 * size), front, colour=colour, width=width)
    c.line(
        (head[0] - 6 * size, head[1] - 16 * size),
        (head[0] - 2 * size, head[1] - 42 * size),
        (head[0] - 46 * size, head[1] - 46 * size),
        colour=INK,
        width=10 * size,
    )
    c.line(
        (seat[0] - 34 * size, seat[1] - 4 * size),
        (seat[0] + 34 * size, seat[1] - 4 * size),
        colour=INK,
        width=18 * size,
    )
    c.disc(*crank, 19 * size, INK)
    c.line(crank, (crank[0] + 22 * size, crank[1] + 34 * size), colour=INK, width=8 * size)


def books(c: Canvas, x: float, shelf: float, width: float, turn: int):
    """A row of books that stand on a shelf, and one that leans."""
    colours = (BERRY, LAKE, SUN, PINE, "#6d4597", CREAM, "#9a4a00", MOSS, "#00697a")
    widths, heights = (20, 26, 16, 30, 22, 18, 24), (86, 74, 92, 80, 68, 90, 78, 84)
    left, at = x, turn
    while left + 46 < x + width:
        thick, high = widths[at % 7], heights[at % 8]
        c.box(left, shelf - high, thick, high, colours[at % 9], 2)
        c.box(left, shelf - high + 12, thick, 5, "#ffffff66")
        left, at = left + thick + 2, at + 1
    c.shape(
        (left + 2, shelf), (left + 22, shelf), (left + 42, shelf - 74), (left + 24, shelf - 80),
        fill=colours[at % 9],
    )  # fmt: skip


def chair(c: Canvas, x: float, ground: float, colour: str, way: int = 1):
    """A wooden chair seen from the side, its back to the left unless turned."""
    back = x - 40 * way
    c.line((back, ground), (back - 10 * way, ground - 190), colour=colour, width=13)
    c.line((x + 40 * way, ground), (x + 40 * way, ground - 92), colour=colour, width=13)
    c.line((back, ground - 92), (x + 44 * way, ground - 92), colour=colour, width=16)
    c.line((back - 6 * way, ground - 176), (back - 3 * way, ground - 132), colour=SUN, width=20)
    c.line((back, ground - 36), (x + 38 * way, ground - 36), colour=colour, width=7)
