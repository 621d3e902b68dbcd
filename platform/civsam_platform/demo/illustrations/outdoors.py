"""Pictures of places outdoors."""

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
from .things import bicycle, birch, round_tree, spruce

SKY = "#cfe6ea"


def football_pitch() -> Canvas:
    """A pitch with a goal and a ball, the forest behind."""
    c = Canvas(SKY)
    c.disc(960, 130, 58, SUN)
    c.path("M0 300 C200 220 420 260 620 240 C840 216 1000 250 1200 220 V420 H0 Z", "#7fae9f")
    for x, height in (
        (20, 150), (90, 190), (165, 160), (250, 205), (330, 170), (905, 180), (985, 215),
        (1060, 175), (1135, 205), (1195, 165),
    ):  # fmt: skip
        spruce(c, x, 346, height, PINE if height > 170 else "#2a6d5f")
    for x in (70, 1130):
        c.box(x - 5, 110, 10, 240, GREY)
        c.box(x - 46, 92, 92, 40, INK, 5)
        for lamp_x in (-30, -2, 26):
            c.disc(x + lamp_x, 112, 11, CREAM)
    c.box(0, 340, 1200, 335, LEAF)
    for band in range(0, 7, 2):
        top, bottom = 340 + band * 46, 340 + (band + 1) * 46
        c.box(0, top, 1200, bottom - top, "#5a9a2c")
    # The fence and the signs
    for x in range(0, 1200, 60):
        c.box(x, 316, 6, 34, WHITE)
    c.box(0, 318, 1200, 7, WHITE)
    # Lines of the penalty area
    c.curve("M250 394 H950", WHITE, 6)
    c.curve("M330 394 L230 520 H970 L870 394", WHITE, 7)
    c.curve("M430 520 C470 570 730 570 770 520", WHITE, 7)
    # Goal with its net
    for x in range(392, 812, 20):
        c.line((x, 210), (x + (600 - x) * 0.08, 384), colour="#ffffffb0", width=2)
    for y in range(224, 392, 18):
        c.line((392, y), (808, y), colour="#ffffffb0", width=2)
    c.curve("M384 396 V204 H816 V396", WHITE, 13)
    # The ball
    c.disc(600, 606, 52, "#00000026", 13)
    c.disc(600, 560, 48, WHITE)
    c.shape(*(around(600, 560, 18, 18 + 72 * at) for at in range(5)), fill=INK)
    for at in range(5):
        c.line(
            around(600, 560, 18, 18 + 72 * at), around(600, 560, 36, 18 + 72 * at),
            colour=INK, width=4,
        )  # fmt: skip
        x, y = around(600, 560, 42, 54 + 72 * at)
        c.disc(x, y, 6, INK)
    for x, colour in ((150, SUN), (204, BERRY), (1010, SUN), (1064, BERRY)):
        c.shape((x - 18, 600), (x + 18, 600), (x + 5, 552), (x - 5, 552), fill=colour)
    c.floor_rug()
    return c


