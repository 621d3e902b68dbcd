"""What is told of invitations, and of rights that are given and end."""

from typing import Any

from django.utils.translation import gettext as _

from civsam_pages.notifications.letters import Action, Letter
from civsam_search.api import STOCKHOLM

from ..addresses import page
from ..models import Invitation, Membership
from ..rules import Role
from .shared import admin_page, called, day, people_page


def invitation(invitation: Invitation, token: str) -> Letter:
    """To who is invited; nothing but the address is known."""
    inviter = invitation.invited_by
    about = {"actor": invitation.actor.title, "person": called(inviter)}
    after = [_("The invitation is for this address, and can be accepted until %(day)s.")]
    if invitation.handover_id:
        after.append(_("The municipality also reads the minutes before you come in."))
    until = invitation.expires_at and invitation.expires_at.astimezone(STOCKHOLM)
    days = {"day": day(until.date()) if until else ""}
    return Letter(
        subject=_("%(person)s invites you to act for %(actor)s") % about,
        lead=_("%(person)s wants you to act for %(actor)s here.") % about,
        paragraphs=(_("What you can do: %(role)s.") % {"role": Role(invitation.role).label},),
        action=Action(_("See the invitation"), page("invitation", token)),
        after=tuple(text % days for text in after),
        why=_("You get this because %(person)s wrote your address. Not for you? Do nothing.")
        % about,
        secret=True,
    )


def right_given(right: Membership) -> Letter:
    """To a person: you can act."""
    about = {"actor": right.actor.title, "until": day(right.valid_until)}
    starts = _("It begins on %(day)s.") % {"day": day(right.valid_from)}
    return Letter(
        subject=_("You can act for %(actor)s") % about,
        lead=_("You can now act for %(actor)s, until %(until)s.") % about
        if right.is_running
        else _("You can soon act for %(actor)s, until %(until)s.") % about,
        paragraphs=(
            _("What you can do: %(role)s.") % {"role": Role(right.role).label},
            *(() if right.is_running else (starts,)),
        ),
        action=Action(_("Go to Mina sidor"), page("actor", right.actor_id)),
        after=(_("We remind you before it ends."),),
    )


def somebody_came(right: Membership) -> Letter:
    """To an administrator: a person has come."""
    about = {"actor": right.actor.title, "person": called(right.user)}
    return Letter(
        subject=_("%(person)s can act for %(actor)s") % about,
        lead=_("%(person)s can now act for %(actor)s.") % about,
        paragraphs=(_("What the person can do: %(role)s.") % {"role": Role(right.role).label},),
        action=Action(_("See people and roles"), people_page(right.actor)),
    )


def right_renewed(right: Membership) -> Letter:
    """To a person: a year more."""
    about = {"actor": right.actor.title, "until": day(right.valid_until)}
    return Letter(
        subject=_("Your role in %(actor)s is renewed") % about,
        lead=_("You can act for %(actor)s until %(until)s.") % about,
        action=Action(_("Go to Mina sidor"), page("actor", right.actor_id)),
    )


def right_ended(right: Membership) -> Letter:
    """To a person: it is over."""
    about = {"actor": right.actor.title}
    return Letter(
        subject=_("You no longer act for %(actor)s") % about,
        lead=_("Your role in %(actor)s has ended. What you have written stays.") % about,
        action=Action(_("Go to Mina sidor"), page("home")),
        after=(_("Is it a mistake? Ask an administrator of the association."),),
    )


def admin_left(right: Membership) -> Letter:
    """To the administrators who are left, and to the association's own address."""
    about = {"actor": right.actor.title, "person": called(right.user)}
    return Letter(
        subject=_("%(person)s is no longer an administrator of %(actor)s") % about,
        lead=_("%(person)s has stopped as administrator of %(actor)s.") % about,
        action=Action(_("See people and roles"), people_page(right.actor)),
        after=(_("With two administrators nobody is locked out when one of them leaves."),),
    )


def without_admin(actor: Any) -> Letter:
    """To the association's own address: nobody is an administrator any more."""
    about = {"actor": actor.title}
    return Letter(
        subject=_("%(actor)s has no administrator") % about,
        lead=_("Nobody is an administrator of %(actor)s here any more.") % about,
        paragraphs=(_("What has been written stays, but nobody can invite others."),),
        action=Action(_("Become administrator"), page("claim", actor.pk)),
        why=_("You get this because the register has this address for %(actor)s.") % about,
    )


def staff_without_admin(actor: Any) -> Letter:
    """To the municipality: an actor has lost its last administrator."""
    about = {"actor": actor.title}
    return Letter(
        subject=_("%(actor)s has no administrator") % about,
        lead=_("Nobody is an administrator of %(actor)s here any more.") % about,
        action=admin_page(),
    )


def ends_soon(right: Membership) -> Letter:
    """To a person: your right ends."""
    about = {"actor": right.actor.title, "until": day(right.valid_until)}
    after = _("An administrator of the association can renew it.")
    if right.role == Role.ADMIN:
        after = _("Another administrator can renew it. Are you the only one? See how you keep it.")
    return Letter(
        subject=_("Your role in %(actor)s ends on %(until)s") % about,
        lead=_("You can act for %(actor)s until %(until)s.") % about,
        action=Action(
            _("See people and roles") if right.role == Role.ADMIN else _("Go to Mina sidor"),
            people_page(right.actor) if right.role == Role.ADMIN else page("actor", right.actor_id),
        ),
        after=(after,),
    )


def admin_ends_soon(right: Membership) -> Letter:
    """To an administrator, or to the association's own address: somebody's right ends."""
    about = {
        "actor": right.actor.title,
        "person": called(right.user),
        "until": day(right.valid_until),
    }
    return Letter(
        subject=_("%(person)s's role in %(actor)s ends on %(until)s") % about,
        lead=_("%(person)s can act for %(actor)s until %(until)s.") % about,
        action=Action(_("Renew it, or let it end"), people_page(right.actor)),
        after=(_("Has the board changed? Hand over, with the minutes."),),
    )


def lapsed(right: Membership) -> Letter:
    """To a person: the last day has been."""
    about = {"actor": right.actor.title, "until": day(right.valid_until)}
    return Letter(
        subject=_("Your role in %(actor)s has ended") % about,
        lead=_("You could act for %(actor)s until %(until)s.") % about,
        action=Action(_("Ask for it again"), page("claim", right.actor_id)),
        after=(_("What you have written stays."),),
    )
