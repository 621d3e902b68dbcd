"""Who may do what with rights, requests and what shows them.

Every gate, template and test asks here.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from civsam_pages.arena import stops
from civsam_pages.arena.decisions import YES, Decision, no
from civsam_pages.arena.stops import Doing
from civsam_search.api import today

from ..policies import acts_for
from ..rules import ActorKind
from .models import Claim, Evidence, Handover, HandoverChange, Invitation, Membership
from .querysets import DECIDE, sees_all
from .rules import (
    ADDRESS_CLAIMS_PER_DAY,
    EVIDENCE_CLAIMS_PER_DAY,
    INCLUDES,
    INVITATIONS_PER_DAY,
    RequestState,
    Role,
    can_move,
    renewed_until,
)


def may_see_people(user: Any, actor: Any) -> Decision:
    """Whether somebody may see who acts for an actor: its administrators and the municipality."""
    if not user.is_authenticated:
        return no(_("Log in first."))
    return YES if sees_all(user) else acts_for(user, actor, Role.ADMIN)


def may_manage(user: Any, actor: Any) -> Decision:
    """Whether somebody may invite, renew, end and hand over for an actor."""
    if not user.is_authenticated:
        return no(_("Log in first."))
    return YES if may_decide(user) else acts_for(user, actor, Role.ADMIN)


def may_decide(user: Any) -> Decision:
    """Whether somebody decides on requests for the municipality."""
    if user.has_perm(DECIDE):
        return YES
    return no(_("Only the municipality decides on this."))


def may_see_evidence(user: Any, evidence: Evidence) -> Decision:
    """Whether somebody may read a file that shows a right."""
    if Evidence.objects.visible_to(user).filter(pk=evidence.pk).exists():
        return YES
    return no(_("You may not see this file."))


# --- requests -----------------------------------------------------------------------------------


def may_claim(user: Any, actor: Any, role: Role = Role.ADMIN) -> Decision:
    """Whether somebody may ask for the right to act for an actor."""
    if not user.is_authenticated:
        return no(_("Log in first."))
    if not actor.live:
        return no(_("This association is not in the register."))
    if actor.kind == ActorKind.MUNICIPAL_UNIT:
        return no(_("This is a part of the municipality, which gives its own people their rights."))
    if acts_for(user, actor, role):
        return no(_("You may do this already."))
    if Claim.objects.open().filter(actor=actor, claimant=user).exists():
        return no(_("You have asked already, and the answer has not come yet."))
    return stops.may(Doing.SEND, user=user)


def may_claim_with_evidence(user: Any, actor: Any, role: Role = Role.ADMIN) -> Decision:
    """Whether somebody may send a file to ask by: a file and several mails for each."""
    if not (decision := may_claim(user, actor, role)):
        return decision
    return _may_ask_more(_asked_today(user).filter(address=""), EVIDENCE_CLAIMS_PER_DAY)


def may_claim_by_address(user: Any, actor: Any, role: Role = Role.ADMIN) -> Decision:
    """Whether the association's own address can be asked: where no administrator can be."""
    if not (decision := may_claim(user, actor, role)):
        return decision
    if not actor.contact_email:
        return no(_("The register has no e-mail address for this association."))
    if Membership.objects.running().at_least(Role.ADMIN).filter(actor=actor).exists():
        return no(_("This association has an administrator. Send minutes or an authorisation."))
    return _may_ask_addresses(user)


def may_renew_by_address(user: Any, membership: Membership) -> Decision:
    """Whether the association's address can be asked to keep its only administrator."""
    if not user.is_authenticated or membership.user_id != user.pk:
        return no(_("Only the person whose right it is can ask for this."))
    if membership.role != Role.ADMIN or not acts_for(user, membership.actor, Role.ADMIN):
        return no(_("You are not an administrator of this association."))
    if not membership.actor.contact_email:
        return no(_("The register has no e-mail address for this association."))
    if not is_last_admin(membership):
        return no(_("Ask the other administrator to renew your role."))
    if renewed_until(membership.valid_until, today()) <= membership.valid_until:
        return no(_("This right cannot be made longer yet."))
    if Claim.objects.open().filter(actor=membership.actor_id, claimant=user).exists():
        return no(_("You have asked already, and the answer has not come yet."))
    return _may_ask_addresses(user)


