"""Pictures of rooms."""

from .canvas import (
    BARK,
    BERRY,
    CLAY,
    CREAM,
    FJELL,
    GREY,
    HEATHER,
    INK,
    LAKE,
    LEAF,
    MOSS,
    NIGHT,
    PINE,
    RUST,
    SAND,
    STONE,
    SUN,
    WHITE,
    WOOD,
    Canvas,
    around,
)
from .things import bicycle, books, chair, coffee_pot, cup, houses, lamp, plant, wheel


def kitchen_table() -> Canvas:
    """A table laid for many, with a window behind."""
    c = Canvas(SUN)
    c.box(395, 70, 410, 260, WHITE, 6)
    c.box(411, 86, 378, 228, "#cfe6ea")
    c.disc(700, 150, 34, SAND)
    c.path("M411 270 C480 230 560 250 620 262 C690 276 740 246 789 252 V314 H411 Z", MOSS)
    for x, roof in ((440, BERRY), (540, RUST), (690, LAKE)):
        c.box(x, 248, 56, 46, CREAM)
        c.shape((x - 8, 250), (x + 28, 214), (x + 64, 250), fill=roof)
        c.box(x + 20, 264, 16, 30, BARK)
    c.box(592, 86, 16, 228, WHITE)
    c.box(380, 318, 440, 18, WHITE, 4)
    plant(c, 455, 320, 74, CLAY)
    c.box(70, 190, 240, 14, WOOD, 3)
    for x, colour in ((104, BERRY), (164, LAKE), (224, PINE), (276, HEATHER)):
        c.box(x - 20, 138, 40, 52, colour, 6)
        c.box(x - 14, 128, 28, 12, BARK, 3)
    c.box(890, 190, 240, 14, WOOD, 3)
    for x, width in ((910, 70), (986, 60), (1056, 66)):
        c.box(x, 174, width, 16, WHITE, 7)
        c.box(x + 6, 158, width - 12, 16, SAND, 7)
        c.box(x + 12, 142, width - 24, 16, CREAM, 7)
    lamp(c, 600, 196, BERRY)
    # The table, with the rug as its cloth
    c.shape((0, 470), (1200, 470), (1200, 520), (0, 520), fill=WHITE)
    c.rug(0, 478, 1200, 197)
    # What is on it
    c.path("M430 470 V392 C430 380 438 374 450 374 H590 C602 374 610 380 610 392 V470 Z", LAKE)
    c.box(410, 392, 220, 16, NIGHT, 8)
    c.box(432, 362, 176, 16, NIGHT, 8)
    c.disc(520, 356, 12, INK)
    for x in (474, 520, 566):
        c.curve(f"M{x} 336 C{x - 16} 316 {x + 16} 300 {x} 278", WHITE, 7)
    coffee_pot(c, 770, 470)
    c.path("M170 424 H350 C350 452 322 470 290 470 H230 C198 470 170 452 170 424 Z", BERRY)
    for x, y, colour in ((206, 410, LEAF), (240, 398, RUST), (276, 400, MOSS), (312, 410, CLAY)):
        c.disc(x, y, 26, colour)
    c.path("M170 424 H350 C350 452 322 470 290 470 H230 C198 470 170 452 170 424 Z", BERRY)
    c.box(924, 454, 190, 16, WOOD, 6)
    c.path("M944 454 C944 414 974 402 1018 402 C1062 402 1092 414 1092 454 Z", "#c98a4b")
    for x in (984, 1018, 1052):
        c.line((x - 8, 416), (x + 8, 438), colour=SAND, width=5)
    cup(c, 90, 470, PINE)
    cup(c, 392, 470, HEATHER)
    cup(c, 668, 470, BERRY)
    cup(c, 888, 470, MOSS)
    cup(c, 1150, 470, LAKE)
    return c