def allotment() -> Canvas:
    """Rows of vegetables, a red shed, sunflowers."""
    c = Canvas(SKY)
    c.disc(190, 120, 54, SUN)
    c.path("M0 300 C260 220 480 280 700 244 C900 214 1060 250 1200 232 V400 H0 Z", "#8dbb7a")
    for x, height in ((60, 150), (130, 190), (1090, 200), (1160, 160)):
        round_tree(c, x, 340, height)
    # The shed
    c.shape((780, 220), (900, 140), (1020, 220), fill=BARK)
    c.box(800, 216, 200, 150, BERRY)
    for x in range(820, 1000, 22):
        c.box(x, 216, 2, 150, "#8a1c40")
    c.shape((770, 224), (900, 134), (1030, 224), (1018, 236), (900, 156), (782, 236), fill=INK)
    c.box(822, 258, 52, 108, WHITE)
    c.box(828, 264, 40, 102, PINE)
    c.disc(860, 318, 4, SUN)
    c.box(908, 258, 68, 52, WHITE)
    c.box(914, 264, 56, 40, SKY)
    c.box(939, 264, 6, 40, WHITE)
    c.box(904, 310, 76, 12, WOOD)
    for x in (916, 934, 952, 970):
        c.disc(x, 306, 9, (SUN, WHITE, "#f4a6bf")[x % 3])
    # Fence
    for x in range(0, 780, 34):
        c.path(f"M{x} 366 V302 L{x + 9} 290 L{x + 18} 302 V366 Z", WHITE)
    c.box(0, 318, 780, 9, WHITE)
    c.box(0, 344, 780, 9, WHITE)
    c.box(0, 362, 1200, 313, LEAF)
    # Beds
    for row, (top, plants) in enumerate(((392, "kale"), (462, "carrot"), (540, "potato"))):
        lean = row * 26
        c.shape(
            (110 - lean, top), (740 + lean, top), (754 + lean, top + 50), (96 - lean, top + 50),
            fill=BARK,
        )  # fmt: skip
        c.shape(
            (110 - lean, top), (740 + lean, top), (743 + lean, top + 12), (107 - lean, top + 12),
            fill=WOOD,
        )  # fmt: skip
        for at in range(9):
            x = 150 - lean + at * (560 + lean * 2) / 8
            y = top + 20
            if plants == "kale":
                c.disc(x, y - 6, 26, MOSS, 22)
                c.disc(x, y - 12, 15, "#7ab648", 13)
            elif plants == "carrot":
                for way in (-1, 0, 1):
                    c.line((x, y), (x + way * 15, y - 42), colour=MOSS, width=7)
                c.disc(x, y + 4, 11, CLAY, 9)
            else:
                c.disc(x - 12, y - 4, 18, MOSS)
                c.disc(x + 12, y - 6, 20, "#2c4f13")
                c.disc(x, y - 22, 15, MOSS)
                c.disc(x, y - 30, 5, WHITE)
    # Sunflowers
    for x, high in ((1064, 250), (1128, 300), (1010, 220)):
        ground = 590
        c.line((x, ground), (x, ground - high), colour=MOSS, width=9)
        for side, share in ((-1, 0.35), (1, 0.55)):
            y = ground - high * share
            c.path(
                f"M{x} {y} C{x + side * 10} {y - 30} {x + side * 44} {y - 34} "
                f"{x + side * 54} {y - 18} C{x + side * 40} {y} {x + side * 16} {y + 6} {x} {y} Z",
                MOSS,
            )
        for degrees in range(0, 360, 30):
            px, py = around(x, ground - high, 34, degrees)
            c.disc(px, py, 14, SUN)
        c.disc(x, ground - high, 26, BARK)
    # Watering can
    c.ring(880, 506, 36, FJELL, 9)
    c.path("M820 500 H920 L930 596 H810 Z", LAKE)
    c.line((816, 560), (762, 500), colour=LAKE, width=15)
    c.shape((738, 500), (774, 474), (786, 492), (752, 520), fill=NIGHT)
    c.box(816, 520, 106, 12, "#ffffff40")
    c.floor_rug()
    return c


def forest_path() -> Canvas:
    """A path among spruces, with a signpost and a bird box."""
    c = Canvas("#dcebd8")
    c.disc(610, 150, 64, SUN)
    c.path("M0 320 C200 230 380 250 560 236 C800 218 980 260 1200 220 V460 H0 Z", "#a9cdb0")
    c.path("M0 380 C240 300 460 340 660 318 C880 296 1040 330 1200 300 V520 H0 Z", "#7fae9f")
    for x, ground, height in (
        (40, 400, 190), (120, 410, 240), (215, 400, 180), (300, 398, 210), (860, 392, 200),
        (940, 396, 250), (1030, 392, 190), (1110, 398, 240), (1190, 400, 200),
    ):  # fmt: skip
        spruce(c, x, ground, height, "#2a6d5f")
    c.path("M0 420 C300 370 700 400 1200 366 V675 H0 Z", MOSS)
    c.path("M0 520 C260 470 420 520 560 560 C700 600 960 560 1200 500 V675 H0 Z", "#2c4f13")
    # The path winds towards the sun
    c.path(
        "M600 380 C640 402 560 420 560 446 C560 486 720 500 720 556 C720 600 640 640 560 675 "
        "H900 C930 620 930 570 880 530 C820 484 650 470 650 440 C650 416 690 400 640 380 Z",
        SAND,
    )
    for x, ground, height in ((70, 600, 430), (210, 570, 330), (1130, 610, 450), (990, 560, 330)):
        spruce(c, x, ground, height)
    birch(c, 350, 590, 360)
    # Bird box
    c.box(322, 366, 56, 66, CLAY, 3)
    c.shape((312, 370), (350, 338), (388, 370), fill=BARK)
    c.disc(350, 394, 11, INK)
    c.line((350, 414), (350, 424), colour=BARK, width=5)
    # Signpost
    c.box(790, 300, 16, 280, WOOD)
    c.shape((806, 316), (900, 316), (924, 338), (900, 360), (806, 360), fill=BERRY)
    c.shape((790, 376), (706, 376), (682, 398), (706, 420), (790, 420), fill=LAKE)
    c.line((826, 338), (886, 338), colour=WHITE, width=7)
    c.line((716, 398), (770, 398), colour=WHITE, width=7)
    c.box(786, 452, 24, 20, SUN)
    # Mushrooms, berries, stones
    for x, y, size in ((440, 610, 1.0), (484, 622, 0.7)):
        c.box(x - 8 * size, y - 28 * size, 16 * size, 30 * size, CREAM, 6)
        c.path(
            f"M{x - 30 * size} {y - 24 * size} C{x - 28 * size} {y - 62 * size} {x + 28 * size} "
            f"{y - 62 * size} {x + 30 * size} {y - 24 * size} Z",
            BERRY,
        )
        for left in (-12, 8):
            c.disc(x + left * size, y - 38 * size, 4 * size, WHITE)
    for x, y in ((1010, 600), (1036, 612), (1058, 596), (150, 612), (176, 602)):
        c.disc(x, y, 9, LAKE)
        c.line((x, y - 9), (x + 10, y - 22), colour=LEAF, width=5)
    c.disc(960, 616, 40, GREY, 20)
    c.disc(944, 610, 16, STONE, 8)
    c.floor_rug()
    return c


