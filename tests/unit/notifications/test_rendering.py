"""One letter becomes plain text and HTML."""

import pytest
from django.utils import translation

from civsam_pages.notifications import letters, look, rendering
from civsam_pages.notifications.letters import SECURITY, Action, Kind, Letter
from civsam_pages.notifications.models import Mail

XSS = "<script>alert(1)</script>"
LOOK = look.Look(
    name="Älvsunda tillsammans",
    organisation="Älvsunda kommun",
    sender="lotsen@alvsunda.example",
    reply_to="lotsen@alvsunda.example",
    phone="0980-319 200",
    phone_hours="vardagar 9–12",
    choices_path="/mitt-konto/mejl/",
)
LETTER = Letter(
    subject="Kommunen skickade tillbaka ert behov",
    lead="Vi har läst Utflykter för familjer utan bil och behöver veta en sak till innan vi visar.",
    paragraphs=("Behovet syns inte för andra än.",),
    quote="Skriv gärna hur många familjer det gäller.",
    quoted_from="Lotsen, 16 mars 2026",
    action=Action("Ändra och skicka igen", "/mina-sidor/7/?a=1&b=2"),
    after=("Allt ni skrev finns kvar.",),
    why="Du får mejlet för att du lade upp behovet.",
)


@pytest.fixture(autouse=True)
def _look(settings, monkeypatch):
    settings.WAGTAILADMIN_BASE_URL = "https://tillsammans.alvsunda.example"
    monkeypatch.setattr(rendering, "look", lambda: LOOK)
    monkeypatch.setitem(letters.KINDS, "news", Kind("news", "Nytt"))


def mail(**fields):
    given = {"kind": "news", "address": "samira@example.org", "language": "en", **fields}
    return Mail(subject="Kommunen skickade", message_id="<1@alvsunda.example>", **given)


def rendered(letter=LETTER, **fields):
    with translation.override("en"):
        return rendering.render(letter, mail(**fields))


def test_the_text_begins_with_what_it_is_about_and_keeps_to_66_columns():
    text, _html = rendered()
    assert text.startswith("Vi har läst Utflykter")
    lines = [line for line in text.splitlines() if "https://" not in line]
    assert max(map(len, lines)) <= 66


def test_the_text_has_every_part_in_order():
    text, _html = rendered(user_id=7)
    parts = [
        "Behovet syns inte",
        "    “Skriv gärna",
        "    Lotsen, 16 mars",
        "Ändra och skicka igen:\nhttps://tillsammans.alvsunda.example/mina-sidor/7/?a=1&b=2\n",
        "Allt ni skrev",
        "Answer this mail",
        "0980-319\N{NO-BREAK SPACE}200",
        "\n-- \n",
        "Älvsunda kommun and went to\nsamira@example.org",
        "Du får mejlet för att",
        "/mejl/",
    ]
    places = [text.replace("samira", "samira").find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places)


def test_the_html_has_the_same_words_one_button_and_no_pictures():
    _text, html = rendered()
    for words in (
        "Vi har läst",
        "Skriv gärna",
        "Lotsen, 16 mars",
        "Allt ni skrev",
        "Du får mejlet",
    ):
        assert words in html
    assert html.count('class="m-button"') == 1
    assert 'href="https://tillsammans.alvsunda.example/mina-sidor/7/?a=1&amp;b=2"' in html
    assert "<img" not in html
    assert '<html lang="en">' in html
    assert "<title>Kommunen skickade tillbaka ert behov</title>" in html


def test_the_link_to_ones_choices_comes_last():
    _text, html = rendered(user_id=7)
    assert html.rindex("<a ") == html.index(
        '<a class="m-link" href="https://tillsammans.alvsunda.example/mejl/'
    )


def test_somebody_without_an_account_has_nothing_to_choose():
    text, html = rendered()
    assert "Choose which mails" not in text + html


def test_a_receipt_leads_to_the_choices_of_the_account():
    text, _html = rendered(user_id=7, kind="receipt")
    assert "https://tillsammans.alvsunda.example/mitt-konto/mejl/" in text


def test_a_code_has_no_other_link_than_its_own():
    text, html = rendered(Letter("Your code", "Here it is.", code="482 113"), kind="security")
    assert "\n    482 113\n" in text
    assert "482 113</p>" in html
    assert "https://" not in text
    assert "Choose which mails" not in html


def test_words_of_others_are_no_markup():
    evil = Letter(
        subject=XSS,
        lead=XSS,
        paragraphs=(XSS,),
        quote=XSS,
        quoted_from=XSS,
        code=XSS,
        action=Action(XSS, '/"><script>'),
        after=(XSS,),
        why=XSS,
        items=(Action(XSS, "/x/"),),
    )
    text, html = rendered(evil)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 12
    assert XSS in text  # in plain text it is only words


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/", "javascript:x", ""])
def test_a_link_leads_to_the_site_and_nowhere_else(path):
    with pytest.raises(ValueError, match="begins with one slash"):
        Action("Läs", path)


def test_a_line_break_in_a_subject_begins_no_header():
    sent = rendering.message(
        Mail(
            subject="Hej\r\nBcc: alla@example.org",
            address="samira@example.org",
            language="sv",
            message_id="<1@alvsunda.example>",
            text="Hej",
        ),
        LOOK,
    ).message()
    assert sent["Bcc"] is None
    assert str(sent["Subject"]) == "Hej Bcc: alla@example.org"


def test_the_headers_say_who_sends_and_that_no_machine_needs_to_answer():
    sent = rendering.message(mail(user_id=7, text="Hej", html="<p>Hej"), LOOK)
    assert sent.from_email == "=?utf-8?q?=C3=84lvsunda_tillsammans?= <lotsen@alvsunda.example>"
    assert sent.reply_to == ["lotsen@alvsunda.example"]
    headers = sent.message()
    assert headers["Message-ID"] == "<1@alvsunda.example>"
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = str(headers["List-Unsubscribe"])
    assert address.startswith("<https://tillsammans.alvsunda.example/mejl/")
    assert [part.get_content_type() for part in headers.get_payload()] == [
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize("fields", [{}, {"user_id": 7, "kind": SECURITY.code}])
def test_what_always_comes_has_no_button_to_stop_it(fields):
    headers = rendering.message(mail(text="Hej", **fields), LOOK).message()
    assert headers["List-Unsubscribe"] is None
    assert headers["List-Unsubscribe-Post"] is None


def test_mail_servers_report_to_an_address_of_their_own():
    look_with_bounces = look.Look(
        name="Älvsunda", sender="lotsen@alvsunda.example", bounces_to="studs@alvsunda.example"
    )
    sent = rendering.message(mail(text="Hej"), look_with_bounces)
    assert sent.from_email == "studs@alvsunda.example"
    assert "lotsen@alvsunda.example" in sent.message()["From"]
