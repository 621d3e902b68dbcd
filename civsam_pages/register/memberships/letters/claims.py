"""What is told when somebody asks to act for an actor."""

from django.utils.translation import gettext as _

from civsam_pages.notifications.letters import Action, Letter

from ..addresses import page
from ..models import Claim
from ..rules import Role
from .shared import admin_page, called, masked, people_page, signed


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
            _("Do you not know this person? Ask in the association before you answer."),
        ),
        why=_("You get this because the register has this address for %(actor)s.") % about,
        secret=True,
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
        action=Action(_("Answer yes or no"), people_page(claim.actor)),
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
        action=admin_page(),
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
