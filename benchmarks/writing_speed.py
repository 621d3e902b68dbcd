#!/usr/bin/env python
"""How long somebody takes who tells of a need for the first time, on a phone, at human speed.

    make demo                                                       # in another window
    .venv/bin/python benchmarks/writing_speed.py [--site URL] [--data FOLDER] [--words 40]

It logs in by a code, thinks, reads a share of the words that stand above what it presses, writes,
chooses, adds two pictures, checks and sends. It really waits: what is printed is what the clock on
the wall says, with what the machine takes in it. `--share 1` reads each word of each page, once.
"""

import argparse
import io
import json
import re
import shutil
import sqlite3
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

THINKS = 3  # seconds at each new page
READS = 240  # words in a minute, of a text that one understands
AIMS = 1.5  # seconds to find a button or a box with the thumb, and press it
FETCHES = 20  # seconds to open the mail, read the code and come back
LETTERS = 5  # in a word, as typing is measured
# The lines of text that are seen in the page above the lower edge of an element.
LINES_ABOVE = """element => {
  const edge = element.getBoundingClientRect().bottom;
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walk.nextNode()) {
    const line = walk.currentNode.textContent.trim();
    const parent = walk.currentNode.parentElement;
    const box = parent.getBoundingClientRect();
    if (line && box.height > 1 && box.top <= edge && parent.checkVisibility()) lines.push(line);
  }
  return lines;
}"""
PERSON = "samira@posten.example"
ROOT = Path(__file__).resolve().parents[1]


class Volunteer:
    """Somebody with a phone who has not been here before."""

    def __init__(self, page: Page, words: int, share: float):
        self.page, self.words, self.share = page, words, share
        self.spent: dict[str, float] = {}
        self.known: set[str] = set()
        self.typed = self.presses = self.read_words = 0

    def read(self, until: Locator) -> None:
        """Read down to something; who has read a line on an earlier page knows it."""
        lines = [line for line in until.evaluate(LINES_ABOVE) if line not in self.known]
        self.known.update(lines)
        words = sum(len(line.split()) for line in lines)
        self.read_words += words
        time.sleep(THINKS + words * self.share / READS * 60)

    def press(self, target: Locator) -> None:
        """Read, and press what leads to the next page."""
        self.find(target)
        with self.page.expect_navigation():
            target.click()

    def press_and_stay(self, target: Locator) -> None:
        """Read, and press what is answered within the page."""
        self.find(target)
        target.click()

    def find(self, target: Locator) -> None:
        """Read down to what is to be pressed, and aim at it."""
        self.read(target)
        time.sleep(AIMS)
        self.presses += 1

    def go_on(self) -> None:
        self.press(self.page.locator("main form button[type=submit]:not([name])").last)

    def choose(self, name: str, value: str) -> None:
        time.sleep(AIMS)
        self.presses += 1
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def write(self, target: Locator, text: str) -> None:
        time.sleep(AIMS)
        self.presses += 1
        self.typed += len(text)
        target.press_sequentially(text, delay=60_000 / (self.words * LETTERS), timeout=300_000)

    def part(self, name: str) -> None:
        """What has been done since the last part was called so."""
        self.spent[name] = time.monotonic()


def code_for(address: str, data: Path) -> str:
    """The code of the newest mail, as the outbox of the demo has it."""
    database = sqlite3.connect(f"file:{data}/civsam.sqlite3?mode=ro", uri=True)
    try:
        ((text,),) = database.execute(
            "SELECT text FROM civsam_notifications_mail WHERE address = ? ORDER BY id DESC LIMIT 1",
            (address,),
        ).fetchall()
    finally:
        database.close()
    return re.search(r"\b\d{6}\b", text)[0]


def photo(name: str, colour: str) -> dict:
    """A picture as a phone takes it, without a phone."""
    file = io.BytesIO()
    Image.new("RGB", (4032, 3024), colour).save(file, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": file.getvalue()}


def tell(someone: Volunteer, site: str, data: Path) -> dict[str, float]:
    """Tell of a need, from the front page on; how many seconds each part took."""
    page = someone.page
    photos = [photo("kok.jpg", "#a8244f"), photo("bord.jpg", "#1f5aa6")]
    start = time.monotonic()
    page.goto(f"{site}/mina-sidor/")
    someone.write(page.locator("#id_email"), PERSON)
    someone.press(page.locator("main form button[type=submit]").first)
    time.sleep(FETCHES)
    someone.write(page.locator("#id_code"), code_for(PERSON, data))
    someone.press(page.locator("main form button[type=submit]").first)
    someone.part("logging in")

    someone.press(page.locator("main a", has_text="Föreningen Öppna dörren").first)
    someone.press(page.locator("main a[href$='/skriv/behov/']").first)
    someone.go_on()
    someone.part("finding the form")

    someone.write(page.locator("#id_title"), "Större kök att låna på torsdagar")
    someone.write(
        page.locator("#id_summary"),
        "Vår matlagning har vuxit till trettio personer, och köket i församlingshemmet räcker "
        "inte till.",
    )
    someone.go_on()
    someone.write(page.locator("#id_text"), "Vi har frågat två skolor, och båda var fulla.")
    someone.go_on()
    someone.choose("kinds", "premises")
    someone.go_on()
    someone.write(page.locator("#id_premises"), "Ett kök för trettio personer")
    someone.go_on()
    someone.choose("target_groups", "familjer")
    someone.choose("themes", "gemenskap")
    someone.go_on()
    someone.part("the questions")

    time.sleep(AIMS * 4)
    page.locator("#id_pictures").set_input_files(photos)
    someone.press_and_stay(page.locator("button[name=add]"))
    alts = page.locator("input[name^=alt-]")
    for place, text in enumerate(("Sex personer lagar mat", "Ett dukat bord")):
        someone.write(alts.nth(place), text)
    someone.go_on()
    someone.part("two pictures")
    someone.go_on()
    someone.go_on()
    someone.part("checking and sending")
    assert page.locator("main .saved").first.is_visible(), page.url

    parts, before = {}, start
    for name, at in someone.spent.items():
        parts[name], before = round(at - before, 1), at
    return {**parts, "in all": round(before - start, 1)}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--site", default="http://127.0.0.1:8000")
    options.add_argument("--data", type=Path, default=ROOT / "var", help="the demo's data folder")
    options.add_argument("--words", type=int, default=40, help="how many are written in a minute")
    options.add_argument("--share", type=float, default=0.3, help="of the words that are read")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_context(
            viewport={"width": 390, "height": 844}, locale="sv-SE", is_mobile=True, has_touch=True
        ).new_page()
        someone = Volunteer(page, given.words, given.share)
        parts = tell(someone, given.site, given.data)
        browser.close()
    found = {
        "seconds": parts,
        "letters": someone.typed,
        "words read": someone.read_words,
        "presses": someone.presses,
    }
    if given.json:
        print(json.dumps(found))
        return
    for name, seconds in parts.items():
        print(f"{name:22}{int(seconds) // 60:3} min {seconds % 60:4.1f} s")
    print(f"{someone.typed} letters at {given.words} words a minute, {someone.presses} presses,")
    print(f"{someone.read_words} words on the way, of which {given.share:.0%} read")


if __name__ == "__main__":
    main()
