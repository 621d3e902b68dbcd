"""How three colours become the look of a kommun: derived steps, contrast rules, a stylesheet.

Pure functions. Each colour gives sixteen steps, by Designsystemet's own method: the colour is
mixed with white or black until it has the relative luminance of the step. A pair that would be
hard to read is refused, with the nearest colour that is not.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from math import floor

import hsluv

RGB = tuple[float, float, float]

WHITE: RGB = (1.0, 1.0, 1.0)
BLACK: RGB = (0.0, 0.0, 0.0)
HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")

MIN_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
PAPER_TINT = 0.55  # --cs-paper in civsam.css: this much of warm's tinted background, on white

LUMINANCES = {
    "background-default": 1.0,
    "background-tinted": 0.9,
    "surface-default": 1.0,
    "surface-tinted": 0.81,
    "surface-hover": 0.7,
    "surface-active": 0.59,
    "border-subtle": 0.5,
    "border-default": 0.19,
    "border-strong": 0.11,
    "text-subtle": 0.11,
    "text-default": 0.0245,
}
HOVER_STEP = 8
ACTIVE_STEP = 16
CONTRAST_STEP = 60

# The groups of Designsystemet's tokens, and what a kommun calls its colours.
GROUPS = {"accent": "accent", "warm": "brand1", "neutral": "neutral"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The three colours a kommun chooses, as ``#rrggbb`` in small letters."""

    accent: str = "#0b5351"
    warm: str = "#f6c751"
    neutral: str = "#3a3024"


DEFAULT = Theme()


@dataclass(frozen=True, slots=True)
class Problem:
    """A colour that would be hard to read, and the nearest one that is not.

    Attributes:
        colour: the field of the theme: accent, warm or neutral.
        contrast: the contrast of the worst pair.
        nearest: the nearest colour that passes, as ``#rrggbb``.
    """

    colour: str
    contrast: float
    nearest: str


def is_colour(value: str) -> bool:
    """Say whether the value is a colour as we write it: ``#rrggbb`` in small letters."""
    return bool(HEX_COLOUR.fullmatch(value))


def parse(value: str) -> RGB:
    """Return red, green and blue from 0 to 1."""
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def write(colour: RGB) -> str:
    """Return the colour as ``#rrggbb``."""
    return "#" + "".join(f"{floor(part * 255 + 0.5):02x}" for part in colour)


def luminance(colour: RGB) -> float:
    """Return the relative luminance of WCAG, from 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG between two colours, from 1 to 21."""
    dark, light = sorted((luminance(parse(one)), luminance(parse(other))))
    return (light + 0.05) / (dark + 0.05)


def mix(colour: RGB, other: RGB, share: float) -> RGB:
    """Return the colour with a share of the other in it."""
    red, green, blue = (a + (b - a) * share for a, b in zip(colour, other, strict=True))
    return red, green, blue


@lru_cache(maxsize=1024)
def with_luminance(colour: str, wanted: float) -> str:
    """Return the colour mixed with white or black until it has the wanted luminance.

    Remembered: each mail asks for the same few, some of them while others wait for a lock.
    """
    start = parse(colour)
    lighter = wanted > luminance(start)
    end = WHITE if lighter else BLACK
    low, high = 0.0, 1.0
    for _step in range(40):
        middle = (low + high) / 2
        if (luminance(mix(start, end, middle)) < wanted) == lighter:
            low = middle
        else:
            high = middle
    return write(mix(start, end, (low + high) / 2))


def lightness(colour: str) -> float:
    """Return the lightness in HSLuv, from 0 to 100."""
    return hsluv.hex_to_hsluv(colour)[2]


def with_lightness(colour: str, wanted: float) -> str:
    """Return the colour mixed with white or black until it has the wanted lightness."""
    grey = hsluv.hsluv_to_hex((0, 0, min(max(wanted, 0), 100)))
    return with_luminance(colour, luminance(parse(grey)))


def readable_on(colour: str) -> str:
    """Return black or white, whichever contrasts more with the colour."""
    on_white, on_black = contrast(colour, "#ffffff"), contrast(colour, "#000000")
    return "#ffffff" if on_white > on_black else "#000000"