def _may_ask_addresses(user: Any) -> Decision:
    return _may_ask_more(_asked_today(user).exclude(address=""), ADDRESS_CLAIMS_PER_DAY)


def _asked_today(user: Any) -> Any:
    return Claim.objects.filter(claimant=user, created_at__gt=timezone.now() - timedelta(days=1))


def _may_ask_more(asked: Any, most: int) -> Decision:
    if asked.count() >= most:
        return no(_("You have asked many associations today. Come back tomorrow."))
    return YES


def may_answer_claim(user: Any, claim: Claim) -> Decision:
    """Whether somebody may say yes or no to a request, as an administrator of the association."""
    if claim.claimant_id == user.pk:
        return no(_("You cannot answer your own request."))
    if claim.state != RequestState.WAITING_STAFF:
        return no(_("This is decided already."))
    return acts_for(user, claim.actor_id, Role.ADMIN)


def may_decide_on(user: Any, request: Any, state: RequestState) -> Decision:
    """Whether somebody may move a claim, a proposal or a handover to `state` for the municipality.

    Nobody decides on what they asked for themselves, or come or stay by.
    """
    if not (decision := may_decide(user)):
        return decision
    if user.pk in _askers(request) or _gains(user, request):
        return no(_("Somebody else has to decide on what you have asked for yourself."))
    return _may_move(request, state)


def may_withdraw(user: Any, request: Any) -> Decision:
    """Whether somebody may take back a claim, a proposal or a handover."""
    own = user.is_authenticated and user.pk in _askers(request)
    if isinstance(request, Handover):
        if not (decision := may_manage(user, request.actor_id)):
            return decision
        if not (decision := _no_hidden_draft(user, request.actor_id)):
            return decision
    elif not own:
        return no(_("Only the person who asked can take it back."))
    return _may_move(request, RequestState.WITHDRAWN)


def _askers(request: Any) -> set[int | None]:
    names = ("claimant_id", "proposer_id", "started_by_id")
    return {getattr(request, name) for name in names if hasattr(request, name)}


def _gains(user: Any, request: Any) -> bool:
    """Whether somebody gets a right, or keeps one, by a handover."""
    if not isinstance(request, Handover):
        return False
    comes = Q(address=user.email.lower()) | Q(accepted_by=user)
    stays = request.changes.filter(what=HandoverChange.What.STAYS, membership__user=user)
    return bool(request.newcomers.filter(comes).exists() or stays.exists())


def _may_move(request: Any, state: RequestState) -> Decision:
    if can_move(RequestState(request.state), state):
        return YES
    return no(_("This is decided already."))


def may_propose(user: Any) -> Decision:
    """Whether somebody may propose an actor that is not in the register."""
    return stops.may(Doing.SEND, user=user) if user.is_authenticated else no(_("Log in first."))


# --- invitations --------------------------------------------------------------------------------


def may_invite(user: Any, actor: Any, role: Role = Role.EDITOR) -> Decision:
    """Whether somebody may invite a person with a role."""
    if not (decision := may_manage(user, actor)):
        return decision
    if role == Role.ADMIN:
        return no(_("A new administrator needs minutes or an authorisation. Use the handover."))
    if not (decision := stops.may(Doing.SEND, user=user, actor=actor)):
        return decision
    lately = Invitation.objects.filter(
        actor=actor, handover=None, created_at__gt=timezone.now() - timedelta(days=1)
    )
    if lately.count() >= INVITATIONS_PER_DAY:
        return no(_("You have invited many people today. Come back tomorrow."))
    return YES


def may_revoke(user: Any, invitation: Invitation) -> Decision:
    """Whether somebody may take back an invitation, or send it again."""
    if not (decision := may_manage(user, invitation.actor_id)):
        return decision
    if invitation.state != Invitation.State.SENT:
        return no(_("This invitation is no longer open."))
    handover = invitation.handover
    if handover is not None and handover.state != RequestState.APPROVED:
        return no(_("This person comes by a handover. Take that back instead."))
    return YES