def library() -> Canvas:
    """Shelves of books, and a table where two can sit."""
    c = Canvas("#e3eef0")
    c.box(0, 600, 1200, 75, "#d9b98c")
    for left in (40, 820):
        c.box(left, 40, 340, 560, WOOD, 6)
        for row in range(4):
            c.box(left + 16, 60 + row * 134, 308, 118, BARK)
            books(c, left + 22, 178 + row * 134, 296, row * 3 + (2 if left > 500 else 0))
    c.box(440, 60, 320, 250, WHITE, 6)
    c.box(456, 76, 288, 218, NIGHT)
    c.disc(700, 118, 20, SAND)
    for x, y in ((490, 110), (560, 96), (620, 140), (520, 168), (660, 190)):
        c.disc(x, y, 3, WHITE)
    c.path("M456 260 C520 226 600 250 660 240 C700 234 730 240 744 244 V294 H456 Z", PINE)
    for x in (492, 560, 640, 706):
        c.shape((x, 200), (x + 24, 268), (x - 24, 268), fill="#083f3e")
    c.box(592, 76, 14, 218, WHITE)
    c.box(430, 300, 340, 16, WHITE, 4)
    chair(c, 452, 622, BERRY)
    chair(c, 748, 622, PINE, -1)
    c.box(448, 466, 304, 20, CREAM, 6)
    c.line((480, 486), (470, 622), colour=RUST, width=14)
    c.line((720, 486), (730, 622), colour=RUST, width=14)
    c.path("M524 464 C556 444 582 446 600 458 C618 446 644 444 676 464 L668 470 H532 Z", WHITE)
    c.curve("M600 458 V468", GREY, 3)
    c.box(694, 446, 46, 20, LAKE, 3)
    c.box(688, 430, 46, 16, SUN, 3)
    c.line((478, 466), (496, 404), (540, 384), colour=INK, width=7)
    c.shape((522, 362), (570, 384), (548, 414), (512, 390), fill=BERRY)
    c.box(462, 458, 40, 10, INK, 5)
    c.floor_rug()
    return c


def bicycle_workshop() -> Canvas:
    """A bicycle on a stand before a wall of tools."""
    c = Canvas("#2f6f86")
    c.box(0, 560, 1200, 115, "#cbb896")
    c.box(640, 70, 490, 250, "#c99763", 8)
    for x in range(664, 1120, 28):
        for y in range(92, 310, 28):
            c.disc(x, y, 2.2, "#00000030")
    for at, x in enumerate((690, 726, 762, 798)):
        long = 130 - at * 18
        c.line((x, 112), (x, 112 + long), colour=STONE, width=11)
        c.ring(x, 112, 15, STONE, 9)
        c.ring(x, 116 + long, 13, STONE, 8)
    for x, colour in ((850, BERRY), (886, SUN), (922, PINE)):
        c.box(x - 9, 104, 18, 64, colour, 8)
        c.line((x, 168), (x, 228), colour=STONE, width=6)
    c.line((990, 110), (990, 236), colour=WOOD, width=14)
    c.box(956, 96, 68, 34, INK, 5)
    c.line((1064, 110), (1064, 200), colour=GREY, width=8)
    c.ring(1064, 226, 32, GREY, 9)
    c.line((690, 286), (1080, 286), colour=BARK, width=5)
    for x, colour in ((720, BERRY), (790, WHITE), (860, SUN), (930, LAKE), (1000, MOSS)):
        c.ring(x, 282, 20, colour, 7)
    for x in (110, 290):
        c.line((x, 0), (x, 92), colour=INK, width=5)
        wheel(c, x, 168, 84)
    c.box(440, 96, 130, 150, CREAM, 4)
    for row, long in enumerate((88, 64, 96, 70)):
        c.box(460, 124 + row * 28, long, 10, BERRY if row == 0 else GREY, 4)
    # The work bench
    c.box(690, 430, 470, 26, WOOD, 4)
    c.box(716, 456, 24, 140, BARK)
    c.box(1110, 456, 24, 140, BARK)
    c.box(780, 456, 240, 66, BARK)
    c.box(880, 482, 40, 10, SUN, 5)
    c.box(1040, 372, 74, 58, BERRY, 6)
    c.line((1052, 372), (1060, 350), (1094, 350), (1102, 372), colour=INK, width=7)
    cup(c, 750, 430, LAKE)
    c.disc(840, 416, 14, INK)
    c.box(833, 376, 14, 40, SUN)
    c.shape((836, 376), (844, 376), (841, 352), (839, 352), fill=INK)
    # The stand and the bicycle
    c.line((352, 600), (352, 330), colour=INK, width=14)
    c.line((282, 604), (352, 572), (422, 604), colour=INK, width=14)
    bicycle(c, 196, 550, SUN, 1.12, spokes="#cfd8da")
    c.floor_rug()
    return c


