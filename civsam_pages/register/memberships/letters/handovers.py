"""What is told of a handover."""

from django.utils.translation import gettext as _

from civsam_pages.notifications.letters import Action, Letter

from ..addresses import page
from ..models import Handover
from .shared import admin_page, called, day, people_page


def _about(handover: Handover) -> dict[str, str]:
    return {
        "actor": handover.actor.title,
        "person": called(handover.started_by),
        "day": day(handover.day) if handover.day else "",
    }


def handover_received(handover: Handover) -> Letter:
    """To who sent it: it has come."""
    about = _about(handover)
    return Letter(
        subject=_("You have sent a handover for %(actor)s") % about,
        lead=_("We have received the handover for %(actor)s, from %(day)s.") % about,
        action=Action(_("See people and roles"), people_page(handover.actor)),
        after=(_("The municipality reads the minutes, and answers here."),),
    )


def handover_for_staff(handover: Handover) -> Letter:
    """To the municipality: a handover waits."""
    about = _about(handover)
    return Letter(
        subject=_("A handover for %(actor)s waits") % about,
        lead=_("%(person)s has sent minutes of %(actor)s. The change is from %(day)s.") % about,
        action=admin_page(),
    )


def handover_leaves(handover: Handover) -> Letter:
    """To who is to leave: it has been said."""
    about = _about(handover)
    return Letter(
        subject=_("Your role in %(actor)s is to end") % about,
        lead=_("%(person)s has told that you leave %(actor)s, from %(day)s.") % about,
        paragraphs=(_("The municipality reads the minutes first. What you have written stays."),),
        action=Action(_("Go to Mina sidor"), page("home")),
        after=(_("Is it wrong? Answer this mail before the day."),),
    )


def handover_left(handover: Handover) -> Letter:
    """To who leaves: it is decided."""
    about = _about(handover)
    return Letter(
        subject=_("Your role in %(actor)s ends") % about,
        lead=_("The handover of %(actor)s is approved. You leave from %(day)s.") % about,
        paragraphs=(_("What you have written stays. Thank you for what you have done."),),
        action=Action(_("Go to Mina sidor"), page("home")),
    )


def handover_done(handover: Handover) -> Letter:
    """To those who stay, and to the association's own address."""
    about = _about(handover)
    return Letter(
        subject=_("The handover of %(actor)s is approved") % about,
        lead=_("The municipality has read the minutes. The change is from %(day)s.") % about,
        action=Action(_("See people and roles"), people_page(handover.actor)),
    )


def handover_refused(handover: Handover) -> Letter:
    """To those it was about: no, and why."""
    about = _about(handover)
    return Letter(
        subject=_("The handover of %(actor)s was not approved") % about,
        lead=_("Nothing has changed in %(actor)s.") % about,
        quote=handover.reason,
        action=Action(_("Go to Mina sidor"), page("home")),
    )


def handover_withdrawn(handover: Handover) -> Letter:
    """To who was to leave: nothing changes after all."""
    about = _about(handover)
    return Letter(
        subject=_("The handover of %(actor)s is taken back") % about,
        lead=_("Nothing changes in %(actor)s: your role goes on.") % about,
        action=Action(_("Go to Mina sidor"), page("home")),
    )
