"""Whatever stands in the address: the page, its feed and its suggestions answer, and leak nothing.

Whole queries are written as a browser or a machine may send them, so some are no UTF-8.
"""

from urllib.parse import quote

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from .conftest import SCRIPT

pytestmark = pytest.mark.django_db

TEXTS = {
    "nothing": "",
    "spaces": " \t\r\n\u00a0\u2003",
    "5,000 characters": "x" * 5000,
    "500 words": "ord " * 500,
    "500 different words": " ".join(f"ord{n}" for n in range(500)),
    "NUL": "lä\x00ger",
    "control characters": "\x01\x07\x1b[31mläger\x7f\x85",
    "right to left": "\u202eregäl\u202c العربية עברית",
    "emoji": "😀👩‍👩‍👧‍👦 läger",
    "combining marks": "la\u0308ger" + "\u0301" * 500,
    "a quotation mark": '"',
    "an open quotation": '"läger AND (',
    "wildcards": "%_\\*?~()[]{}^$|+-",
    "operators": "AND OR NOT NEAR läger",
    "query string syntax": "title:läger^9 _exists_:x /.*/ [a TO b]",
    "braces": "{{ 7*7 }} {% csrf_token %} ${7*7}",
    "HTML": f"<img src=x onerror=alert(1)>{SCRIPT}",
    "an attribute": "\" onmouseover=alert(1) x='",
    "SQL": "'; DROP TABLE civsam_search_posting; -- läger",
    "one letter many times": "å " * 2000,
    "digits of all scripts": "٣ ３ ² ½ 9" + "9" * 400,
    "every separator": "\u2028\u2029\u0085\ufeff\u200b",
}
QUERIES = {
    **{name: f"q={quote(text)}" for name, text in TEXTS.items()},
    **{f"the filter is {name}": f"theme={quote(text)}" for name, text in TEXTS.items()},
    "bytes that are no UTF-8": "q=%ff%fe%c3%28",
    "a lone surrogate": "q=%ed%a0%80l%C3%A4ger",
    "a broken escape": "q=%&q=%zz&%=%",
    "the same question 900 times": "&".join(["q=läger"] * 900),
    "the same filter 900 times": "&".join(["theme=sport"] * 900),
    "900 filters": "&".join(f"theme=t{n}" for n in range(900)),
    **{
        f"the day is {day}": f"open_on={quote(day)}"
        for day in ("2026-02-30", "0000-00-00", "9999-12-31", "2026-W12-3", "٢٠٢٦-٠٣-١٨", SCRIPT)
    },
    "900 days": "&".join(f"open_on=2026-03-{n % 40:02}" for n in range(900)),
    "page 0": "page=0",
    "a page below zero": "page=-1",
    "page 10^9": "q=läger&page=1000000000",
    "a page of 300 digits": f"page={'9' * 300}",
    "a page in other digits": "page=٣",
    "a page that is a word": "page=sista",
    "an unknown order": "sort=nonsens",
    "an order twice": "sort=title&sort=newest",
    "an unknown filter value": "theme=finns-inte&status=finns-inte&kind=finns-inte",
    "an unknown parameter": "unknown=1&__proto__=1&constructor[x]=1",
    "exact of nothing": "exact=1&exact=2",
    "everything at once": "q=läger&exact=ja&theme=sport&kind=need&status=open&sort=x&page=x",
}


@pytest.fixture
def town(add):
    add("Läger i Norrstrand", theme="sport", lead=f"Byn {SCRIPT}")
    add("Bidrag till läger", code="grant", theme="sport")
    hidden = add("Läger som är hemligt", theme="sport")
    add("Läger som är utkast", theme="sport", live=False)
    taken_down = add("Läger som tagits ned", theme="sport")
    Page.objects.filter(pk=taken_down.pk).update(live=False)
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=hidden, restriction_type="login")]
    )


MARKUP = {"search": (SCRIPT, "<img src=x", '" onmouseover'), "feed": (SCRIPT, "<img src=x")}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_it_answers_and_leaks_nothing(client, town, query):
    for name in ("search", "feed", "suggestions"):
        response = client.get(f"{reverse(f'civsam_search:{name}')}?{query}")
        assert response.status_code == 200, name
        text = response.content.decode()
        for secret in ("hemligt", "utkast", "tagits ned", *MARKUP.get(name, ())):
            assert secret not in text, name
