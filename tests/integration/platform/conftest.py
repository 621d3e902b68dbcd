"""Älvsunda: a start page with its lists, and the settings of the site."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from civsam_pages.grants.models import GrantIndexPage, GrantPage, GrantRound
from civsam_pages.initiatives.models import InitiativeAsk, InitiativeIndexPage, InitiativePage
from civsam_pages.needs.models import NeedIndexPage, NeedPage, NeedWanted
from civsam_pages.register.models import ActorPage, RegisterPage
from civsam_platform.home.models import ContentPage, SiteSettings, StartPage
from civsam_search.api import Card, Fact, Period, SearchDocument, reindex
from civsam_search.engines import get_engine

SCRIPT = "<script>alert(1)</script>"
TODAY = date.today()


@pytest.fixture
def site(db):
    """Älvsunda's site with an empty start page."""
    start = Page.objects.get(depth=1).add_child(
        instance=StartPage(title="Start", slug="alvsunda", heading="Kommunen på ett ställe")
    )
    site = Site.objects.get(is_default_site=True)
    site.root_page, site.hostname, site.site_name = start, "testserver", "Älvsunda"
    site.save()
    return site


@pytest.fixture
def start(site):
    """The start page."""
    return StartPage.objects.get(pk=site.root_page_id)


@pytest.fixture
def settings_of(site):
    """The settings of Älvsunda's site, filled in."""
    settings = SiteSettings.for_site(site)
    settings.name = "Älvsunda tillsammans"
    settings.municipality = "Älvsunda kommun"
    settings.contact_phone = "0980-319 200"
    settings.save()
    return settings


@pytest.fixture
def lists(start):
    """The four lists, in the menu."""
    made = {}
    for kind, model, slug, title in [
        ("need", NeedIndexPage, "behov", "Behov"),
        ("initiative", InitiativeIndexPage, "initiativ", "Initiativ"),
        ("grant", GrantIndexPage, "bidrag", "Bidrag"),
        ("actor", RegisterPage, "foreningar", "Föreningar"),
    ]:
        page = model(title=title, slug=slug, summary="Allt på ett ställe.", show_in_menus=True)
        made[kind] = start.add_child(instance=page)
    return made


@pytest.fixture
def ask(start, settings_of):
    """The page where one asks the lots."""
    page = start.add_child(
        instance=ContentPage(title="Fråga lotsen", slug="lotsen", summary="Svar inom tre dagar.")
    )
    settings_of.ask_page = page
    settings_of.save()
    return page


@pytest.fixture
def picture(db):
    """A small picture."""
    content = BytesIO()
    PillowImage.new("RGB", (200, 240), "#0b5351").save(content, "PNG")
    return get_image_model().objects.create(
        title="Vapen", file=ContentFile(content.getvalue(), "vapen.png")
    )


@pytest.fixture
def fill_index(site):
    """Return a function that puts so many things of each kind in the index, without pages."""

    def fill_index(number):
        get_engine().index(
            SearchDocument(
                key=f"{kind}:{one}",
                kind=kind,
                site_id=site.pk,
                title=f"{kind} {one} {SCRIPT}",
                url=f"/{kind}/{one}/",
                periods=(Period(Card(kind, kind, facts=(Fact("A", "B"),)), status),),
            )
            for one in range(number)
            for kind, status in [
                ("need", "open"),
                ("initiative", "seeking"),
                ("grant", "open"),
                ("actor", "confirmed"),
            ]
        )

    return fill_index


@pytest.fixture
def fill(lists):
    """Return a function that adds so many of each kind and puts them in the index."""

    def fill(number):
        pages = []
        for one in range(number):
            actor = ActorPage(
                title=f"Byalaget {one} {SCRIPT}", summary="Fixar.", last_confirmed_at=TODAY
            )
            lists["actor"].add_child(instance=actor)
            need = NeedPage(title=f"Behov {one} {SCRIPT}", summary="Saknas.", owner_actor=actor)
            need.wanted = [NeedWanted(kind="partner", title="Någon")]
            lists["need"].add_child(instance=need)
            initiative = InitiativePage(
                title=f"Initiativ {one}", summary="Görs.", owner_actor=actor, phase="seeking"
            )
            initiative.asks = [InitiativeAsk(kind="partner", title="Någon")]
            lists["initiative"].add_child(instance=initiative)
            grant = GrantPage(title=f"Bidrag {one}", summary="Pengar.", amount_text="Upp till 1 kr")
            closes = TODAY + timedelta(5 + one)
            grant.rounds = [GrantRound(name="Vår", opens_on=TODAY - timedelta(9), closes_on=closes)]
            lists["grant"].add_child(instance=grant)
            pages += [actor, need, initiative, grant]
        reindex(pages)
        return pages

    return fill