def choir() -> Canvas:
    """A stage before the concert: curtains, stands with notes, a string of lights."""
    c = Canvas("#4b2a6d")
    c.path("M0 0 H1200 V560 H0 Z", "#5a3580")
    c.path("M220 560 C260 300 420 150 600 150 C780 150 940 300 980 560 Z", HEATHER)
    c.path("M330 560 C360 370 470 250 600 250 C730 250 840 370 870 560 Z", "#8460ae")
    for side in (0, 1):
        for fold in range(4):
            x = fold * 56 if side == 0 else 1200 - (fold + 1) * 56
            c.box(x, 0, 56, 540 - fold * 6, BERRY if fold % 2 == 0 else "#8a1c40")
        edge = 224 if side == 0 else 976
        inward = -1 if side == 0 else 1
        c.path(
            f"M{edge} 0 V300 C{edge + inward * 30} 380 {edge + inward * 80} 420 "
            f"{edge + inward * 130} 440 V0 Z",
            "#c4527a",
        )
        c.box(edge + inward * 150 - (0 if side == 0 else 60), 428, 60, 18, SUN, 8)
    c.path("M0 0 H1200 V60 C1100 110 1000 60 900 96 C800 120 700 66 600 96 C500 66 400 120 300 96 "
           "C200 60 100 110 0 60 Z", "#8a1c40")  # fmt: skip
    c.curve("M230 128 C400 230 800 230 970 128", INK, 4)
    for share in range(1, 12):
        t = share / 12
        x = 230 * (1 - t) ** 3 + 1200 * t * (1 - t) ** 2 + 2400 * t**2 * (1 - t) + 970 * t**3
        y = 128 + 306 * t * (1 - t)
        c.disc(x, y + 12, 11, (SUN, CREAM, "#f4a6bf")[share % 3])
    c.box(0, 548, 1200, 127, "#c98a4b")
    for y in (580, 606):
        c.box(0, y, 1200, 3, "#a86a32")
    for x, sheet in ((350, CREAM), (500, WHITE), (700, CREAM), (850, WHITE)):
        c.line((x, 596), (x, 440), colour=INK, width=9)
        c.line((x - 44, 604), (x, 572), (x + 44, 604), colour=INK, width=9)
        c.shape((x - 62, 452), (x + 62, 452), (x + 54, 366), (x - 54, 366), fill=sheet)
        for row in range(4):
            c.box(x - 42, 384 + row * 15, 84, 2.5, GREY)
        for note, (left, up) in enumerate(((-30, 0), (-6, 15), (20, 7))):
            c.disc(x + left, 404 + up, 7, (BERRY, LAKE, MOSS)[note])
            c.line((x + left + 6, 404 + up), (x + left + 6, 380 + up), colour=INK, width=3)
        c.line((x - 66, 454), (x + 66, 454), colour=INK, width=9)
    c.line((600, 606), (600, 372), colour=STONE, width=9)
    c.disc(600, 610, 46, INK, 12)
    c.line((600, 380), (622, 330), colour=STONE, width=8)
    c.disc(630, 312, 22, INK, 26)
    c.box(614, 318, 34, 7, GREY)
    c.floor_rug()
    return c


