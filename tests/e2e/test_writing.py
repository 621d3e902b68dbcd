"""A volunteer tells of a need, half of it on one phone and half in another browser.

On a phone and by keyboard alone, with JavaScript and without.
"""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from .hands import Keyboard, Pointer
from .pages import SAMIRA

# The first run sends what it has written; a new account has one thing at a time in review.
RUNS = {
    "phone": (390, True, Pointer, True),
    "phone-noscript": (390, False, Pointer, False),
    "keyboard": (1280, True, Keyboard, False),
    "keyboard-noscript": (1280, False, Keyboard, False),
}


@pytest.fixture
def photos(tmp_path):
    """Two pictures of a phone's."""
    files = [tmp_path / name for name in ("kok.jpg", "bord.png")]
    for file, colour in zip(files, ("#a8244f", "#1f5aa6"), strict=True):
        Image.new("RGB", (1600, 1200), colour).save(file)
    return files


class Writer:
    """Somebody who writes for an association, in one browser."""

    def __init__(self, page, hands):
        self.page, self.hands = page, hands(page)

    def press(self, words, role="button"):
        names = re.compile(words)
        self.hands.press(self.page.locator("main").get_by_role(role, name=names).first)

    def go_on(self):
        self.hands.press(self.page.locator("main form button[type=submit]:not([name])").last)

    def leave(self):
        self.hands.press(self.page.locator("main form button[name=save]"))

    def fill(self, **answers):
        for name, text in answers.items():
            self.hands.write(self.page.locator(f"#id_{name}"), text)

    def choose(self, name, *values):
        for value in values:
            box = self.page.locator(f'input[name="{name}"][value="{value}"]')
            if isinstance(self.hands, Pointer):
                box.check()
                continue
            self.hands.reach(box)
            if not box.is_checked():
                self.page.keyboard.press("Space")
            assert box.is_checked()

    def says(self, words):
        expect(self.page.locator("main")).to_contain_text(re.compile(words))


@pytest.mark.parametrize("run", RUNS)
def test_a_need_is_written_in_two_browsers(run, open_page, ids, photos):
    width, javascript, hands, sends = RUNS[run]
    options = {"width": width, "javascript": javascript, "person": SAMIRA}
    start = f"/mina-sidor/{ids['oppna_dorren']}/skriv/behov/"
    title = f"Större kök att låna, {run}"

    first = Writer(open_page(start, **options), hands)
    first.go_on()
    first.fill(title="", summary="")
    first.go_on()
    assert first.page.title().startswith("Fel: ")
    first.fill(title=title, summary="Vår matlagning på lördagar har vuxit till trettio personer.")
    first.go_on()
    first.fill(text="Vi har frågat två skolor, och båda var fulla.")
    first.leave()

    second = Writer(open_page(start, **options), hands)
    second.press(title, role="link")
    second.choose("kinds", "premises")
    second.go_on()
    second.fill(premises="Ett kök för trettio personer")
    second.go_on()
    second.choose("target_groups", "familjer")
    second.choose("themes", "gemenskap")
    second.go_on()
    second.hands.attach(second.page.locator("#id_pictures"), photos)
    second.hands.press(second.page.locator("button[name=add]"))
    for box in second.page.locator("input[name^=alt-]").all():
        second.hands.write(box, "Sex personer lagar mat ihop")
    second.go_on()
    second.go_on()
    second.says("Ett kök för trettio personer")
    second.says("båda var fulla")
    second.says("Sex personer lagar mat ihop")
    assert second.page.locator("main .ds-alert[data-color=warning] a").count() == 0
    if sends:
        second.go_on()
        expect(second.page).to_have_url(re.compile(r"/mina-sidor/\d+/$"))
        expect(second.page.locator("main .saved").first).to_be_visible()
    else:
        second.hands.press(second.page.locator("main a[href$='/kasta/']"))
        second.go_on()
    assert second.page.errors == []
    assert second.page.foreign == set()
