"""What surrounds every page: name, logo, menu, footer.

It is the same on every page of a site, so what it says is kept between requests, and read again
when something of it has been saved; where several processes serve the site, the others notice
within `KEPT_FOR` seconds. What everyone may see is asked anew for each request: a page that has
been taken down or hidden is in no menu from that moment.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page, PageViewRestriction, Site

from civsam_platform.home.models import AccessibilityStatementPage, FooterLink, SiteSettings
from civsam_platform.home.theme import fingerprint
from civsam_search.api import public

# The page that lists all things of a kind, by the kind's code in the search.
LIST_PAGES = {
    "need": "civsam_needs.NeedIndexPage",
    "initiative": "civsam_initiatives.InitiativeIndexPage",
    "grant": "civsam_grants.GrantIndexPage",
    "actor": "civsam_register.RegisterPage",
}

KEPT_FOR = 5  # seconds
KEPT_AS = "civsam-shell-{}"
SHOWN = (FooterLink, Page, PageViewRestriction, Site, SiteSettings, get_image_model())


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the header or footer. `current` is what aria-current says, if anything."""

    text: str
    url: str
    current: str = ""


@dataclass
class Shell:
    """All that base.html shows around a page; `lists` leads to all things of a kind."""

    settings: SiteSettings
    theme_url: str
    home_url: str = "/"
    menu: list[Link] = field(default_factory=list)
    about: list[Link] = field(default_factory=list)
    ask: Link | None = None
    contact: Link | None = None
    statement: Link | None = None
    lists: dict[str, Link] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A page that header or footer may lead to; `kind` where it is found by what it is."""

    text: str
    url: str
    kind: str
    in_menu: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a site between requests.

    `about` are the links of the footer, each a text, an address and the page it leads to instead.
    """

    settings: SiteSettings
    home_url: str
    about: tuple[tuple[str, str, int | None], ...]
    places: dict[int, Place]


def shell_for(request) -> Shell:
    """Return the shell of the site the request is for; the same one for the whole request."""
    found = getattr(request, "_civsam_shell", None)
    if found is None:
        found = request._civsam_shell = _build(request)
    return found


def theme_url(settings: SiteSettings) -> str:
    """Return the address of the site's stylesheet; it changes when the colours do."""
    theme = settings.theme
    colours = "-".join(colour[1:] for colour in (theme.accent, theme.warm, theme.neutral))
    return reverse("civsam_home:theme", args=[colours, fingerprint(theme)])


def forget(instance, **signal) -> None:
    """Read the shells anew after something they show has changed; a receiver of signals."""
    if isinstance(instance, SHOWN):
        _forget()
        transaction.on_commit(_forget)


def _forget() -> None:
    cache.delete_many([KEPT_AS.format(root.site_id) for root in Site.get_site_root_paths()])


def _build(request) -> Shell:
    site = Site.find_for_request(request)
    if site is None:
        settings = SiteSettings()
        return Shell(settings, theme_url(settings))
    kept = cache.get_or_set(KEPT_AS.format(site.pk), lambda: _read(site, request), KEPT_FOR)
    settings, places = kept.settings, kept.places
    settings.site = site
    shown = public(Page.objects.filter(pk__in=places)).order_by()
    public_pks = set(shown.values_list("pk", flat=True))

    def link_to(pk, text=""):
        if pk not in public_pks:
            return None
        place = places[pk]
        return Link(text or place.text, place.url, _current(place.url, request.path))

    menu, found = [], {}
    for pk, place in places.items():
        if link := link_to(pk):
            if place.in_menu:
                menu.append(link)
            if place.kind:
                found.setdefault(place.kind, link)
    statement = found.pop("statement", None)
    about = [Link(text, url) if url else link_to(pk, text) for text, url, pk in kept.about]
    about = [one for one in about if one]
    if statement and statement.url not in {one.url for one in about}:
        about.append(statement)
    return Shell(
        settings,
        theme_url(settings),
        home_url=kept.home_url,
        menu=menu,
        about=about,
        ask=link_to(settings.ask_page_id),
        contact=link_to(settings.contact_page_id),
        statement=statement,
        lists=found,
    )


def _read(site: Site, request) -> Kept:
    """Read what is kept of a site."""
    settings = SiteSettings.for_site(site)
    rows = settings.about_links.all() if settings.pk else ()
    about = tuple((row.text, row.url, row.page_id) for row in rows)
    chosen = (settings.ask_page_id, settings.contact_page_id, *(pk for *_words, pk in about))
    types = _page_types()
    pages = {
        page.pk: Place(
            page.title,
            page.get_url(request),
            types.get(page.content_type_id, ""),
            page.show_in_menus and page.depth == site.root_page.depth + 1,
        )
        for page in _pages(site, [pk for pk in chosen if pk])
    }
    return Kept(settings, site.root_page.get_url(request) or "/", about, pages)


def _pages(site: Site, chosen: Iterable[int]) -> Iterable[Page]:
    """The live pages that header and footer may lead to, in the order of the tree."""
    root = site.root_page
    wanted = (
        Q(pk__in=list(chosen))
        | Q(show_in_menus=True, depth=root.depth + 1)
        | Q(content_type__in=_page_types())
    )
    return (
        Page.objects.live()
        .filter(wanted, path__startswith=root.path)
        .order_by("path")
        .only("title", "url_path", "path", "depth", "show_in_menus", "content_type", "locale")
    )


def _page_types() -> dict[int, str]:
    """Content types of the pages that are found by what they are; Django keeps these in memory."""
    models = {"statement": AccessibilityStatementPage}
    for kind, name in LIST_PAGES.items():
        with suppress(LookupError):  # a room that is left out
            models[kind] = apps.get_model(name)
    types = ContentType.objects.get_for_models(*models.values())
    return {types[model].pk: kind for kind, model in models.items()}


def _current(url: str, path: str) -> str:
    """Say whether a link leads to this page, or to a part of the site that it lies in."""
    if url == path:
        return "page"
    return "true" if url and url != "/" and path.startswith(url) else ""
