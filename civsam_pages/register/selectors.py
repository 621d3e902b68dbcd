"""Reads for the pages of the register, in a fixed number of queries."""

from django.utils.translation import gettext as _

from civsam_pages.arena.cards import in_a_row
from civsam_pages.arena.search import page_key
from civsam_search.api import Fact, Hit, linked

from .rules import RegistrationState
from .search import welcomes


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
