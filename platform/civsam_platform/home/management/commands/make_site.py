"""The first pages of a new site: start page and one list for each kind of thing."""

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page, Site

from civsam_platform.home.models import SiteSettings, StartPage, StartTile
from civsam_platform.home.wagtail_names import translate_wagtail_names

LANGUAGE = "sv"
# The lists to which associations send.
REVIEWED = ("behov", "initiativ", "foreningar")


def first_lists():
    """Return model, address, title and summary of each list that the site begins with."""
    return [
        ("civsam_needs.NeedIndexPage", "behov", _("Needs"), _("What is missing, and who asks.")),
        (
            "civsam_initiatives.InitiativeIndexPage",
            "initiativ",
            _("Initiatives"),
            _("What people do together, and whom they seek."),
        ),
        (
            "civsam_grants.GrantIndexPage",
            "bidrag",
            _("Grants"),
            _("What you can apply for, and when."),
        ),
        (
            "civsam_register.RegisterPage",
            "foreningar",
            _("Associations"),
            _("Associations, networks and municipal units."),
        ),
    ]


def _let_review(lists):
    """Make a group of reviewers, with nobody in it yet, of what associations send."""
    if not apps.is_installed("civsam_pages.posting"):
        return
    from civsam_pages.posting.setup import ensure_review_workflow

    group, _created = Group.objects.get_or_create(name=_("Reviewers"))
    ensure_review_workflow(lists, group)


def first_tiles(lists):
    """Yield the ways in on the start page, to the lists that were made."""
    for kind, address, title, text in [
        (
            "actor",
            "foreningar",
            _("Find support and company"),
            _("Associations, meeting places and help near you. You need not log in."),
        ),
        (
            "need",
            "behov",
            _("See what is needed"),
            _("Can you help with something that is missing?"),
        ),
        (
            "initiative",
            "initiativ",
            _("Join an initiative"),
            _("Find somebody to do something with."),
        ),
        ("grant", "bidrag", _("Find a grant"), _("All grants of the municipality in one place.")),
    ]:
        if address in lists:
            yield StartTile(kind=kind, title=title, text=text, page=lists[address])


class Command(BaseCommand):
    """Puts a start page with its lists in the place of Wagtail's first page."""

    help = "Makes the first pages of a new site. Refuses to touch a site that has pages already."

    def add_arguments(self, parser):
        """Add the site's name and host."""
        parser.add_argument("--name", default="", help="the name of the website")
        parser.add_argument("--host", default="localhost", help="the host name it is shown on")
        parser.add_argument("--port", type=int, default=80, help="the port (443 for https)")

    def handle(self, *, name, host, port, **options):
        """Make the pages, or say why not."""
        if StartPage.objects.exists():
            raise CommandError("The site has a start page already. Nothing was changed.")
        with transaction.atomic(), override(LANGUAGE):
            made = make_site(name or _("Together"), host, port)
        self.stdout.write(f"Made {made} pages. Log in at /admin/ to give the site its looks.")


def make_site(name, host, port):
    """Make the start page and its lists, and make it the default site. Return how many pages.

    Wagtail's own first page goes away, unless somebody has put pages under it.
    """
    root = Page.objects.filter(depth=1).get()
    start = root.add_child(
        instance=StartPage(
            title=_("Start"),
            slug="start",
            heading=_("The municipality and its associations in one place"),
            lead=_(
                "Find support and company, see what is missing, find others to do something with "
                "and see which grants you can get."
            ),
            search_help=_("Use your own words, for example “homework help”."),
        )
    )
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    former, site.root_page = site.root_page_id, start
    site.hostname, site.port, site.site_name = host, port, name
    site.save()
    if former and former != start.pk:
        page = Page.objects.filter(pk=former, numchild=0, content_type__model="page").first()
        if page:
            page.delete()
    settings = SiteSettings.for_site(site)
    settings.name = name
    settings.save()
    start = StartPage.objects.get(pk=start.pk)
    lists = {}
    for label, address, title, summary in first_lists():
        try:
            model = apps.get_model(label)
        except LookupError:
            continue  # a room that this installation leaves out
        lists[address] = start.add_child(
            instance=model(title=title, slug=address, summary=summary, show_in_menus=True)
        )
    _let_review([lists[address] for address in REVIEWED if address in lists])
    start.refresh_from_db()
    start.tiles = list(first_tiles(lists))
    start.save_revision().publish()
    translate_wagtail_names()
    return 1 + len(lists)
