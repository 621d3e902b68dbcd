"""Every page type, narrow and wide: accessible, valid, without sideways scroll or strangers."""

import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from .pages import NOT_FOUND, PAGES

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("state", PAGES)
def test_a_page_is_accessible_and_fits_its_screen(state, width, open_page, axe):
    page = open_page(PAGES[state], width=width, bypass_csp=True)
    page.evaluate(axe)
    # What is folded away has to be accessible too.
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
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


def test_every_page_is_valid_html(demo, tmp_path):
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert jar.exists(), "Run: python scripts/frontend.py --dev"
    for number, path in enumerate(PAGES.values()):
        url = demo + quote(path, safe="/?&=")
        try:
            body = urllib.request.urlopen(url, timeout=30).read()
        except urllib.error.HTTPError as answer:
            body = answer.read()
        (tmp_path / f"{number:02}.html").write_bytes(body)
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    names = dict(enumerate(PAGES))
    assert checked.returncode == 0, f"{names}\n{checked.stderr}"