def village_hall() -> Canvas:
    """A yellow village hall with a flag, bicycles and a string of lights."""
    c = Canvas("#bfdde6")
    c.path("M0 330 C240 260 420 300 640 272 C860 244 1040 290 1200 262 V480 H0 Z", "#7fae9f")
    for x, height in ((40, 190), (110, 150), (1100, 200), (1170, 160)):
        spruce(c, x, 410, height, "#2a6d5f")
    c.path("M0 400 C300 372 860 372 1200 396 V675 H0 Z", LEAF)
    c.path("M520 675 C540 590 560 560 566 520 H640 C650 560 700 600 760 675 Z", SAND)
    # The hall
    c.box(300, 250, 600, 270, SUN)
    for y in range(274, 520, 24):
        c.box(300, y, 600, 2, "#d9a92f")
    c.shape((262, 262), (340, 150), (860, 150), (938, 262), fill=RUST)
    for x in range(380, 840, 60):
        c.line((x, 152), (x - 20 + (x - 600) * 0.12, 260), colour="#7d3b00", width=3)
    c.box(300, 250, 16, 270, WHITE)
    c.box(884, 250, 16, 270, WHITE)
    c.box(300, 502, 600, 20, GREY)
    c.box(420, 92, 46, 70, BERRY)
    c.box(414, 84, 58, 14, INK)
    for x in (340, 434, 730, 824):
        c.box(x, 310, 62, 112, WHITE)
        c.box(x + 7, 317, 48, 98, "#fff1c9")
        c.box(x + 28, 317, 6, 98, WHITE)
        c.box(x + 7, 362, 48, 6, WHITE)
        c.box(x - 4, 420, 70, 9, WHITE)
    # Porch
    c.box(528, 300, 144, 222, CREAM)
    c.shape((508, 306), (600, 236), (692, 306), fill=RUST)
    c.box(544, 340, 112, 182, PINE)
    c.box(598, 340, 4, 182, "#083f3e")
    c.box(552, 352, 40, 60, "#cfe6ea", 2)
    c.box(608, 352, 40, 60, "#cfe6ea", 2)
    c.disc(590, 440, 5, SUN)
    c.disc(600, 280, 15, WHITE)
    c.shape((672, 514), (800, 540), (800, 552), (672, 530), fill=GREY)
    c.shape((500, 522), (700, 522), (712, 540), (488, 540), fill=STONE)
    # Flagpole
    c.box(1004, 60, 8, 470, WHITE)
    c.disc(1008, 58, 9, SUN)
    c.box(1012, 76, 128, 78, LAKE)
    c.box(1048, 76, 18, 78, SUN)
    c.box(1012, 106, 128, 18, SUN)
    c.disc(1008, 532, 28, GREY, 9)
    # Lights from birch to hall
    birch(c, 190, 540, 370)
    c.curve("M206 300 C240 360 280 340 310 286", INK, 3)
    for x, y in ((222, 320), (244, 336), (268, 332), (290, 314)):
        c.disc(x, y + 6, 8, CREAM)
    bicycle(c, 780, 600, BERRY, 0.62, spokes="#ffffffa0")
    c.line((60, 560), (60, 620), colour=WOOD, width=12)
    c.line((170, 560), (170, 620), colour=WOOD, width=12)
    c.box(40, 556, 150, 16, WOOD, 4)
    c.box(40, 530, 150, 14, WOOD, 4)
    c.floor_rug()
    return c


