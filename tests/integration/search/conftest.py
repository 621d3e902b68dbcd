"""A small site whose pages are things of two kinds, and nothing of the rooms."""

from types import SimpleNamespace

import pytest
from wagtail.models import Page, Site

from civsam_search import registry
from civsam_search.api import (
    Badge,
    Card,
    Facet,
    Fact,
    Kind,
    Meta,
    Period,
    SearchDocument,
    index_page,
    page_key,
    register_facet,
    register_kind,
    today,
)

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def only_our_kinds(monkeypatch):
    """Needs and grants are plain pages here: what `search_description` says is their theme."""
    monkeypatch.setattr(registry, "_kinds", {})
    monkeypatch.setattr(registry, "_facets", {})
    register_facet(Facet("theme", "Theme", lambda: {"sport": "Sport", "culture": SCRIPT}))
    register_facet(Facet("actor", "Actor", dict, hidden=True))
    for code in ("need", "grant"):
        register_kind(
            Kind(
                code=code,
                label=code.title(),
                plural=f"{code.title()}s",
                icon=code,
                model=lambda: Page,
                document=document(code),
                queryset=queryset(code),
                related=related if code == "grant" else None,
                facets=("theme",),
                statuses=lambda: {"open": "Open", "closed": "Closed"},
            )
        )


def queryset(code):
    return lambda: Page.objects.filter(slug__startswith=code)


def document(code):
    def mapped(page):
        if page.title == "Broken":
            raise RuntimeError("this page cannot be read")
        card = Card(
            code.title(),
            code,
            Badge("Open", "success", "open"),
            meta=(Meta(f"Byalaget {SCRIPT}", "actor"),),
            facts=(Fact("Wants", "People"), Fact("Last day", "Some day", today())),
        )
        return SearchDocument(
            key=page_key(page.pk),
            kind=code,
            title=page.title,
            lead=page.seo_title,
            periods=(Period(card, status="open"),),
            facets={"theme": tuple(page.search_description.split()), "actor": ("page:1",)},
            published_at=page.first_published_at,
        )

    return mapped


def related(page):
    """Each grant tells the title of the need with the same number."""
    return Page.objects.filter(slug=page.slug.replace("need", "grant", 1)).exclude(pk=page.pk)


@pytest.fixture
def site(db):
    """The default site, empty but for a section to put things in."""
    site = Site.objects.get(is_default_site=True)
    section = site.root_page.add_child(instance=Page(title="Section", slug="section"))
    return SimpleNamespace(site=site, root=site.root_page, section=section)


@pytest.fixture
def add(site):
    """Adds a public page that is a need or a grant, and indexes it as publishing does."""

    def add_one(title, *, code="need", parent=None, theme="", lead="", live=True):
        number = Page.objects.count()
        page = Page(
            title=title,
            slug=f"{code}-{number}",
            seo_title=lead,
            search_description=theme,
            live=live,
        )
        page = (parent or site.section).add_child(instance=page)
        index_page(page)
        return page

    return add_one
