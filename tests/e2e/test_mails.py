"""Mails in a browser: accessible by day and by night, on a phone and wide, and valid HTML."""

import subprocess
from pathlib import Path

import pytest
from django.utils import translation

from civsam_pages.notifications import letters, look, rendering
from civsam_pages.notifications.letters import Action, Kind, Letter
from civsam_pages.notifications.models import Mail

ROOT = Path(__file__).resolve().parents[2]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "Ett ord som är mycket långt: tillgänglighetsredogörelsesamordningsfunktionen. " * 3
LETTERS = {
    "a comment": Letter(
        subject="Kommunen skickade tillbaka ert behov med en kommentar",
        lead="Vi har läst Utflykter för familjer utan bil.",
        paragraphs=("Vi behöver veta en sak till.", LONG),
        quote="Skriv gärna hur många familjer det gäller.\nOch var de bor.",
        quoted_from="Lotsen, 16 mars 2026",
        action=Action("Ändra och skicka igen", "/mina-sidor/7/?a=1&b=2"),
        after=("Allt ni skrev finns kvar.",),
        why="Ni får mejlet eftersom ni lade upp behovet.",
    ),
    "a code": Letter("Din kod", "Här är koden.", code="482 113", why="Någon ville logga in."),
    "a digest": Letter(
        "Tre saker har hänt",
        "Det här har hänt.",
        items=tuple(Action(f"Svar {number} {LONG}", f"/{number}/") for number in range(3)),
    ),
    "the least": Letter("Hej", "En rad."),
}


@pytest.fixture(params=LETTERS)
def html(request, monkeypatch):
    """A mail as HTML, of each sort."""
    kommun = look.Look(
        name="Älvsunda tillsammans",
        tagline="Kommunen och föreningslivet",
        organisation="Älvsunda kommun",
        sender="lotsen@alvsunda.example",
        reply_to="lotsen@alvsunda.example",
        phone="0980-319 200",
        phone_hours="vardagar 9–12",
    )
    monkeypatch.setattr(rendering, "look", lambda: kommun)
    monkeypatch.setitem(letters.KINDS, "news", Kind("news", "Nytt"))
    mail = Mail(kind="news", user_id=7, address="styrelsen@oppnadorren.example", language="sv")
    with translation.override("sv"):
        return rendering.render(LETTERS[request.param], mail)[1]


@pytest.mark.parametrize("width", [320, 720])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_mail_is_accessible_and_fits_its_screen(html, width, scheme, chromium, axe):
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    try:
        page = context.new_page()
        page.set_content(html)
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
        assert page.evaluate(overflow) <= 0
    finally:
        context.close()


def test_a_mail_is_valid_html(html, tmp_path):
    jar = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert jar.exists(), "Run: python scripts/frontend.py --dev"
    (tmp_path / "mail.html").write_text(html)
    checked = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", str(tmp_path / "mail.html")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
