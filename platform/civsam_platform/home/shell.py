"""What surrounds every page: name, logo, menu, footer. Read once a request, in few queries."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction, Site

from civsam_platform.home.models import AccessibilityStatementPage, SiteSettings
from civsam_platform.home.theme import fingerprint

# The page that lists all things of a kind, by the kind's code in the search.
LIST_PAGES = {
    "need": "civsam_needs.NeedIndexPage",
    "initiative": "civsam_initiatives.InitiativeIndexPage",
    "grant": "civsam_grants.GrantIndexPage",
    "actor": "civsam_register.RegisterPage",
}


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


def _build(request) -> Shell:
    site = Site.find_for_request(request)
    if site is None:
        settings = SiteSettings()
        return Shell(settings, theme_url(settings))
    settings = SiteSettings.for_request(request)
    rows = list(settings.about_links.all()) if settings.pk else []
    chosen = [settings.ask_page_id, settings.contact_page_id, *(row.page_id for row in rows)]
    pages = {page.pk: page for page in _pages(site, [pk for pk in chosen if pk])}

    def link(page, text=""):
        url = page.get_url(request)
        return Link(text or page.title, url, _current(url, request.path))

    def link_to(pk, text=""):
        return link(pages[pk], text) if pk in pages else None

    types = _page_types()
    found: dict[str, Link] = {}
    for page in pages.values():
        if page.content_type_id in types:
            found.setdefault(types[page.content_type_id], link(page))
    statement = found.pop("statement", None)
    about = [Link(row.text, row.url) if row.url else link_to(row.page_id, row.text) for row in rows]
    about = [one for one in about if one]
    if statement and statement.url not in {one.url for one in about}:
        about.append(statement)
    home = site.root_page.get_url(request) or "/"
    return Shell(
        settings,
        theme_url(settings),
        home_url=home,
        menu=[link(page) for page in pages.values() if _in_menu(page, site)],
        about=about,
        ask=link_to(settings.ask_page_id),
        contact=link_to(settings.contact_page_id),
        statement=statement,
        lists=found,
    )


def _pages(site: Site, chosen: Iterable[int]) -> Iterable[Page]:
    """The pages that header and footer lead to, in the order of the tree, in one query."""
    root = site.root_page
    wanted = (
        Q(pk__in=list(chosen))
        | Q(show_in_menus=True, depth=root.depth + 1)
        | Q(content_type__in=_page_types())
    )
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    restricted = PageViewRestriction.objects.alias(path=path).filter(
        path__startswith=F("page__path")
    )
    return (
        Page.objects.live()
        .filter(wanted, ~Exists(restricted), path__startswith=root.path)
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


def _in_menu(page: Page, site: Site) -> bool:
    return page.show_in_menus and page.depth == site.root_page.depth + 1


def _current(url: str, path: str) -> str:
    """Say whether a link leads to this page, or to a part of the site that it lies in."""
    if url == path:
        return "page"
    return "true" if url and url != "/" and path.startswith(url) else ""
