"""What people are told about requests and rights: one function for each letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.notifications.letters import Action, Kind, Letter
from civsam_pages.notifications.services import notify
from civsam_search.api import STOCKHOLM

from .addresses import page
from .models import ActorProposal, Claim, Handover, Invitation, Membership
from .querysets import DECIDE
from .rules import Role

MEMBERSHIP = Kind(
    "membership",
    gettext_lazy("People and roles"),
    gettext_lazy("Who asks to act for your association, who comes and who leaves."),
)
DECISION = Kind(
    "decision",
    gettext_lazy("Decisions"),
    gettext_lazy("What has been decided on something you asked for."),
    always=True,
)
REMINDER = Kind(
    "reminder",
    gettext_lazy("Reminders"),
    gettext_lazy("That a right to act for an association is about to end."),
)
# The address of an account whose person has deleted it.
FORGOTTEN = "@account.invalid"
KINDS = (MEMBERSHIP, DECISION, REMINDER)


def day(value: date) -> str:
    """A day as people write it, in the language of whoever reads."""
    return formats.date_format(value, "j F Y")


def called(user: Any) -> str:
    """A person's name, or the address of one who has not told a name."""
    if user is None:
        return _("Somebody")
    if user.email.endswith(FORGOTTEN):
        return _("Somebody who has left")
    return str(user.get_full_name() or user.email)


def signed(user: Any) -> str:
    """Name and address, where somebody has to know just who it is."""
    name = user.get_full_name()
    return f"{name} ({user.email})" if name else str(user.email)


def tell_deciders(event: str, letter: Callable[[], Letter]) -> None:
    """Tell those who decide for the municipality; administrators of the whole site are not."""
    for user in ModelBackend().with_perm(DECIDE, include_superusers=False).order_by("pk"):
        notify(kind=MEMBERSHIP, event=event, to=user, letter=letter)


def _people(actor: Any) -> str:
    return page("people", actor.pk)


def _admin() -> Action:
    return Action(_("See what waits"), reverse("wagtailadmin_home"))


# --- requests to act ----------------------------------------------------------------------------


def address_question(claim: Claim, token: str) -> Letter:
    """To the association's own address: may this person act for you?"""
    about = {"actor": claim.actor.title, "person": signed(claim.claimant)}
    if claim.renews:
        subject = _("May %(person)s go on as administrator of %(actor)s?") % about
        lead = _("%(person)s administers %(actor)s here today, and wants to go on.") % about
    else:
        subject = _("May %(person)s act for %(actor)s?") % about
        lead = _("%(person)s wants to act for %(actor)s here.") % about
    return Letter(
        subject=subject,
        lead=lead,
        paragraphs=(
            _("What the person could then do: %(role)s.") % {"role": Role(claim.role).label},
        ),
        quote=claim.message,
        quoted_from=called(claim.claimant) if claim.message else "",
        action=Action(_("Answer yes or no"), page("address_answer", token)),
        after=(
            _("The link works once, for seven days. Nothing happens if you do not answer."),
            _("Do not know this person? Answer no."),
        ),
        why=_("You get this because the register has this address for %(actor)s.") % about,
    )


def claim_received(claim: Claim) -> Letter:
    """To who asked: it has come, and what happens next."""
    about = {"actor": claim.actor.title, "address": masked(claim.address)}
    if claim.address:
        after = _("We have asked the association at %(address)s. The answer comes within a week.")
    else:
        after = _("The municipality reads what you sent, and answers here.")
    return Letter(
        subject=_("You have asked to act for %(actor)s") % about,
        lead=_("We have received your request to act for %(actor)s.") % about,
        action=Action(_("See your request"), page("claim_status", claim.pk)),
        after=(after % about,),
    )


def claim_for_admins(claim: Claim) -> Letter:
    """To the administrators: somebody asks, and you may say what you think."""
    about = {"actor": claim.actor.title, "person": signed(claim.claimant)}
    return Letter(
        subject=_("%(person)s wants to act for %(actor)s") % about,
        lead=_("%(person)s has asked the municipality for the right to act for %(actor)s.") % about,
        quote=claim.message,
        quoted_from=called(claim.claimant) if claim.message else "",
        action=Action(_("Answer yes or no"), _people(claim.actor)),
        after=(
            _("If you say yes, the municipality reads the minutes and decides."),
            _("If you say no, it ends there."),
        ),
        why=_("You get this because you are an administrator of %(actor)s.") % about,
    )