def may_accept(user: Any, invitation: Invitation) -> Decision:
    """Whether a person may say yes to an invitation: the one whose address it was sent to."""
    if not user.is_authenticated:
        return no(_("Log in first."))
    if user.email.lower() != invitation.address.lower():
        return no(
            _("The invitation was sent to another address. Log in with that one to accept it.")
        )
    if not invitation.is_open or invitation.valid_until < today():
        return no(_("This invitation is no longer open. Ask for a new one."))
    if not invitation.actor.live:
        return no(_("This association is not in the register."))
    if invitation.handover_id:
        return YES
    if invitation.invited_by_id == user.pk:
        return no(_("Somebody else has to decide on what you have asked for yourself."))
    # A right goes on by who holds one: what a former administrator has sent counts no more.
    inviter = invitation.invited_by
    if inviter is None or not may_manage(inviter, invitation.actor_id):
        return no(_("Who invited you may no longer do so. Ask the association for a new one."))
    return YES


def may_hand_over(user: Any, actor: Any) -> Decision:
    """Whether somebody may write on the handover of an actor: one at a time, until it is sent."""
    if not (decision := may_manage(user, actor)):
        return decision
    sent = Handover.objects.filter(actor=actor, state=RequestState.WAITING_STAFF)
    if sent.exists():
        return no(_("A handover waits for its answer. Take it back to change it."))
    if not (decision := stops.may(Doing.SEND, user=user, actor=actor)):
        return decision
    return _no_hidden_draft(user, actor.pk)


def _no_hidden_draft(user: Any, actor_id: int) -> Decision:
    """A no where the association writes on what the municipality may not see before it is sent."""
    drafts = Handover.objects.filter(actor=actor_id, state=RequestState.DRAFT)
    if drafts.exclude(pk__in=drafts.visible_to(user).values("pk")).exists():
        return no(_("The association has begun a handover that it has not sent yet."))
    return YES


# --- rights -------------------------------------------------------------------------------------


def may_give(user: Any, person: Any, actor: Any) -> Decision:
    """Whether somebody may give a person a right without being asked, for the municipality."""
    if not (decision := may_decide(user)):
        return decision
    if person.pk == user.pk:
        return no(_("Somebody else has to decide on what you have asked for yourself."))
    if not actor.live or not person.is_active:
        return no(_("This association is not in the register."))
    return YES


def is_last_admin(membership: Membership) -> bool:
    """Whether the association has no administrator today without this right."""
    if membership.role != Role.ADMIN or not membership.is_running:
        return False
    admins = Membership.objects.running().at_least(Role.ADMIN).filter(actor=membership.actor_id)
    return not admins.exclude(user=membership.user_id).exists()


def may_renew(user: Any, membership: Membership) -> Decision:
    """Whether somebody may give a right a year more: nobody renews their own."""
    if not (decision := may_manage(user, membership.actor_id)):
        return decision
    if not membership.is_running:
        return no(_("This right has ended. Invite the person again."))
    if membership.user_id == user.pk:
        return no(_("You cannot renew your own role. Ask another administrator, or hand over."))
    if renewed_until(membership.valid_until, today()) <= membership.valid_until:
        return no(_("This right cannot be made longer yet."))
    return YES


def may_end(user: Any, membership: Membership) -> Decision:
    """Whether somebody may end a right: one's own, or one of an actor that one manages.

    The last administrator stays until another has come; the municipality may end that one too.
    """
    if not user.is_authenticated:
        return no(_("Log in first."))
    if membership.ended_at or membership.valid_until < today():
        return no(_("This right has ended already."))
    if may_decide(user):
        return YES
    if membership.user_id != user.pk:
        if not (decision := acts_for(user, membership.actor_id, Role.ADMIN)):
            return decision
    elif not membership.is_running:
        return no(_("This right has not begun yet."))
    if is_last_admin(membership):
        return no(_("Hand over first: the association would be without an administrator."))
    return YES


def may_change_role(user: Any, membership: Membership, role: Role) -> Decision:
    """Whether somebody may give another role instead; administrators come by a handover.

    Of their own, nobody makes more.
    """
    if not (decision := may_end(user, membership)):
        return decision
    if not membership.is_running or membership.role == role:
        return no(_("There is nothing to change."))
    if membership.user_id == user.pk and role not in INCLUDES[Role(membership.role)]:
        return no(_("Somebody else has to decide on what you have asked for yourself."))
    if may_decide(user):
        return YES
    if not (decision := acts_for(user, membership.actor_id, Role.ADMIN)):
        return decision
    if role == Role.ADMIN:
        return no(_("A new administrator needs minutes or an authorisation. Use the handover."))
    return YES
