"""From an association that nobody acts for to a new board, and a network that gets its page.

On a phone and by keyboard alone, with JavaScript and without.
"""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from civsam_platform.demo.people import pdf

from .conftest import code_in
from .hands import Keyboard, Person, Pointer

# Each run has an association of its own, which nobody acts for when the demo is new.
RUNS = {
    "phone": ("foreningen-nabad", "hej@nabad.example", 390, True, Pointer),
    "phone-noscript": ("suomi-klubben-kaiku", "kaiku@posten.example", 390, False, Pointer),
    "keyboard": ("grannar-emellan", "ring@grannaremellan.example", 1280, True, Keyboard),
    "keyboard-noscript": ("granlidens-bygdegard", "boka@granliden.example", 1280, False, Keyboard),
}


class Applicant(Person):
    """Somebody with an address of their own."""

    def __init__(self, page, hands, address, newest_mail):
        super().__init__(page, hands)
        self.address, self.newest_mail = address, newest_mail

    def log_in(self):
        super().log_in(self.address, lambda address: code_in(self.newest_mail(address)))

    def link(self, kind):
        """The path of the newest link of a kind that has come by mail."""
        text = self.newest_mail(self.address, f"/mina-sidor/{kind}/")
        return re.search(rf"/mina-sidor/{kind}/[^/\s]+/", text)[0]


@pytest.fixture
def minutes(tmp_path):
    file = tmp_path / "protokoll.pdf"
    file.write_bytes(pdf("Protokoll", "Val av styrelse"))
    return file


def approve(reviewer, kind, title):
    """Say yes to what waits under a title."""
    reviewer.goto(reviewer.url.split("/admin/")[0] + "/admin/civsam/people/queue/")
    link = reviewer.locator(f'a[href*="/people/{kind}/"]', has_text=title).first
    reviewer.goto(reviewer.url.split("/admin/")[0] + link.get_attribute("href"))
    reviewer.locator('button[value="approve"]').click()
    reviewer.wait_for_load_state()
    expect(reviewer.locator(".messages, [data-messages]").first).to_be_visible()


@pytest.mark.parametrize("run", RUNS)
def test_a_board_takes_over_its_page_hands_it_on_and_a_network_gets_one(
    run, demo, open_page, newest_mail, minutes, reviewer
):
    slug, function_address, width, javascript, hands = RUNS[run]

    def person(name, path, address=""):
        page = open_page(path, width=width, javascript=javascript)
        address = address or f"{name}.{run}@posten.example"
        return Applicant(page, hands, address, newest_mail)

    # Astrid finds the page of her association, logs in by a code, and asks its own address.
    astrid = person("astrid", f"/foreningar/{slug}/")
    title = astrid.page.locator("h1").inner_text()
    astrid.press("link", "Sköt er sida")
    astrid.log_in()
    astrid.choose("role", "actor_admin")
    astrid.fill(your_name="Astrid Lund", function="ordförande")
    astrid.choose("way", "address")
    astrid.press("button", "Skicka begäran")
    astrid.says("Vi har skrivit till")

    # Whoever reads the association's mail says yes, without an account.
    board = person("", "/", function_address)
    board.page.goto(demo + board.link("svar"))
    board.says(f"astrid.{run}@posten.example")
    board.press("button", "Ja, det stämmer")
    board.says("Tack")
    astrid.page.reload()
    astrid.press("link", "Till föreningens sidor")
    expect(astrid.page.locator(".site-strip")).to_contain_text(title)

    # She invites Bilal, who joins.
    astrid.press("link", "Bjud in, förläng och ändra")
    bilal = person("bilal", "/")
    astrid.fill(address=bilal.address, name="Bilal")
    astrid.choose("role", "actor_editor")
    astrid.press("button", "Skicka inbjudan")
    astrid.says("Inbjudan till bilal")
    bilal.page.goto(demo + bilal.link("inbjudan"))
    bilal.press("link", "Logga in och fortsätt")
    bilal.log_in()
    bilal.press("button", "Tacka ja")
    bilal.says("Välkommen")
    expect(bilal.page.locator("h1")).to_have_text(title)

    # After the annual meeting Astrid leaves, and Cecilia comes.
    cecilia = person("cecilia", "/")
    astrid.press("link", "Lämna över efter årsmötet")
    asked = astrid.page.locator("fieldset", has=astrid.page.locator('input[name^="member_"]'))
    names = [
        asked.nth(number).locator("input").first.get_attribute("name")
        for number in range(asked.count())
    ]
    astrid.choose(names[0], "leaves")
    astrid.choose(names[1], "stays")
    astrid.fill(**{"new-0-name": "Cecilia", "new-0-address": cecilia.address})
    astrid.choose("new-0-role", "actor_admin")
    astrid.fill(day=date.today().isoformat())
    astrid.hands.attach(astrid.page.locator("#id_file"), minutes)
    astrid.press("button", "Fortsätt och kontrollera")
    astrid.says("Cecilia")
    astrid.press("button", "Skicka överlämningen")
    astrid.says("Kommunen läser protokollet")
    cecilia.page.goto(demo + cecilia.link("inbjudan"))
    cecilia.press("link", "Logga in och fortsätt")
    cecilia.log_in()
    cecilia.press("button", "Tacka ja")
    approve(reviewer, "handover", title)

    # From that second on Astrid sees nothing more; Cecilia does.
    people = re.sub(r"/overlamning/.*", "/personer/", astrid.page.url)
    assert astrid.page.goto(people).status == 404
    assert astrid.page.goto(people.removesuffix("personer/")).status == 404
    expect(astrid.page.locator(".site-strip")).not_to_contain_text(title)
    assert cecilia.page.goto(people).status == 200
    cecilia.says("Bilal")

    # She proposes a network without an organisation number, and it gets its page.
    network = f"Cykelnätverket {run}"
    astrid.page.goto(demo + "/mina-sidor/")
    astrid.press("link", "Föreslå en ny")
    astrid.fill(name=network)
    astrid.choose("kind", "network")
    astrid.fill(summary="Vi lagar cyklar ihop på torsdagar.")
    astrid.press("button", "Gå vidare")
    astrid.press("button", "Skicka förslaget")
    astrid.says("Kommunen läser förslaget")
    approve(reviewer, "proposal", network)
    astrid.page.reload()
    astrid.press("link", "Sidan som alla ser")
    expect(astrid.page.locator("h1")).to_have_text(network)
    for one in (astrid, board, bilal, cecilia):
        assert [error for error in one.page.errors if "404" not in error] == []
        assert one.page.foreign == set()