def ice_rink() -> Canvas:
    """A rink in the evening: boards, lights, a puck, skates on the bench."""
    c = Canvas(NIGHT)
    for x, y in ((90, 70), (240, 130), (380, 50), (560, 100), (760, 56), (930, 120), (1120, 70)):
        c.disc(x, y, 3.5, WHITE)
    c.disc(1060, 110, 38, SAND)
    c.disc(1044, 100, 34, NIGHT)
    c.path("M0 300 C220 230 420 270 620 250 C860 226 1020 270 1200 240 V420 H0 Z", "#1c4f8f")
    for x, height in ((50, 140), (120, 170), (200, 130), (1010, 150), (1090, 180), (1160, 140)):
        spruce(c, x, 340, height, "#0d2c54")
    for x in (250, 950):
        c.shape((x, 120), (x - 230, 420), (x + 230, 420), fill="#ffffff1f")
        c.box(x - 6, 110, 12, 230, GREY)
        c.box(x - 52, 92, 104, 34, INK, 5)
        for left in (-32, 0, 32):
            c.disc(x + left, 110, 11, CREAM)
    # Club house
    c.box(480, 214, 240, 120, BERRY)
    c.shape((462, 220), (600, 148), (738, 220), fill=INK)
    c.shape((466, 214), (600, 140), (734, 214), (726, 222), (600, 160), (474, 222), fill=WHITE)
    for x in (508, 640):
        c.box(x, 246, 52, 44, SUN)
        c.box(x + 24, 246, 5, 44, BERRY)
    c.box(578, 250, 44, 84, WOOD)
    # Ice and boards
    c.path("M0 380 C0 350 60 334 120 334 H1080 C1140 334 1200 350 1200 380 V675 H0 Z", "#e9f4f7")
    c.path("M0 400 C10 360 60 346 120 346 H1080 C1140 346 1190 360 1200 400 V372 C1190 336 1140 "
           "318 1080 318 H120 C60 318 10 336 0 372 Z", WHITE)  # fmt: skip
    c.path("M0 404 C10 366 60 352 120 352 H1080 C1140 352 1190 366 1200 404 V396 C1190 358 1140 "
           "344 1080 344 H120 C60 344 10 358 0 396 Z", SUN)  # fmt: skip
    c.box(0, 470, 1200, 12, "#d07f97")
    c.ring(600, 560, 210, "#7fa4d4", 8, 66)
    c.disc(600, 560, 10, LAKE, 5)
    for path in (
        "M120 440 C260 420 360 460 470 430", "M760 430 C880 470 980 420 1090 450",
        "M200 600 C300 560 330 620 420 590", "M820 610 C900 580 960 620 1030 580",
    ):  # fmt: skip
        c.curve(path, "#c3dbe6", 4)
    # Stick and puck
    c.line((330, 396), (520, 584), colour=WOOD, width=13)
    c.line((520, 584), (604, 590), colour=INK, width=20)
    c.line((334, 400), (372, 438), colour=INK, width=15)
    c.disc(668, 600, 34, "#00000026", 9)
    c.box(636, 578, 64, 16, INK, 6)
    c.disc(668, 580, 32, "#4a423d", 9)
    # Skates
    for x, y in ((830, 520), (940, 536)):
        c.path(
            f"M{x} {y - 70} H{x + 40} V{y - 26} C{x + 60} {y - 20} {x + 84} {y - 18} {x + 84} {y} "
            f"H{x - 4} Z",
            WHITE if x < 900 else HEATHER,
        )
        c.box(x - 2, y - 78, 44, 12, BERRY, 4)
        for step in range(3):
            c.line((x + 26, y - 56 + step * 13), (x + 42, y - 52 + step * 13), colour=LAKE, width=4)
        c.line((x + 6, y), (x + 6, y + 14), colour=GREY, width=6)
        c.line((x + 70, y), (x + 70, y + 14), colour=GREY, width=6)
        c.line((x - 12, y + 16), (x + 90, y + 16), colour=INK, width=6)
    c.floor_rug()
    return c


