"""From a need in somebody's head to an initiative of two associations, with the municipality.

On a phone and by keyboard alone, with JavaScript and without.
"""

import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from .conftest import code_in
from .hands import Keyboard, Person, Pointer
from .pages import SAMIRA, YUSUF

# How each run goes, and a word of its own to be found by.
RUNS = {
    "phone": (390, True, Pointer, "lördagsmiddagar"),
    "phone-noscript": (390, False, Pointer, "onsdagsluncher"),
    "keyboard": (1280, True, Keyboard, "söndagsfrukostar"),
    "keyboard-noscript": (1280, False, Keyboard, "fredagsbuffé"),
}
# Nobody gets more than three codes in a minute: these runs ask for one, and `session_of` for one.
BY_CODE = {"phone", "keyboard-noscript"}


@pytest.fixture
def photos(tmp_path):
    """Two pictures of a phone's."""
    files = [tmp_path / name for name in ("kok.jpg", "bord.png")]
    for file, colour in zip(files, ("#a8244f", "#1f5aa6"), strict=True):
        Image.new("RGB", (1600, 1200), colour).save(file)
    return files


class Writer(Person):
    """Somebody who writes for an association, in one browser."""

    def go_on(self):
        self.hands.press(self.page.locator("main form button[type=submit]:not([name])").last)

    def leave(self):
        self.hands.press(self.page.locator("main form button[name=save]"))


@pytest.mark.parametrize("run", RUNS)
def test_a_need_is_written_read_found_answered_and_becomes_an_initiative(
    run, demo, open_page, newest_mail, ids, photos, reviewer
):
    width, javascript, hands, word = RUNS[run]
    title = f"Större kök till {word}"
    home = f"/mina-sidor/{ids['oppna_dorren']}/"

    def person(path, address=""):
        return Writer(open_page(path, width=width, javascript=javascript, person=address), hands)

    # Samira logs in on her phone, writes half of it, and leaves.
    first = person(f"{home}skriv/behov/", "" if run in BY_CODE else SAMIRA)
    if run in BY_CODE:
        first.log_in(SAMIRA, lambda address: code_in(newest_mail(address)))
    first.go_on()
    first.fill(title="", summary="")
    first.go_on()
    assert first.page.title().startswith("Fel: ")
    first.fill(title=title, summary="Vår matlagning har vuxit till trettio personer.")
    first.go_on()
    first.fill(text="Vi har frågat två skolor, och båda var fulla.")
    first.leave()

    # In another browser she goes on, with two pictures, and sends it.
    samira = person(f"{home}skriv/behov/", SAMIRA)
    samira.press("link", title)
    samira.tick("kinds", "premises")
    samira.go_on()
    samira.fill(premises="Ett kök för trettio personer")
    samira.go_on()
    samira.tick("target_groups", "familjer")
    samira.tick("themes", "gemenskap")
    samira.go_on()
    samira.hands.attach(samira.page.locator("#id_pictures"), photos)
    samira.hands.press_and_stay(samira.page.locator("button[name=add]"))
    expect(samira.page.locator("input[name^=alt-]")).to_have_count(2)
    for box in samira.page.locator("input[name^=alt-]").all():
        samira.hands.write(box, "Sex personer lagar mat ihop")
    samira.go_on()
    samira.go_on()
    samira.says("Ett kök för trettio personer")
    samira.says("båda var fulla")
    samira.says("Sex personer lagar mat ihop")
    assert samira.page.locator("main .ds-alert[data-color=warning] a").count() == 0
    samira.go_on()
    expect(samira.page).to_have_url(re.compile(rf"{home}$"))

    # The municipality returns it; she mends it; it is published.
    decide(reviewer, title, "reject", "Skriv vilken tid på dagen ni behöver köket.")
    samira.page.reload()
    samira.press("link", f"Ändra och skicka igen.*{title}")
    samira.says("vilken tid på dagen")
    samira.go_on()
    samira.hands.press(samira.page.locator("main dl a[href*='/more/']").first)
    samira.fill(text="Vi har frågat två skolor. Vi behöver köket mellan klockan tio och tre.")
    samira.go_on()
    samira.go_on()
    expect(samira.page).to_have_url(re.compile(rf"{home}$"))
    decide(reviewer, title, "approve")

    # A visitor finds it, and another association answers.
    visitor = person("/sok/")
    visitor.hands.write(visitor.page.locator("main input[name=q]"), word)
    visitor.submit()
    visitor.press("link", title)
    visitor.says("mellan klockan tio och tre")
    expect(
        visitor.page.locator("main img[alt='Sex personer lagar mat ihop']").first
    ).to_be_visible()
    need = visitor.page.url
    yusuf = person(need.removeprefix(demo), YUSUF)
    yusuf.press("link", "Vi kan bidra")
    yusuf.submit()
    yusuf.says("Ditt svar är skickat")

    # Samira says yes, and makes an initiative of it.
    samira.page.reload()
    samira.press("link", f"Läs och svara.*{title}")
    samira.press("link", "Säg ja")
    samira.submit()
    samira.says("Ert besked är skickat")
    samira.press("link", "Gör ett initiativ av det")
    samira.submit()
    decide(reviewer, title, "approve")

    # Both pages show the way to the other.
    visitor.page.reload()
    visitor.hands.press(visitor.page.locator("main a[href*='/initiativ/']", has_text=title).first)
    expect(visitor.page.locator("h1")).to_have_text(title)
    assert "/initiativ/" in visitor.page.url
    visitor.hands.press(visitor.page.locator("main a[href*='/behov/']", has_text=title).first)
    assert visitor.page.url == need
    for one in (first, samira, visitor, yusuf):
        assert one.page.errors == []
        assert one.page.foreign == set()


