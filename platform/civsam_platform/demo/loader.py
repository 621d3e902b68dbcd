"""Builds Älvsunda: adds what is missing, leaves what is there alone."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from wagtail.images.models import Image
from wagtail.models import Page, Site

from civsam_pages.arena.models import Area, MunicipalUnit
from civsam_pages.grants.models import GrantIndexPage
from civsam_pages.initiatives.models import InitiativeIndexPage
from civsam_pages.needs.models import NeedIndexPage
from civsam_pages.notifications.models import Mail
from civsam_pages.register.models import RegisterPage
from civsam_platform.home.models import (
    AccessibilityFailure,
    AccessibilityStatementPage,
    ContentPage,
    FooterLink,
    SiteSettings,
    StartPage,
    StartTile,
)

from .answers import add_answers
from .content import Content, Row, read
from .days import day
from .illustrations import PICTURES, draw
from .people import add_people
from .posts import add_posts, send_for_review
from .reports import add_reports
from .rows import NOT_OUT, Maker, Terms, copied
from .seen import add_seen
from .tree import Gardener, moment
from .users import administrator, editor, give_rights, let_review, reviewer

START_SLUG = "alvsunda"
OWN_HOST = "alvsunda.localhost"  # where the demo is shown when the database has another site
LISTS = {
    "behov": NeedIndexPage,
    "initiativ": InitiativeIndexPage,
    "bidrag": GrantIndexPage,
    "foreningar": RegisterPage,
}
REVIEWED = ("behov", "initiativ", "foreningar")  # the lists to which associations send
OPENED = timedelta(days=730)


class OtherContentError(Exception):
    """The database has pages that are not the demo's."""


@dataclass
class Summary:
    """What a run did: the addresses of the pages it added, how many rows about people, and where
    to look at them."""

    created: list[str] = field(default_factory=list)
    root_url: str = ""
    people: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.created or self.people)


def site() -> Site | None:
    """The site that shows the demo, if it is loaded."""
    return Site.objects.filter(
        root_page__slug=START_SLUG, root_page__content_type__model="startpage"
    ).first()


def serve_at(site: Site, port: int) -> None:
    """Let the site of the demo know its port, so that addresses in full are right.

    Without the signals of a save: no page moves, so the search has nothing to do.
    """
    if site.hostname in ("localhost", OWN_HOST) and site.port != port:
        Site.objects.filter(pk=site.pk).update(port=port)
        Site.clear_site_root_paths_cache()
        site.port = port


def other_pages() -> int:
    """How many pages there are that neither Wagtail nor the demo put there."""
    pages = Page.objects.filter(depth__gt=1)
    if welcome := _welcome():
        pages = pages.exclude(pk=welcome.pk)
    if ours := site():
        pages = pages.not_descendant_of(ours.root_page, inclusive=True)
    return pages.count()


def count() -> int:
    """How many steps a run takes, for a progress bar."""
    content = read(date.today())
    kinds = (content.actors, content.needs, content.initiatives, content.grants, content.pages)
    return len(PICTURES) + len(LISTS) + sum(map(len, kinds))


def load(
    today: date, *, force: bool = False, progress: Callable[[int], Any] = lambda steps: None
) -> Summary:
    """Load the demo, all of it or nothing; what is there already stays as it is.

    Args:
        today: the day on which the demo is to be alive.
        force: load it beside pages of another site.
        progress: called with the number of steps taken.

    Raises:
        OtherContentError: the database has other pages, and `force` is false.
    """
    if not force and other_pages():
        raise OtherContentError
    content = read(today)
    with transaction.atomic():
        summary = _build(content, today, progress)
    if summary.created:
        call_command("civsam_search", "rebuild", verbosity=0, stdout=StringIO())
    return summary