def claim_for_staff(claim: Claim) -> Letter:
    """To the municipality: a request waits."""
    about = {"actor": claim.actor.title, "person": called(claim.claimant)}
    return Letter(
        subject=_("A request to act for %(actor)s waits") % about,
        lead=_("%(person)s has sent evidence and asks to act for %(actor)s.") % about,
        action=_admin(),
    )


def claim_refused(claim: Claim) -> Letter:
    """To who asked: no, and why."""
    about = {"actor": claim.actor.title}
    return Letter(
        subject=_("You cannot act for %(actor)s") % about,
        lead=_("The answer to your request to act for %(actor)s is no.") % about,
        quote=claim.reason,
        action=Action(_("See your request"), page("claim_status", claim.pk)),
        after=(_("You can ask again, for example with newer minutes."),),
    )


def claim_expired(claim: Claim) -> Letter:
    """To who asked: nobody answered."""
    about = {"actor": claim.actor.title}
    return Letter(
        subject=_("Nobody at %(actor)s has answered") % about,
        lead=_("The association's own address has not answered your request within a week."),
        action=Action(_("Ask with minutes instead"), page("claim", claim.actor_id)),
    )


# --- invitations and rights ---------------------------------------------------------------------


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
        action=Action(_("See people and roles"), _people(right.actor)),
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
        action=Action(_("See people and roles"), _people(right.actor)),
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
        action=_admin(),
    )


def ends_soon(right: Membership) -> Letter:
    """To a person: your right ends."""
    about = {"actor": right.actor.title, "until": day(right.valid_until)}
    return Letter(
        subject=_("Your role in %(actor)s ends on %(until)s") % about,
        lead=_("You can act for %(actor)s until %(until)s.") % about,
        action=Action(_("Go to Mina sidor"), page("actor", right.actor_id)),
        after=(_("An administrator of the association can renew it."),),
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
        action=Action(_("Renew it, or let it end"), _people(right.actor)),
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


# --- proposals ----------------------------------------------------------------------------------


def proposal_received(proposal: ActorProposal) -> Letter:
    """To who proposed: it has come."""
    about = {"name": proposal.name}
    return Letter(
        subject=_("You have proposed %(name)s") % about,
        lead=_("We have received your proposal to add %(name)s to the register.") % about,
        action=Action(_("See your proposal"), page("proposal", proposal.pk)),
        after=(_("The municipality reads it, and answers here."),),
    )


def proposal_for_staff(proposal: ActorProposal) -> Letter:
    """To the municipality: a proposal waits."""
    about = {"name": proposal.name, "person": called(proposal.proposer)}
    return Letter(
        subject=_("A proposal waits: %(name)s") % about,
        lead=_("%(person)s proposes %(name)s for the register.") % about,
        action=_admin(),
    )


def proposal_approved(proposal: ActorProposal, right: Membership) -> Letter:
    """To who proposed: it has a page, and you are its administrator."""
    about = {"name": proposal.name, "until": day(right.valid_until)}
    return Letter(
        subject=_("%(name)s is in the register") % about,
        lead=_("%(name)s has a page, and you are its administrator until %(until)s.") % about,
        action=Action(_("Go to Mina sidor"), page("actor", right.actor_id)),
        after=(_("Invite one more: with two administrators nobody is locked out."),),
    )


def proposal_refused(proposal: ActorProposal) -> Letter:
    """To who proposed: no, and why."""
    about = {"name": proposal.name}
    return Letter(
        subject=_("%(name)s was not added to the register") % about,
        lead=_("The answer to your proposal of %(name)s is no.") % about,
        quote=proposal.reason,
        action=Action(_("See your proposal"), page("proposal", proposal.pk)),
    )


# --- handovers ----------------------------------------------------------------------------------


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
        action=Action(_("See people and roles"), _people(handover.actor)),
        after=(_("The municipality reads the minutes, and answers here."),),
    )


def handover_for_staff(handover: Handover) -> Letter:
    """To the municipality: a handover waits."""
    about = _about(handover)
    return Letter(
        subject=_("A handover for %(actor)s waits") % about,
        lead=_("%(person)s has sent minutes of %(actor)s. The change is from %(day)s.") % about,
        action=_admin(),
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
        action=Action(_("See people and roles"), _people(handover.actor)),
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


def masked(address: str) -> str:
    """An address that its owner knows again and others cannot read: h…@oppnadorren.example."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""
