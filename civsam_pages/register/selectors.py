"""Reads for the pages of the register, in a fixed number of queries."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.arena.cards import in_a_row
from civsam_pages.arena.words import grouped
from civsam_search.api import Fact, Hit, linked, page_key

from .rules import RegistrationState
from .search import LETTERS, NO_LETTER, welcomes


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose of a facet. Without an address there is nothing behind it."""

    label: str
    url: str = ""
    count: int = 0
    current: bool = False


def tabs(listing, facet: str) -> list[Choice]:
    """All, and then each value of a facet that something has. Empty where one has them all."""

    view = listing.facet(facet)
    if not view or len(view.options) < 2:
        return []
    chosen = any(option.checked for option in view.options)
    everything = Choice(
        _("All"),
        str(listing.address.choosing(facet, ())),
        sum(option.count for option in view.options),
        not chosen,
    )
    return [everything] + [
        Choice(option.label, option.only_url, option.count, option.checked)
        for option in view.options
    ]


def letters(listing) -> list[Choice]:
    """The alphabet: a letter leads to its actors, and is only a letter where there are none."""

    view = listing.facet("letter")
    options = {option.value: option for option in view.options} if view else {}
    found = []
    for value, letter in LETTERS.items():
        option = options.get(value)
        if option:
            url = option.url if option.checked else option.only_url
            found.append(Choice(letter, url, option.count, option.checked))
        elif value != NO_LETTER:
            found.append(Choice(letter))
    return found


def count(shown: int, everything: int) -> str:
    """How many associations a list shows, in a sentence."""

    numbers = {"shown": grouped(shown), "all": grouped(everything)}
    if shown == everything:
        return ngettext("%(shown)s association", "%(shown)s associations", shown) % numbers
    if not shown:
        return _("None of the %(all)s associations fits") % numbers
    return _("%(shown)s of %(all)s associations fit") % numbers


def work(actor, site) -> list[Hit]:
    """The published needs and initiatives on the site that the actor owns, leads or is part of."""

    if not actor.pk or not site:
        return []
    return linked("actor", page_key(actor.pk), kinds=("need", "initiative"), site_id=site.pk)


def facts(actor) -> list[Fact]:
    """What the actor does, for whom, and what it takes to come along."""

    categories = [category.name for category in actor.categories.all()]
    groups = [group.name for group in actor.target_groups.all()]
    access = actor.accessibility_info or (_("Accessible venue") if actor.accessible_venue else "")
    told = (
        (_("Activities"), in_a_row(actor.activity_list or categories)),
        (_("For"), in_a_row(groups)),
        (_("Welcomes"), welcomes(actor)),
        (_("Accessibility"), access),
        (_("Membership fee"), actor.fee_note),
        ("Fritidskortet", _("You can pay with Fritidskortet") if actor.leisure_card else ""),
    )
    return [Fact(label, text) for label, text in told if text]


def register_facts(actor) -> list[Fact]:
    """What the register says of an actor; nothing for a part of the kommun."""

    if actor.is_municipal:
        return []
    told = (
        (_("Registered"), _registered(actor)),
        (_("Organisation number"), actor.org_number_display),
        (_("Founded"), str(actor.founded_year or "")),
        (_("Part of"), actor.umbrella),
        (
            _("State register"),
            _("Registered idéburen organisation") if actor.registered_ideburen else "",
        ),
        (_("Postal town"), f"{actor.postal_code} {actor.city}".strip()),
    )
    return [Fact(label, text) for label, text in told if text]


def _registered(actor) -> str:
    if actor.registration_state != RegistrationState.REGISTERED:
        return actor.get_registration_state_display()
    if actor.registered_year:
        return _("Yes, since %(year)s") % {"year": actor.registered_year}
    return _("Yes")
