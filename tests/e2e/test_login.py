"""Logging in, in the browser: by a code with and without JavaScript, by a passkey, by an app."""

import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from civsam_platform.accounts.testing import app_code

from .conftest import code_in

ROOT = Path(__file__).resolve().parents[2]
LOOK = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].html])"
WIDTHS = [390, 1280]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def judge(axe, tmp_path):
    """Lets axe look at a page, and keeps its HTML for the Nu checker."""
    seen = []

    def look(page):
        page.evaluate(axe)
        assert page.evaluate(LOOK) == [], page.url
        file = tmp_path / f"{len(seen):02}.html"
        answer = page.request.get(page.url)
        file.write_bytes(answer.body())
        seen.append(page.url)

    yield look
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(map(str, tmp_path.glob("*.html")))
    command = ["java", "-jar", str(jar), "--errors-only", *files]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"{seen}\n{checked.stderr}"


def send(page):
    page.locator("main form button[type=submit]").first.click()


def log_in(page, newest_mail, address):
    page.locator("#id_email").fill(address)
    send(page)
    page.locator("#id_code").fill(code_in(newest_mail(address)))
    send(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_code_logs_in_with_and_without_javascript(open_page, newest_mail, javascript):
    address = f"kod-{javascript}@posten.example".lower()
    page = open_page("/logga-in/?next=/mitt-konto/sakerhet/", javascript=javascript)
    passkeys = page.locator("[data-passkey-section]")
    expect(passkeys).to_be_visible() if javascript else expect(passkeys).to_be_hidden()
    log_in(page, newest_mail, address)
    expect(page).to_have_url(re.compile("/mitt-konto/sakerhet/$"))
    expect(page.locator("main")).to_contain_text(address)
    assert page.errors == []
    assert page.foreign == set()


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_and_errors_of_the_login_are_accessible(open_page, newest_mail, judge, width):
    address = f"synas-{width}@posten.example"
    page = open_page("/logga-in/", width=width)
    judge(page)
    page.locator("#id_email").fill("synas")
    send(page)
    expect(page).to_have_title(re.compile("^(Fel|Error): "))
    expect(page.locator(".ds-error-summary")).to_be_focused()
    judge(page)
    page.locator("#id_email").fill(address)
    send(page)
    judge(page)
    page.locator("#id_code").fill("12")
    send(page)
    judge(page)
    page.locator("#id_code").fill(code_in(newest_mail(address)))
    send(page)
    page.wait_for_url("**/mina-sidor/")
    start = page.url.removesuffix("/mina-sidor/")
    for path in (
        "/mitt-konto/sakerhet/",
        "/mitt-konto/sakerhet/app/",
        "/mitt-konto/sakerhet/passkeys/",
        "/mitt-konto/sakerhet/passkeys/ny/",
        "/mitt-konto/inloggningar/",
        "/mitt-konto/losenord/",
        "/mitt-konto/e-post/",
        "/mitt-konto/sakerhet/krav/",
        "/logga-ut/",
        "/admin/",  # which is for others, and says so
    ):
        page.goto(start + path)
        judge(page)
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wide), path


def test_a_passkey_is_saved_and_logs_in_without_a_code(open_page, newest_mail):
    page = open_page("/logga-in/")
    page.goto(page.url.replace("127.0.0.1", "localhost"))  # passkeys are for names, not numbers
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    log_in(page, newest_mail, "passkey@posten.example")
    page.wait_for_url("**/mina-sidor/")
    start = page.url.removesuffix("/mina-sidor/")
    page.goto(f"{start}/mitt-konto/sakerhet/passkeys/ny/")
    send(page)
    page.wait_for_url("**/mitt-konto/sakerhet/reservkoder/")
    page.goto(f"{start}/logga-ut/")
    send(page)
    page.goto(f"{start}/logga-in/?next=/mitt-konto/sakerhet/")
    page.locator("form[data-passkey=login] button").click()
    page.wait_for_url("**/mitt-konto/sakerhet/")
    expect(page.locator("main")).to_contain_text("passkey@posten.example")
    assert page.errors == []


def test_an_app_is_added_and_asked_for_without_javascript(open_page, newest_mail):
    address = "app@posten.example"
    page = open_page("/logga-in/?next=/mitt-konto/sakerhet/app/", javascript=False)
    log_in(page, newest_mail, address)
    secret = page.locator("main code").inner_text()
    page.locator("#id_code").fill(app_code(secret))
    send(page)
    expect(page).to_have_url(re.compile("/reservkoder/$"))
    spare = page.locator("main li code").first.inner_text()
    page.goto(page.url.replace("/mitt-konto/sakerhet/reservkoder/", "/logga-ut/"))
    send(page)
    page.goto(page.url.rstrip("/") + "/logga-in/?next=/mitt-konto/sakerhet/")
    log_in(page, newest_mail, address)
    expect(page).to_have_url(re.compile("/logga-in/steg-tva/"))
    page.locator("#id_code").fill(spare)
    page.locator("main form:not([data-passkey]) button[type=submit]").click()
    expect(page).to_have_url(re.compile("/mitt-konto/sakerhet/$"))


def test_an_account_is_deleted_and_whoever_had_it_is_out_everywhere(open_page, newest_mail):
    address = "hejda@posten.example"
    door = "/logga-in/?next=/mitt-konto/"
    page, elsewhere = open_page(door, javascript=False), open_page(door)
    for each in (page, elsewhere):
        log_in(each, newest_mail, address)
        expect(each).to_have_url(re.compile("/mitt-konto/$"))
    page.locator("main a.ds-link[href='/mitt-konto/ta-bort/']").click()
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_title(re.compile("^Fel: "))
    page.locator("#id_sure").check()
    page.locator("main form button[type=submit]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ditt konto är borttaget")
    elsewhere.reload()
    expect(elsewhere).to_have_url(re.compile("/logga-in/"))