def _build(content: Content, today: date, progress: Callable[[int], Any]) -> Summary:
    opened = today - OPENED
    _vocabulary(content)
    pictures = _pictures(content, progress)
    user = editor()
    start, is_new = _start(content, opened, user)
    garden = Gardener(start, user)
    maker = Maker(today, Terms(), pictures, garden)
    for slug, model in LISTS.items():
        _list(garden, slug, model, content.lists[slug], opened)
        progress(1)
    decides = reviewer(garden.page("/foreningar/"))
    let_review(garden.page(f"/{slug}/") for slug in REVIEWED)

    _information(maker, content.pages[-1:], opened, progress)  # the last stands in the menu
    _each(maker, "/foreningar/", content.actors, maker.actor, progress)
    _each(maker, "/behov/", content.needs, maker.need, progress)
    _each(maker, "/initiativ/", content.initiatives, maker.initiative, progress)
    _each(maker, "/bidrag/", content.grants, maker.grant, progress)
    _information(maker, content.pages[:-1], opened, progress)
    _write_information(maker, content.pages)
    _statement(maker, content.statement)
    if is_new:
        give_rights(user, start)
        _settings(garden, content)
        _tiles(garden, content)
    administrator()  # last, so that no mail about the reviews goes to anyone
    people = add_people(today) + _written(today, decides)
    if is_new:
        add_seen(start, today)
    return Summary([*(["/"] if is_new else []), *garden.created], site().root_url, people)


def _written(today: date, decides: Any) -> int:
    """What people write to each other. Nobody gets mail about a demo."""
    latest = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    added = add_posts(today, decides) + add_answers(today) + add_reports(today, decides)
    Mail.objects.filter(pk__gt=latest).delete()
    return added


def _vocabulary(content: Content) -> None:
    for number, row in enumerate(content.areas):
        place, _created = Area.objects.get_or_create(
            slug=row["slug"], defaults={"name": row["name"], "sort_order": number * 10}
        )
        for part in row.get("children", []):
            Area.objects.get_or_create(
                slug=part["slug"], defaults={"name": part["name"], "parent": place}
            )
    for row in content.units:
        MunicipalUnit.objects.get_or_create(slug=row["slug"], defaults=row)


def _pictures(content: Content, progress: Callable[[int], Any]) -> dict[str, tuple[Image, str]]:
    found = {}
    for name in PICTURES:
        row = content.pictures[name]
        image = Image.objects.filter(title=row["title"], file__contains=f"alvsunda-{name}").first()
        if not image:
            image = Image(title=row["title"])
            image.file.save(f"alvsunda-{name}.png", ContentFile(draw(name)), save=False)
            image.full_clean()
            image.save()
        found[name] = (image, row["alt"])
        progress(1)
    return found


def _welcome() -> Page | None:
    """The page that Wagtail's migrations leave behind, as long as nobody has touched it."""
    return Page.objects.filter(
        depth=2, slug="home", numchild=0, content_type__model="page", latest_revision=None
    ).first()


def _start(content: Content, opened: date, user: Any) -> tuple[StartPage, bool]:
    """The start page and its site; whether they are new."""
    if found := site():
        return found.root_page.specific, False
    row = content.start
    page = StartPage(
        slug=START_SLUG,
        **copied(
            row,
            "title", "seo_title", "heading", "lead", "search_help", "callout_heading",
            "callout_text", "callout_button",
        ),
        popular_searches="\n".join(row["popular_searches"]),
    )  # fmt: skip
    root = Page.get_first_root_node()
    at = moment(opened, START_SLUG)
    Gardener(root, user).add(root, page, out=at)

    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    host, port = address.hostname or "localhost", address.port
    port = port or (443 if address.scheme == "https" else 80)
    taken = Site.objects.filter(is_default_site=True).first()
    welcome = _welcome()
    if taken and taken.root_page_id != (welcome.pk if welcome else None):
        Site.objects.create(
            hostname=OWN_HOST, port=port, root_page=page, site_name=content.site["name"]
        )
        return page, True
    own = taken or Site(is_default_site=True)
    own.hostname, own.port, own.root_page, own.site_name = host, port, page, content.site["name"]
    own.save()
    if welcome:
        welcome.delete()
        page = StartPage.objects.get(pk=page.pk)
    return page, True


