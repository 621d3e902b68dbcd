"""Reads for the page of an initiative, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.arena.cards import month
from civsam_pages.arena.history import Event, history
from civsam_pages.arena.words import grouped
from civsam_search.api import Fact, Hit, linked, load, page_key, today

from .rules import Phase, steps_to
from .search import what


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the way: `state` is "done", "now" or empty for what is to come."""

    number: int
    label: str
    state: str
    note: str = ""


def count(shown: int, everything: int) -> str:
    """How many initiatives a list shows, in a sentence."""

    numbers = {"shown": grouped(shown), "all": grouped(everything)}
    if shown == everything:
        return ngettext("%(shown)s initiative", "%(shown)s initiatives", shown) % numbers
    if not shown:
        return _("None of the %(all)s initiatives fits") % numbers
    return _("%(shown)s of %(all)s initiatives fit") % numbers


def answered(initiative, site, *, as_edited: bool = False) -> list[Hit]:
    """The published needs on the site that the initiative answers.

    Published ones are looked up in the search. A preview shows the needs `as_edited`.
    """
    if not site:
        return []
    if not as_edited:
        return linked("initiative", page_key(initiative.pk), kinds=("need",), site_id=site.pk)
    root = site.root_page.path
    needs = [need for need in initiative.needs.all() if need.path.startswith(root)]
    return load([page_key(need.pk) for need in needs])


def events(initiative) -> list[Event]:
    """What has happened to the initiative, as its editors tell it and as its days show."""

    return history(
        initiative.updates.all(),
        *(
            (row.accepted_on, _("%(actor)s said yes to being a partner.") % {"actor": row.actor})
            for row in initiative.accepted_partners
        ),
        (initiative.first_published_at, _("The initiative was published.")),
    )


def key_facts(initiative) -> list[Fact]:
    """What it looks for or offers, and when: the first things a visitor asks."""

    on, starts, ends = today(), initiative.starts_on, initiative.ends_on
    over = initiative.phase == Phase.ENDED
    facts = [None if over else what(initiative)]
    if starts:
        facts.append(Fact(_("Starts") if starts > on and not over else _("Started"), month(starts)))
    if ends:
        facts.append(Fact(_("Ended in") if over else _("Goes on until"), month(ends)))
    return [fact for fact in facts if fact]


def steps(initiative) -> list[Step]:
    """The way through, with what happens now and what is known of the rest."""

    way = enumerate(steps_to(Phase(initiative.phase)), start=1)
    return [
        Step(number, str(phase.label), state, _note(initiative, phase, state))
        for number, (phase, state) in way
    ]


def _note(initiative, phase: Phase, state: str) -> str:
    if state == "now":
        return initiative.phase_note
    if state == "done":
        return ""
    if phase == Phase.RUNNING:
        return _period(initiative.starts_on, initiative.ends_on)
    return _("Then we tell what it has led to.") if phase == Phase.ENDED else ""


def _period(starts: date | None, ends: date | None) -> str:
    days = {name: date_format(day, "F Y") for name, day in (("s", starts), ("e", ends)) if day}
    if len(days) == 2:
        return _("From %(s)s to %(e)s.") % days
    if starts:
        return _("From %(s)s.") % days
    return _("Until %(e)s.") % days if ends else ""
