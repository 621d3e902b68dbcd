"""What is told when somebody proposes an actor."""

from django.utils.translation import gettext as _

from civsam_pages.notifications.letters import Action, Letter

from ..addresses import page
from ..models import ActorProposal, Membership
from .shared import admin_page, called, day


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
        action=admin_page(),
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