def loom() -> Canvas:
    """A loom with a rag rug growing on it."""
    c = Canvas(SAND)
    c.box(0, 580, 1200, 95, "#c9a477")
    c.box(60, 84, 250, 220, WHITE, 6)
    c.box(76, 100, 218, 188, "#cfe6ea")
    c.box(178, 100, 14, 188, WHITE)
    houses_in_window(c)
    c.box(880, 150, 260, 14, WOOD, 3)
    c.box(880, 290, 260, 14, WOOD, 3)
    balls = (BERRY, LAKE, SUN, MOSS, HEATHER, RUST, PINE, FJELL)
    for at, colour in enumerate(balls):
        x, y = 916 + (at % 4) * 62, 122 + (at // 4) * 140
        c.disc(x, y, 28, colour)
        c.curve(
            f"M{x - 20} {y - 12} C{x - 4} {y + 4} {x + 8} {y + 10} {x + 22} {y + 8}", "#ffffff66", 4
        )
        c.curve(f"M{x - 8} {y - 22} C{x + 2} {y - 6} {x + 12} {y} {x + 24} {y - 6}", "#ffffff66", 4)
    # Frame
    for x in (350, 826):
        c.box(x, 90, 26, 510, WOOD, 4)
    c.box(330, 84, 542, 30, BARK, 6)
    c.box(350, 170, 502, 20, WOOD)
    for x in range(396, 810, 9):
        c.box(x, 186, 2.4, 244, WHITE)
    for y, colour in ((236, RUST), (276, BARK)):
        c.box(386, y, 430, 20, colour, 6)
    c.box(380, 330, 442, 34, WOOD, 6)
    c.rug(392, 392, 420, 128, 3)
    c.box(392, 392, 420, 10, "#00000022")
    c.box(338, 512, 526, 30, BARK, 8)
    c.rug(392, 530, 420, 52, 3)
    c.box(392, 530, 420, 52, "#0000001c")
    c.line((470, 600), (720, 560), colour=BARK, width=12)
    c.line((470, 570), (720, 604), colour=WOOD, width=12)
    c.path("M560 378 C580 366 640 366 664 378 C640 392 580 392 560 378 Z", SUN)
    c.disc(612, 379, 9, BERRY)
    # Basket of rags
    c.path("M930 480 H1110 L1090 596 H950 Z", CLAY)
    for x in range(950, 1100, 24):
        c.line((x, 498), (1020 + (x - 1020) * 0.8, 590), colour=RUST, width=4)
    for x, y, colour in ((962, 470, BERRY), (1004, 458, SUN), (1048, 462, LAKE), (1084, 472, MOSS)):
        c.disc(x, y, 32, colour)
    c.box(922, 476, 196, 20, RUST, 8)
    c.box(120, 500, 150, 18, WOOD, 5)
    c.line((146, 518), (136, 600), colour=BARK, width=13)
    c.line((244, 518), (254, 600), colour=BARK, width=13)
    cup(c, 192, 500, PINE)
    c.floor_rug()
    return c


def houses_in_window(c: Canvas):
    """A row of roofs outside."""
    for x, roof in ((90, RUST), (210, BERRY)):
        c.box(x, 236, 60, 52, CREAM)
        c.shape((x - 8, 238), (x + 30, 196), (x + 68, 238), fill=roof)
        c.box(x + 22, 256, 16, 32, BARK)


def youth_room() -> Canvas:
    """A sofa, a table for table tennis and a poster wall."""
    c = Canvas("#0f6b68")
    c.box(0, 560, 1200, 115, "#d8b98e")
    for x, y, width, height, colour in (
        (80, 70, 120, 160, SUN), (222, 96, 96, 128, BERRY), (340, 60, 140, 96, CREAM),
        (340, 172, 140, 70, LAKE),
    ):  # fmt: skip
        c.box(x, y, width, height, colour, 3)
    c.disc(140, 140, 34, BERRY)
    c.box(104, 194, 72, 9, INK)
    c.shape((246, 196), (270, 128), (296, 196), fill=WHITE)
    for at, x in enumerate((362, 384, 406, 428, 450)):
        c.box(
            x, 132 - (20, 44, 30, 56, 36)[at], 12, (20, 44, 30, 56, 36)[at], (LAKE, BERRY)[at % 2]
        )
    c.path("M352 224 C376 190 400 230 424 200 C440 184 456 200 470 190 V230 H352 Z", SUN)
    c.box(640, 80, 470, 150, NIGHT, 8)
    c.box(656, 96, 438, 118, "#0d2c54")
    c.shape((700, 190), (760, 130), (790, 160), (840, 110), (910, 190), fill=MOSS)
    c.disc(1030, 132, 22, SUN)
    c.shape((900, 190), (960, 150), (1060, 190), fill=LEAF)
    c.curve("M0 36 C200 66 400 20 600 44 C800 70 1000 26 1200 46", INK, 3)
    for x in range(60, 1200, 90):
        c.disc(x, 50 + (8 if (x // 90) % 2 else -2), 9, (SUN, "#f4a6bf", CREAM)[(x // 90) % 3])
    # Sofa
    c.box(70, 370, 460, 150, BERRY, 30)
    c.box(40, 410, 80, 170, "#8a1c40", 26)
    c.box(480, 410, 80, 170, "#8a1c40", 26)
    c.box(100, 470, 400, 90, "#c4527a", 18)
    c.box(298, 474, 4, 80, "#8a1c40")
    c.box(60, 570, 26, 34, BARK)
    c.box(514, 570, 26, 34, BARK)
    c.rug(130, 388, 96, 96, 2)
    c.box(370, 396, 90, 84, SUN, 12)
    # Guitar that leans on the sofa
    c.line((600, 330), (600, 480), colour=BARK, width=14)
    c.box(588, 306, 24, 40, INK, 5)
    c.disc(600, 540, 56, RUST, 54)
    c.disc(600, 476, 40, RUST)
    c.disc(600, 520, 19, INK)
    c.line((600, 346), (600, 566), colour=SAND, width=3)
    # Table tennis
    c.shape((700, 424), (1160, 424), (1180, 446), (680, 446), fill=LAKE)
    c.box(680, 446, 500, 12, NIGHT)
    c.box(926, 384, 8, 52, WHITE)
    for x in (720, 1130):
        c.line((x, 458), (x - 10, 604), colour=INK, width=12)
    c.line((740, 470), (1110, 590), colour=GREY, width=5)
    c.disc(790, 404, 27, BERRY)
    c.line((772, 424), (754, 444), colour=WOOD, width=11)
    c.disc(1050, 332, 11, WHITE)
    c.floor_rug()
    return c


def study_table() -> Canvas:
    """A computer, a telephone and a thermos on a table: help is at hand."""
    c = Canvas("#f3d9c4")
    houses(c, 440, "#ffffff80")
    lamp(c, 240, 168, LAKE)
    c.box(820, 80, 290, 220, WHITE, 6)
    c.box(838, 98, 254, 184, CREAM)
    for row in range(4):
        for col in range(5):
            fill = BERRY if (row, col) == (2, 3) else STONE
            c.box(852 + col * 47, 124 + row * 38, 36, 26, fill, 4)
    c.box(838, 98, 254, 18, BERRY)
    c.box(0, 470, 1200, 205, "#c98a4b")
    c.box(0, 470, 1200, 12, "#a86a32")
    c.rug(300, 482, 620, 193, 5)
    # Laptop
    c.box(440, 250, 330, 226, INK, 14)
    c.box(456, 266, 298, 190, WHITE)
    c.box(456, 266, 298, 34, PINE)
    c.box(476, 322, 150, 14, INK, 6)
    for row, long in enumerate((230, 200, 246)):
        c.box(476, 352 + row * 22, long, 8, GREY, 4)
    c.box(476, 422, 96, 24, LAKE, 6)
    c.shape((400, 476), (810, 476), (840, 500), (370, 500), fill=STONE)
    c.box(370, 498, 470, 10, GREY, 4)
    # Telephone
    c.box(890, 384, 78, 130, INK, 12)
    c.box(898, 396, 62, 104, "#cfe6ea")
    c.path("M929 430 C915 414 906 430 929 452 C952 430 943 414 929 430 Z", BERRY)
    c.box(910, 466, 38, 8, GREY, 4)
    # Thermos, cups, glasses and a note
    c.box(160, 318, 92, 190, BERRY, 14)
    c.box(160, 378, 92, 26, "#c4527a")
    c.box(178, 284, 56, 40, STONE, 8)
    cup(c, 318, 508, MOSS)
    cup(c, 1064, 508, HEATHER)
    c.shape((1000, 560), (1120, 546), (1136, 620), (1012, 634), fill=SUN)
    c.line((1022, 580), (1104, 571), colour=RUST, width=5)
    c.line((1026, 602), (1084, 596), colour=RUST, width=5)
    c.ring(186, 570, 32, INK, 7)
    c.ring(262, 570, 32, INK, 7)
    c.line((216, 562), (232, 562), colour=INK, width=6)
    c.line((292, 562), (336, 540), colour=INK, width=6)
    ends = around(186, 570, 32, 200)
    c.line(ends, (120, 542), colour=INK, width=6)
    return c