def boat_jetty() -> Canvas:
    """A jetty with a rowing boat, a sauna on the other shore."""
    c = Canvas("#f9dfae")
    c.disc(820, 176, 70, SUN)
    c.path("M0 270 C180 190 330 230 480 214 C700 190 900 240 1200 190 V340 H0 Z", "#8a9fb5")
    c.path("M0 310 C260 250 460 296 700 276 C900 260 1060 290 1200 270 V350 H0 Z", "#3f8482")
    for x, height in (
        (40, 110), (90, 140), (150, 100), (320, 110), (380, 130), (940, 120), (1000, 150),
        (1060, 110), (1120, 140),
    ):  # fmt: skip
        spruce(c, x, 332, height, PINE)
    c.box(190, 262, 96, 66, BERRY)
    c.shape((178, 266), (238, 222), (298, 266), fill=INK)
    c.box(206, 282, 24, 22, SUN)
    c.box(250, 282, 22, 46, WHITE)
    c.box(264, 214, 14, 34, BARK)
    c.curve("M272 206 C258 190 290 178 276 158", WHITE, 9)
    c.box(0, 326, 1200, 349, LAKE)
    for x, y, long in (
        (80, 372, 120), (300, 410, 90), (960, 384, 140), (1040, 460, 110), (60, 500, 90),
        (980, 560, 120), (180, 590, 110), (430, 356, 70),
    ):  # fmt: skip
        c.line((x, y), (x + long, y), colour="#ffffff59", width=5)
    for y, long in ((344, 150), (366, 120), (390, 90), (416, 60)):
        c.line((820 - long / 2, y), (820 + long / 2, y), colour=SUN, width=8)
    # The jetty
    for x, y in ((486, 560), (724, 560), (520, 470), (690, 470)):
        c.box(x - 8, y - 40, 16, 110, BARK, 4)
    c.shape((548, 384), (662, 384), (800, 675), (410, 675), fill=WOOD)
    for at in range(11):
        y = 384 + at * at * 2.4
        c.line((548 - (y - 384) * 0.474, y), (662 + (y - 384) * 0.474, y), colour=BARK, width=3.5)
    c.box(536, 376, 138, 14, "#94603f", 4)
    for x, top in ((450, 470), (762, 470)):
        c.box(x - 10, top, 20, 100, BARK, 5)
        c.disc(x, top, 13, SAND, 6)
    # The boat
    c.curve("M762 500 C800 520 810 520 850 506", CREAM, 5)
    c.path("M826 486 C900 520 1060 520 1150 470 C1150 540 1090 590 1010 592 H930 C870 590 830 548 "
           "826 486 Z", BERRY)  # fmt: skip
    c.path("M826 486 C900 520 1060 520 1150 470 L1148 492 C1060 540 900 538 828 506 Z", WHITE)
    c.path("M860 504 C930 524 1040 522 1112 494 C1060 480 930 484 860 504 Z", BARK)
    c.shape((930, 494), (968, 490), (968, 520), (930, 518), fill=SAND)
    c.shape((1030, 488), (1066, 486), (1066, 512), (1030, 517), fill=SAND)
    c.line((900, 560), (1040, 470), colour=SAND, width=11)
    c.shape((884, 556), (910, 546), (898, 604), (862, 610), fill=SAND)
    # A towel, a bucket, reeds
    c.shape((560, 560), (640, 552), (652, 606), (566, 614), fill=WHITE)
    for at, colour in enumerate((BERRY, SUN, PINE)):
        c.shape(
            (562 + at * 2, 570 + at * 14), (643 + at * 3, 561 + at * 14),
            (644 + at * 3, 568 + at * 14), (563 + at * 2, 577 + at * 14), fill=colour,
        )  # fmt: skip
    c.path("M640 440 H696 L688 494 H648 Z", SUN)
    c.curve("M642 440 C646 404 690 404 694 440", INK, 5)
    for x, high, lean in (
        (60, 180, 12), (96, 220, -10), (130, 170, 16), (172, 200, -6), (214, 150, 12),
        (256, 120, 6),
    ):  # fmt: skip
        c.line((x, 640), (x + lean, 640 - high), colour=MOSS, width=7)
        c.box(x + lean - 8, 640 - high - 40, 16, 56, BARK, 8)
    c.floor_rug()
    return c