def test_pictures_go_up_with_a_bar_and_what_goes_wrong_is_told(open_page, ids, photos, tmp_path):
    page = open_page(f"/mina-sidor/{ids['oppna_dorren']}/skriv/behov/", width=390, person=SAMIRA)
    Writer(page, Pointer).go_on()
    page.goto(re.sub("/what/.*", "/pictures/", page.url))
    box, button = page.locator("[data-civsam-upload]"), page.locator("button[name=add]")
    page.locator("#id_pictures").set_input_files(photos)

    # The connection is away: the bar goes, the words stay, and the files are still chosen.
    page.route("**/pictures/", lambda route: route.abort())
    button.click()
    expect(box).to_contain_text("Bilderna kom inte fram")
    expect(box.locator("progress")).to_have_count(0)
    expect(button).to_be_focused()
    page.unroute("**/pictures/")
    page.errors.clear()  # the browser itself told of the connection

    # It is back, and slow: the bar is there, and the buttons wait.
    held = []
    page.route("**/pictures/", lambda route: held.append(route))
    button.click()
    expect(box.get_by_role("progressbar")).to_be_visible()
    expect(button).to_be_disabled()
    held[0].continue_()
    page.unroute("**/pictures/")
    first = page.locator("input[name^=alt-]").first
    expect(first).to_be_focused()
    expect(page.locator(".picture img")).to_have_count(2)

    # A file that is no picture is refused in words, and those that are there stay.
    first.fill("Sex personer lagar mat ihop")
    (tmp_path / "fel.jpg").write_text("ingen bild")
    page.locator("#id_pictures").set_input_files(tmp_path / "fel.jpg")
    button.click()
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page).to_have_title(re.compile("^Fel: "))
    expect(first).to_have_value("Sex personer lagar mat ihop")
    assert page.errors == []
    assert page.foreign == set()


def decide(reviewer, title, decision, words=""):
    """Decide on what waits under a title."""
    admin = reviewer.url.split("/admin/")[0] + "/admin/"
    reviewer.goto(f"{admin}civsam/review/")
    reviewer.goto(
        admin.removesuffix("/admin/")
        + reviewer.locator("main a", has_text=title).first.get_attribute("href")
    )
    if words:
        reviewer.locator("#id_words").fill(words)
    reviewer.locator(f'button[name="decision"][value="{decision}"]').click()
    reviewer.wait_for_load_state()
    expect(reviewer.locator(".messages, [data-messages]").first).to_be_visible()
