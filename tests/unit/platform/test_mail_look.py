"""The colours of a kommun's mails are readable, by day and by night, whatever it chooses."""

import pytest

from civsam_platform.home import mail
from civsam_platform.home.theme import MIN_CONTRAST, Theme, contrast, problems

THEMES = [
    Theme(),
    Theme(accent="#7a1f3d", warm="#f2a65a", neutral="#333333"),
    Theme(accent="#003b71", warm="#ffffff", neutral="#000000"),
    Theme(accent="#111111", warm="#8b0000", neutral="#4a3a2a"),
]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("palette", [mail.light, mail.dark])
def test_every_pair_is_readable(theme, palette):
    assert problems(theme) == []
    colours = palette(theme)
    pairs = [
        (colours.text, colours.sheet),
        (colours.muted, colours.sheet),
        (colours.link, colours.sheet),
        (colours.text, colours.quote),
        (colours.muted, colours.quote),
        (colours.button, colours.on_button),
    ]
    assert all(contrast(*pair) >= MIN_CONTRAST for pair in pairs)


def test_the_rug_has_the_kommuns_colours():
    stripes = mail.rug(Theme(accent="#7a1f3d", warm="#f2a65a"))
    colours = {colour for colour, _width in stripes}
    assert {"#7a1f3d", "#f2a65a"} <= colours
    assert "#0b5351" not in colours
    assert sum(width for _colour, width in stripes) == 100
