"""What the start page shows of the rooms: what is new, and how it goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from civsam_pages.grants.rules import RoundState
from civsam_pages.initiatives.rules import Phase
from civsam_pages.needs.rules import NeedState
from civsam_platform.home.shell import shell_for
from civsam_search.api import CLOSING, Hit, Shelf, get_kind, shelves, tally

OPEN_NEEDS = (NeedState.OPEN.value, NeedState.DIALOGUE.value)
MET = (NeedState.MET.value,)
SEEKING = (Phase.SEEKING.value,)
OPEN_GRANTS = (RoundState.OPEN.value,)

Tally = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Column:
    """A few things of one kind, what to say when there are none, and where all of them are."""

    kind: str
    heading: str
    hits: list[Hit]
    total: int
    url: str
    more: str
    empty: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that says how it goes, and where to see what it counts."""

    number: str
    text: str
    url: str
    link: str


@dataclass
class Happening:
    """The living part of the start page."""

    columns: list[Column] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


def happening(request) -> Happening:
    """Return what happens on the site that the request is for, today."""
    site = Site.find_for_request(request)
    if site is None:
        return Happening()
    counts = tally(site.pk)
    needs, initiatives, grants = shelves(
        site.pk,
        [
            Shelf("need", OPEN_NEEDS),
            Shelf("initiative", SEEKING),
            Shelf("grant", OPEN_GRANTS, CLOSING),
        ],
    )
    columns = [
        Column(
            "need",
            _("New needs"),
            needs,
            _count(counts, "need", OPEN_NEEDS),
            list_url(request, "need", OPEN_NEEDS),
            _("All open needs"),
            _("No need is open right now."),
        ),
        Column(
            "initiative",
            _("Initiatives that seek partners"),
            initiatives,
            _count(counts, "initiative", SEEKING),
            list_url(request, "initiative", SEEKING),
            _("All that seek partners"),
            _("No initiative seeks partners right now."),
        ),
        Column(
            "grant",
            _("Grants that close soon"),
            grants,
            _count(counts, "grant", OPEN_GRANTS),
            list_url(request, "grant", OPEN_GRANTS),
            _("All open grants"),
            _("No grant can be applied for right now."),
        ),
    ]
    return Happening(
        # A room that is left out has no column.
        columns=[column for column in columns if get_kind(column.kind)],
        figures=list(_figures(request, counts)),
    )


def list_url(request, kind: str, statuses: tuple[str, ...] = ()) -> str:
    """Return the address of the list of a kind; of the search where it has no page of its own."""
    page = shell_for(request).lists.get(kind)
    query = [("status", status) for status in statuses]
    if page is None:
        query.insert(0, ("kind", kind))
    base = page.url if page else reverse("civsam_search:search")
    return f"{base}?{urlencode(query)}" if query else base


def _count(counts: Tally, kind: str, statuses: tuple[str, ...] | None = None) -> int:
    return sum(
        number
        for (of_kind, status), number in counts.items()
        if of_kind == kind and (statuses is None or status in statuses)
    )


def _figures(request, counts: Tally):
    """Yield the figures of the kinds that there is anything of."""
    if _count(counts, "need"):
        waiting = _count(counts, "need", OPEN_NEEDS)
        yield Figure(
            str(waiting),
            ngettext(
                "need is open and waits for somebody who can help",
                "needs are open and wait for somebody who can help",
                waiting,
            ),
            list_url(request, "need", OPEN_NEEDS),
            _("See the open needs"),
        )
        met = _count(counts, "need", MET)
        yield Figure(
            str(met),
            ngettext(
                "need has been met by an initiative",
                "needs have been met by an initiative",
                met,
            ),
            list_url(request, "need", MET),
            _("See how it went"),
        )
    if actors := _count(counts, "actor"):
        confirmed = _count(counts, "actor", ("confirmed",))
        yield Figure(
            _("%(some)d of %(all)d") % {"some": confirmed, "all": actors},
            _("associations and others have confirmed their facts within a year"),
            list_url(request, "actor"),
            _("Search the register"),
        )
    if _count(counts, "grant"):
        open_now = _count(counts, "grant", OPEN_GRANTS)
        yield Figure(
            str(open_now),
            ngettext(
                "grant can be applied for right now",
                "grants can be applied for right now",
                open_now,
            ),
            list_url(request, "grant", OPEN_GRANTS),
            _("See the open grants"),
        )
