"""Information pages, the accessibility statement, and the first pages of a new site."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from civsam_platform.home.models import (
    AccessibilityFailure,
    AccessibilityStatementPage,
    ContentPage,
    SiteSettings,
    StartPage,
)

from .conftest import SCRIPT


def statement(**changes):
    return AccessibilityStatementPage(
        **{
            "title": "Tillgänglighetsredogörelse",
            "slug": "tillganglighet",
            "organisation": "Älvsunda kommun",
            "covers": "tillsammans.alvsunda.example\nappen Älvsunda",
            "tested_on": date(2026, 3, 1),
            "stated_on": date(2026, 3, 2),
            "contact_email": "lotsen@alvsunda.example",
            "answer_time": "två veckor",
            **changes,
        }
    )


def test_a_page_of_information_shows_its_text_and_the_pages_under_it(client, start):
    page = start.add_child(
        instance=ContentPage(
            title=f"Om {SCRIPT}",
            slug="om",
            summary="Vad det är till för.",
            body=[
                ("heading", "Så går det till"),
                ("paragraph", "<p>Skriv med <b>egna</b> ord.</p>"),
            ],
        )
    )
    page.add_child(instance=ContentPage(title="Under", slug="under", summary="Mer om det."))
    page.add_child(instance=ContentPage(title="Utkast", summary="-", live=False))
    locked = page.add_child(instance=ContentPage(title="Låst", summary="-"))
    PageViewRestriction.objects.create(page=locked, restriction_type="login")
    text = client.get("/om/").content.decode()
    assert "<b>egna</b>" in text
    assert "Mer om det." in text
    assert "Utkast" not in text
    assert "Låst" not in text
    assert SCRIPT not in text
    assert '<meta name="description" content="Vad det är till för.">' in text
    assert '<link rel="canonical" href="http://testserver/om/">' in text
    assert text.count("<h1") == 1


@pytest.mark.parametrize("number", [10, 100])
def test_a_page_of_information_costs_the_same_with_many_pages_under_it(client, start, number):
    page = start.add_child(instance=ContentPage(title="Om", slug="om", summary="-"))
    for one in range(number):
        page.add_child(instance=ContentPage(title=f"Under {one}", summary="-"))
    client.get("/om/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/om/")
    assert len(captured) <= 15


def test_the_statement_says_all_that_the_law_asks_for(client, start, settings_of):
    page = statement()
    page.failures = [
        AccessibilityFailure(
            what="Filmer saknar textning.", why="De är gamla.", fixed_by="juni 2027"
        ),
        AccessibilityFailure(
            reason="burden", what=f"Kartan {SCRIPT}", why="Den kostar för mycket."
        ),
        AccessibilityFailure(reason="not_covered", what="Filer från före 2018."),
    ]
    start.add_child(instance=page)
    text = client.get("/tillganglighet/").content.decode()
    for said in (
        "2018:1937",
        "appen Älvsunda",
        "Filmer saknar textning.",
        "juni 2027",
        "Den kostar för mycket.",
        "Filer från före 2018.",
        "lotsen@alvsunda.example",
        "två veckor",
        "https://www.digg.se/tdosanmalan",
        "1 mars 2026",
        "2 mars 2026",
    ):
        assert said in text, said
    assert text.index("Filmer saknar") < text.index("Kartan") < text.index("Filer från")
    assert SCRIPT not in text


def test_every_page_leads_to_the_statement(client, start, lists):
    start.add_child(instance=statement())
    for path in ("/", "/behov/", "/finns-inte/"):
        footer = client.get(path).content.decode().partition('<footer class="site-footer">')[2]
        assert 'href="/tillganglighet/"' in footer


def test_a_website_without_faults_says_so(client, start):
    start.add_child(instance=statement(compliance="full"))
    assert client.get("/tillganglighet/").status_code == 200


def test_a_new_installation_gets_its_first_pages_with_one_command(client, db):
    call_command("make_site", "--name", "Älvsunda tillsammans", "--host", "testserver", verbosity=0)
    page = client.get("/").content.decode()
    assert "Älvsunda tillsammans" in page
    for path in ("/behov/", "/initiativ/", "/bidrag/", "/foreningar/"):
        assert f'href="{path}"' in page
        assert client.get(path).status_code == 200
    assert SiteSettings.for_site(Site.objects.get()).name == "Älvsunda tillsammans"


def test_the_command_never_touches_a_site_that_has_pages(start):
    with pytest.raises(CommandError):
        call_command("make_site")
    assert StartPage.objects.count() == 1
