"""Every page type, narrow and wide: accessible, valid, without sideways scroll or strangers."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import opener
from .pages import NOT_FOUND, PAGES, PERSONAL

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module", params=PAGES)
def public(request, chromium, demo):
    """A page of everyone's, opened once for what is asked of it."""
    with opener(chromium, demo, request) as open_one:
        page = open_one(PAGES[request.param])
        page.state = request.param
        yield page


@pytest.fixture(scope="module", params=PERSONAL)
def personal(request, chromium, demo, ids):
    """A page of somebody's, as it is or as its form comes back, opened once."""
    person, path, sends = PERSONAL[request.param]
    with opener(chromium, demo, request) as open_one:
        page = open_one(path.format(**ids), person=person)
        if sends:
            send(page)
            assert page.title().startswith("Fel: ")
        yield page


@pytest.mark.parametrize("width", [320, 1280])
def test_a_page_is_accessible_and_fits_its_screen(public, width, axe):
    look_at(public, width, axe)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_personal_page_is_accessible_and_fits_its_screen(personal, width, axe):
    look_at(personal, width, axe)


def send(page):
    """Send the form of a page as it is."""
    with page.expect_navigation():
        page.locator("main form[method=post] button[type=submit]").first.click()


def look_at(page, width, axe):
    """Find what axe finds, and what does not fit."""
    page.set_viewport_size({"width": width, "height": 900})
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


def test_a_page_breaks_no_policy_and_asks_nobody_else(public):
    expected = ["404"] if public.state in NOT_FOUND else []
    errors = [text for text in public.errors if not any(word in text for word in expected)]
    assert errors == []
    assert public.foreign == set()
    assert public.context.cookies() == []


def test_a_personal_page_breaks_no_policy_and_is_kept_by_nobody_else(personal):
    assert [text for text in personal.errors if "404" not in text and "410" not in text] == []
    assert personal.foreign == set()
    names = {cookie["name"] for cookie in personal.context.cookies()}
    assert names <= {"sessionid", "csrftoken"}
    for answer in personal.documents:
        assert "private" in answer.headers.get("cache-control", "") or answer.status == 302


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
        page = open_page(path.format(**ids), person=person)
        if sends:
            send(page)
        (tmp_path / f"{number:02}.html").write_bytes(page.documents[-1].body())
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
