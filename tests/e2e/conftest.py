"""A browser before the demo, served as `make demo` serves it."""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 60


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def manage(*words, **kwargs):
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, check=True, **kwargs)


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory):
    """Where the demo keeps its database and its mails."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def demo(demo_folder):
    """The address of a server of its own with the demo loaded."""

    env = {
        **os.environ,
        "CIVSAM_DATA_DIR": str(demo_folder),
        "DJANGO_SETTINGS_MODULE": "civsam_platform.settings.demo",
    }
    manage("migrate", "-v", "0", env=env)
    manage("demo_data", env=env, stdout=subprocess.DEVNULL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    log = Path(env["CIVSAM_DATA_DIR"]) / "server.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=out,
        )
        try:
            _wait(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(10)


def _wait(address, server, log):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(address, timeout=10)
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"The demo did not answer within {START_SECONDS} s.\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM:
        if os.environ.get("CIVSAM_REQUIRE_SERVICES"):
            pytest.fail("Chromium is missing. On Debian: apt-get install chromium")
        pytest.skip("Chromium is missing. On Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def opener(chromium, demo, request):
    """Opens addresses of the demo and remembers what goes wrong on the way, until it is left.

    The page that comes back has `errors` (console, among them what the security policy stops),
    `foreign` (requests to any other host) and `documents` (the answers that were pages).
    """

    contexts = []

    def open_one(path, *, width=1280, javascript=True, person=""):
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="sv-SE",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if person:
            context.add_cookies(request.getfixturevalue("session_of")(person))
        page = context.new_page()
        page.errors, page.foreign, page.documents = [], set(), []
        page.on("console", lambda m: m.type == "error" and page.errors.append(m.text))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "request",
            lambda r: not r.url.startswith((demo, "data:", "blob:")) and page.foreign.add(r.url),
        )
        page.on(
            "response",
            lambda r: r.request.resource_type == "document" and page.documents.append(r),
        )
        page.goto(demo + path)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(chromium, demo, request):
    """`open_page(address)`: see `opener`."""
    with opener(chromium, demo, request) as open_one:
        yield open_one


@pytest.fixture(scope="session")
def newest_mail(demo_folder):
    """`newest_mail(address)` is the text of the last mail to it, as the outbox has it.

    The worker does not run here: it would keep some of them until the morning.
    """

    def read(address, holding=""):
        database = sqlite3.connect(f"file:{demo_folder}/civsam.sqlite3?mode=ro", uri=True)
        try:
            (text,) = database.execute(
                "SELECT text FROM civsam_notifications_mail"
                " WHERE address = ? AND text LIKE ? ORDER BY id DESC LIMIT 1",
                (address, f"%{holding}%"),
            ).fetchone()
        finally:
            database.close()
        return text

    return read


@pytest.fixture(scope="session")
def session_of(chromium, demo, newest_mail):
    """`session_of(address)` are the cookies of somebody who has logged in by the code of a mail.

    Once for all tests: nobody may ask for code after code.
    """
    known = {}

    def cookies(address):
        if address not in known:
            context = chromium.new_context(locale="sv-SE")
            page = context.new_page()
            page.goto(f"{demo}/logga-in/")
            page.locator("#id_email").fill(address)
            page.locator("main form button[type=submit]").first.click()
            page.locator("#id_code").fill(code_in(newest_mail(address)))
            page.locator("main form button[type=submit]").first.click()
            page.wait_for_url("**/mina-sidor/")
            known[address] = context.cookies()
            context.close()
        return known[address]

    return cookies


@pytest.fixture
def reviewer(open_page):
    """Who decides for the municipality, in the admin."""
    page = open_page("/logga-in/losenord/?next=/admin/")
    page.locator("#id_login").fill("granskare@alvsunda.example")
    page.locator("#id_password").fill("civsam-demo")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/admin/")
    return page


@pytest.fixture(scope="session")
def ids(demo, demo_folder):
    """The numbers in the addresses of Mina sidor: of associations by their slugs, and of rows."""
    database = sqlite3.connect(f"file:{demo_folder}/civsam.sqlite3?mode=ro", uri=True)
    try:
        found = dict(
            database.execute(
                "SELECT REPLACE(slug, '-', '_'), id FROM wagtailcore_page"
                " JOIN civsam_register_actorpage ON page_ptr_id = id"
            )
        )
        found |= dict(
            database.execute(
                "SELECT REPLACE(slug, '-', '_'), page_ptr_id FROM wagtailcore_page JOIN"
                " (SELECT page_ptr_id FROM civsam_needs_needpage"
                " UNION SELECT page_ptr_id FROM civsam_initiatives_initiativepage)"
                " ON page_ptr_id = id"
            )
        )
        rows = database.execute(
            "SELECT email, civsam_register_membership.id FROM civsam_register_membership"
            " JOIN civsam_accounts_user ON user_id = civsam_accounts_user.id"
            " WHERE actor_id = ?",
            (found["oppna_dorren"],),
        )
        found |= {f"right_{email.split('@')[0]}": pk for email, pk in rows}
        for name in ("claim", "actorproposal"):
            ((found[name],),) = database.execute(f"SELECT MIN(id) FROM civsam_register_{name}")
        ((found["ruling"],),) = database.execute(
            "SELECT id FROM civsam_moderation_ruling WHERE act = 'block'"
        )
        ((found["answer"],),) = database.execute(
            "SELECT MIN(id) FROM civsam_answers_answer WHERE owner_id = ? AND state = 'new'",
            (found["oppna_dorren"],),
        )
    finally:
        database.close()
    return found


def code_in(text):
    """The six digits of a mail with a code."""
    return re.search(r"\b\d{6}\b", text)[0]


@pytest.fixture(scope="session")
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