def steps(colour: str) -> dict[str, str]:
    """Return the sixteen steps of a colour, by their names in Designsystemet."""
    start = lightness(colour)
    direction = 1 if start <= 30 or 49 <= start <= 65 else -1
    readable = readable_on(colour)
    away = CONTRAST_STEP if readable == "#ffffff" else -CONTRAST_STEP
    return {
        **{name: with_luminance(colour, wanted) for name, wanted in LUMINANCES.items()},
        "base-default": colour,
        "base-hover": with_lightness(colour, start + direction * HOVER_STEP),
        "base-active": with_lightness(colour, start + direction * ACTIVE_STEP),
        "base-contrast-subtle": with_lightness(colour, start + away),
        "base-contrast-default": readable,
    }


def tokens(theme: Theme) -> dict[str, str]:
    """Return the value of every custom property that follows from the theme's colours."""
    return {
        f"--ds-color-{group}-{name}": value
        for field, group in GROUPS.items()
        for name, value in steps(getattr(theme, field)).items()
    }


def paper(theme: Theme) -> str:
    """Return the paper tone that the pages draw from the warm colour."""
    tinted = parse(steps(theme.warm)["background-tinted"])
    return write(mix(WHITE, tinted, PAPER_TINT))


def accent_contrast(theme: Theme) -> float:
    """Return the contrast of the accent's worst pair: as text on white, as button, as footer."""
    shades = steps(theme.accent)
    readable = shades["base-contrast-default"]
    pairs = (contrast(shades[f"base-{name}"], readable) for name in ("default", "hover", "active"))
    return min(contrast(theme.accent, "#ffffff"), *pairs)


def warm_contrast(theme: Theme) -> float:
    """Return the contrast of the start page's text on the warm colour."""
    return contrast(theme.warm, readable_on(theme.warm))


def neutral_contrast(theme: Theme) -> float:
    """Return the contrast of the quietest text on the paper tone."""
    return contrast(steps(theme.neutral)["text-subtle"], paper(theme))


RULES: dict[str, Callable[[Theme], float]] = {
    "accent": accent_contrast,
    "warm": warm_contrast,
    "neutral": neutral_contrast,
}


def problems(theme: Theme) -> list[Problem]:
    """Return what is hard to read in a theme, one problem a colour; nothing when all is well."""
    found = []
    for colour, rule in RULES.items():
        ratio = rule(theme)
        if ratio < MIN_CONTRAST:
            found.append(Problem(colour, ratio, nearest(theme, colour)))
    return found


def nearest(theme: Theme, colour: str) -> str:
    """Return the colour of the same hue, least darker or lighter, that passes its rule."""
    rule = RULES[colour]
    for shade in shades_by_distance(getattr(theme, colour)):
        if rule(replace(theme, **{colour: shade})) >= MIN_CONTRAST:
            return shade
    return getattr(DEFAULT, colour)


def shades_by_distance(colour: str) -> Iterator[str]:
    """Yield shades of the same hue, first those whose lightness is nearest."""
    hue, saturation, start = hsluv.hex_to_hsluv(colour)
    for half_steps in range(1, 201):
        for wanted in (start - half_steps / 2, start + half_steps / 2):
            if 0 <= wanted <= 100:
                yield hsluv.hsluv_to_hex((hue, saturation, wanted))


@lru_cache(maxsize=1)
def template() -> str:
    """Return the plugin's own tokens.css: the look before a kommun has chosen."""
    return files("civsam_pages").joinpath("static/civsam_pages/tokens.css").read_text("utf-8")


@lru_cache(maxsize=32)
def stylesheet(theme: Theme) -> str:
    """Return tokens.css with the theme's colours."""
    values = tokens(theme)
    return re.sub(
        r"(--ds-color-[\w-]+)(: )(#[0-9a-f]{6})",
        lambda match: f"{match[1]}{match[2]}{values.get(match[1], match[3])}",
        template(),
    )


@lru_cache(maxsize=32)
def fingerprint(theme: Theme) -> str:
    """Return a short hash of the stylesheet, for an address that can be kept for ever."""
    return hashlib.sha256(stylesheet(theme).encode()).hexdigest()[:12]
