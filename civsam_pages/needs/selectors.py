"""Reads for the page of a need, in a fixed number of queries."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.arena.history import Event, history
from civsam_pages.arena.words import grouped
from civsam_search.api import Hit, linked, page_key

from .rules import NeedState


def count(shown: int, everything: int) -> str:
    """How many needs a list shows, in a sentence."""

    numbers = {"shown": grouped(shown), "all": grouped(everything)}
    if shown == everything:
        return ngettext("%(shown)s need", "%(shown)s needs", shown) % numbers
    if not shown:
        return _("None of the %(all)s needs fits") % numbers
    return _("%(shown)s of %(all)s needs fit") % numbers


def answering(need, site) -> list[Hit]:
    """The published initiatives on the site that answer the need, the newest first."""

    if not need.pk or not site:
        return []
    return linked("need", page_key(need.pk), kinds=("initiative",), site_id=site.pk)


def events(need) -> list[Event]:
    """What has happened to the need, as its editors tell it and as its days show."""

    ended = {
        NeedState.CLOSED: _("The need was closed."),
        NeedState.WITHDRAWN: _("The need was withdrawn."),
    }
    return history(
        need.updates.all(),
        (need.closed_on, ended.get(NeedState(need.state), "")),
        (need.last_confirmed_at, _("The need was confirmed: it is still there.")),
        (need.first_published_at, _("The need was published.")),
    )
