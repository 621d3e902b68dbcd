"""Every page type, narrow and wide: accessible, valid, without sideways scroll or strangers."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from .pages import NOT_FOUND, PAGES, PERSONAL

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", PAGES)
def test_a_page_is_accessible_and_fits_its_screen(state, width, open_page, axe):
    look_at(open_page(PAGES[state], width=width, bypass_csp=True), axe)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", PERSONAL)
def test_a_personal_page_is_accessible_and_fits_its_screen(state, width, open_page, ids, axe):
    person, path, sends = PERSONAL[state]
    page = open_page(path.format(**ids), width=width, bypass_csp=True, person=person)
    if sends:
        send(page)
        assert page.title().startswith("Fel: ")
    look_at(page, axe)


def send(page):
    """Send the form of a page as it is."""
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").first.click()


def look_at(page, axe):
    """Find what axe finds, and what does not fit."""
    page.evaluate(axe)
    # What is folded away has to be accessible too.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    # What opening set going begins with the next frame.
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.evaluate("document.fonts.ready")
    page.evaluate("Promise.all(document.getAnimations().map(animation => animation.finished))")
    result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    violations = {
        violation["id"]: [node["html"][:200] for node in violation["nodes"]][:3]
        for violation in result["violations"]
    }
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert violations == {}
    assert page.evaluate(overflow) <= 0


@pytest.mark.parametrize("state", PAGES)
def test_a_page_breaks_no_policy_and_asks_nobody_else(state, open_page):
    page = open_page(PAGES[state])
    expected = ["404"] if state in NOT_FOUND else []
    errors = [text for text in page.errors if not any(word in text for word in expected)]
    assert errors == []
    assert page.foreign == set()
    assert page.context.cookies() == []


@pytest.mark.parametrize("state", PERSONAL)
def test_a_personal_page_breaks_no_policy_and_is_kept_by_nobody_else(state, open_page, ids):
    person, path, _sends = PERSONAL[state]
    page = open_page(path.format(**ids), person=person)
    assert [text for text in page.errors if "404" not in text and "410" not in text] == []
    assert page.foreign == set()
    names = {cookie["name"] for cookie in page.context.cookies()}
    assert names <= {"sessionid", "csrftoken"}
    assert "private" in page.reload().headers.get("cache-control", "")


def test_every_page_is_valid_html(demo, tmp_path):
    for number, path in enumerate(PAGES.values()):
        url = demo + quote(path, safe="/?&=")
        try:
            body = urllib.request.urlopen(url, timeout=30).read()
        except urllib.error.HTTPError as answer:
            body = answer.read()
        (tmp_path / f"{number:02}.html").write_bytes(body)
    check_html(tmp_path, dict(enumerate(PAGES)))


def test_every_personal_page_is_valid_html(open_page, ids, tmp_path):
    for number, (person, path, sends) in enumerate(PERSONAL.values()):
        page = open_page("/lotsen/", person=person)
        answers = []
        page.on("response", lambda answer, found=answers: found.append(answer))
        page.goto(page.url.split("/lotsen/")[0] + path.format(**ids))
        if sends:
            send(page)
        documents = [one for one in answers if one.request.resource_type == "document"]
        (tmp_path / f"{number:02}.html").write_bytes(documents[-1].body())
        page.context.close()
    check_html(tmp_path, dict(enumerate(PERSONAL)))


def check_html(folder, names):
    """Let the Nu checker read the pages of a folder, whose numbers have these names."""
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert jar.exists(), "Run: python scripts/frontend.py --dev"
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", *map(str, sorted(folder.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, f"{names}\n{checked.stderr}"
