"""The colours of a kommun: derived as the design says, refused when they cannot be read."""

import re
from pathlib import Path

import pytest

from civsam_platform.home import theme as look
from civsam_platform.home.theme import Theme

TOKENS = Path(__file__).parents[3] / "civsam_pages/static/civsam_pages/tokens.css"
DERIVED = re.compile(r"(--ds-color-(?:accent|brand1|neutral)-[\w-]+): (#\w{6})")


def test_the_default_colours_give_the_stylesheet_that_was_designed():
    assert look.stylesheet(Theme()) == TOKENS.read_text()


def test_every_derived_value_is_the_one_that_was_designed():
    designed = dict(DERIVED.findall(TOKENS.read_text()))
    assert len(designed) == 48
    assert look.tokens(Theme()) == designed


def test_another_kommun_changes_its_colours_and_nothing_else():
    ours, theirs = look.stylesheet(Theme()), look.stylesheet(Theme(accent="#1d4289"))
    assert DERIVED.sub("", ours) == DERIVED.sub("", theirs)
    assert "--ds-color-accent-base-default: #1d4289" in theirs
    assert "--cs-need: #a8244f" in theirs
    assert look.fingerprint(Theme()) != look.fingerprint(Theme(accent="#1d4289"))


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_measured_as_wcag_does(one, other, ratio):
    assert look.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert look.contrast(other, one) == look.contrast(one, other)


def test_the_default_colours_pass():
    assert look.problems(Theme()) == []


@pytest.mark.parametrize(
    "accent",
    [
        "#f6c751",  # yellow, as text on white
        "#757575",  # just dark enough as text, but its footer is not
        "#7a7a7a",  # just too light
        "#ffffff",
        "#00ff00",
    ],
)
def test_an_accent_that_cannot_be_read_is_refused_and_the_nearest_is_offered(accent):
    [problem] = look.problems(Theme(accent=accent))
    assert problem.colour == "accent"
    assert problem.contrast < 4.5
    assert look.is_colour(problem.nearest)
    assert look.problems(Theme(accent=problem.nearest)) == []


def test_the_colour_that_is_offered_is_the_nearest():
    [problem] = look.problems(Theme(accent="#7a7a7a"))
    offered, wanted = look.lightness(problem.nearest), look.lightness("#7a7a7a")
    assert abs(offered - wanted) < 3
    one_step_nearer = look.with_lightness(problem.nearest, offered + 1)
    assert look.problems(Theme(accent=one_step_nearer))


def test_text_on_the_warm_colour_and_quiet_text_on_paper_can_always_be_read():
    for level in range(0, 256, 5):
        grey = f"#{level:02x}{level:02x}{level:02x}"
        for warm in (grey, f"#{level:02x}ff00", f"#ff{level:02x}00", f"#00{level:02x}ff"):
            found = look.problems(Theme(warm=warm, neutral=grey))
            assert found == [], (warm, grey)


@pytest.mark.parametrize("value", ["", "#fff", "red", "#0B5351", "0b5351", "#0b5351;}", "#gggggg"])
def test_what_is_not_a_colour_is_told_apart(value):
    assert not look.is_colour(value)


def test_black_and_white_give_all_steps():
    for colour in ("#000000", "#ffffff"):
        assert all(look.is_colour(value) for value in look.steps(colour).values())
