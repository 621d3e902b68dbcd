"""A browser with which an association writes, one page after another."""

import re
from html import unescape
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from civsam_platform.accounts.me.language import SESSION_KEY
from tests.factories import XSS

ANSWERS = {
    "what": {
        "title": f"Större kök att låna {XSS}",
        "summary": "Vår matlagning på lördagar har vuxit. Köket räcker inte till.",
    },
    "more": {
        "text": "Vi har frågat två skolor.\r\n\r\nBåda var fulla.",
        "links-0-title": "Vår enkät",
        "links-0-url": "oppnadorren.example/enkat",
    },
    "wanted": {"kinds": ["premises", "volunteers"]},
    "wanted_more": {"premises": "Ett kök för trettio personer", "volunteers": "Fyra vuxna"},
    "about": {
        "target_groups": ["familjer"],
        "themes": ["gemenskap"],
        "areas": ["norrstrand"],
        "urgency": "soon",
        "horizon": "Från april",
    },
    "pictures": {},
    "contact": {
        "contact_role": "Styrelsen",
        "contact_email": "styrelsen@oppnadorren.example",
        "contact_phone": "",
        "kommun_note": "Samira, 070-174 06 31",
    },
}


def browser(user=None, **options):
    """A browser; of somebody who has chosen English, so that stories read as they are written."""
    client = Client(**options)
    if user:
        client.force_login(user)
        in_english(client)
    return client


def in_english(client):
    session = client.session
    session[SESSION_KEY] = "en"
    session.save()


def url(name, *args):
    return reverse(f"civsam_posting:{name}", args=args)


def step(draft, code):
    return url("step", draft.pk, code)


def hidden(response):
    """What the form carries that nobody sees, as a browser sends it back."""
    html = response.content.decode()
    main = html[html.index("<main") :]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', main)
    return {name: unescape(value) for name, value in found if name != "csrfmiddlewaretoken"}


def begin(client, actor, form="behov"):
    """Open the first page and press the button; gives the path of the first step."""
    page = client.get(url("start", actor.pk, form))
    response = client.post(url("start", actor.pk, form), hidden(page))
    assert response.status_code == 302, text_of(response)
    return response.url


def answer(client, path, values, **buttons):
    """Open a page, fill it in as it stands there, and press a button."""
    page = client.get(path)
    assert page.status_code == 200, path
    return client.post(path, {**hidden(page), **values, **buttons})


def write(client, draft, answers=ANSWERS, skip=()):
    """Answer every step of a draft."""
    for code, values in answers.items():
        if code not in skip:
            response = answer(client, step(draft, code), values)
            assert response.status_code == 302, (code, problems(response))


def text_of(response):
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def title_of(response):
    return unescape(re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)[1])


def problems(response):
    """The lines of the error summary."""
    return [problem.text for problem in response.context["problems"]]


def photo(name="bild.jpg", kind="JPEG", size=(1200, 800), colour="#0b5351", **options):
    """A picture as a phone sends it."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue())