def _list(garden: Gardener, slug: str, model: type[Page], row: Row, opened: date) -> None:
    if not garden.has(f"/{slug}/"):
        page = model(slug=slug, show_in_menus=True, **copied(row, "title", "seo_title", "summary"))
        garden.add(garden.start, page, out=moment(opened, slug))


def _each(
    maker: Maker,
    parent: str,
    rows: list[Row],
    make: Callable[[Row], Page],
    progress: Callable[[int], Any],
) -> None:
    garden, above = maker.garden, maker.garden.page(parent)
    for row in rows:
        progress(1)
        if garden.has(f"{parent}{row['slug']}/"):
            continue
        page = make(row)
        if row.get("state") in NOT_OUT:
            written = moment(day(row["published"], maker.today), row["slug"])
            garden.add_draft(above, page, written=written)
            if row["state"] == "review":
                send_for_review(page, garden.user, written)
            continue
        changed = maker.day(row, "confirmed") or day(row["verified"], maker.today)
        since = maker.day(row, "published") or changed - timedelta(days=200)
        garden.add(
            above, page, out=moment(since, row["slug"]), changed=moment(changed, row["slug"])
        )


def _information(
    maker: Maker, rows: list[Row], opened: date, progress: Callable[[int], Any]
) -> None:
    """Add the pages of information. Their texts come later, when all they lead to is there."""
    garden = maker.garden
    for row in rows:
        progress(1)
        above = f"/{row['parent']}/" if "parent" in row else "/"
        if not garden.has(f"{above}{row['slug']}/"):
            page = ContentPage(
                **copied(row, "slug", "title", "summary", "show_in_menus"), **maker.picture(row)
            )
            garden.add(garden.page(above), page, out=moment(opened, row["slug"]))


def _write_information(maker: Maker, rows: list[Row]) -> None:
    for row in rows:
        address = f"/{row['parent']}/{row['slug']}/" if "parent" in row else f"/{row['slug']}/"
        if address in maker.garden.created:
            page = maker.garden.page(address)
            page.body = maker.body(row)
            maker.garden.change(page)


def _statement(maker: Maker, row: Row) -> None:
    garden = maker.garden
    if garden.has(f"/{row['slug']}/"):
        return
    page = AccessibilityStatementPage(
        **copied(
            row,
            "slug", "title", "organisation", "compliance", "method", "method_note",
            "contact_email", "contact_phone", "contact_address", "answer_time",
        ),
        covers="\n".join(row["covers"]),
        contact_page_id=garden.page_id(row["contact_page"]),
        tested_on=day(row["tested"], maker.today),
        site_published_on=day(row["site_published"], maker.today),
        stated_on=day(row["stated"], maker.today),
        reviewed_on=day(row["reviewed"], maker.today),
    )  # fmt: skip
    page.failures = [
        AccessibilityFailure(sort_order=number, **failure)
        for number, failure in enumerate(row["failure"])
    ]
    garden.add(garden.page("/"), page, out=moment(page.stated_on, row["slug"]))


def _settings(garden: Gardener, content: Content) -> None:
    row = content.site
    chosen = SiteSettings.for_site(site())
    for name, value in row.items():
        if name not in ("ask_page", "about_links"):
            setattr(chosen, name, value)
    chosen.ask_page_id = garden.page_id(row["ask_page"])
    chosen.about_links = [
        FooterLink(sort_order=number, page_id=garden.page_id(address))
        for number, address in enumerate(row["about_links"])
    ]
    chosen.full_clean()
    chosen.save()


def _tiles(garden: Gardener, content: Content) -> None:
    start = garden.page("/")
    start.tiles = [
        StartTile(
            sort_order=number,
            page_id=garden.page_id(row["page"]),
            **copied(row, "kind", "title", "text"),
        )
        for number, row in enumerate(content.start["tiles"])
    ]
    garden.change(start)
