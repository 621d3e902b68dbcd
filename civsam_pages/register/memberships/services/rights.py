"""Rights are renewed, changed and ended."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.notifications.services import notify
from civsam_search.api import today

from ...models import ActorPage
from .. import letters, policies, texts
from ..models import ActorProposal, Claim, Invitation, Membership
from ..rules import RequestState, Role, Via, longest_until, renewed_until
from . import claims, proposals
from .granting import admins, check_until, end_right, give_right, lock, prolong
from .granting import tell_if_without_admin as _tell_if_without_admin


@transaction.atomic
def give(
    *,
    actor: ActorPage,
    user: Any,
    role: Role,
    by: Any,
    function: str = "",
    valid_until: date | None = None,
    note: str = "",
) -> Membership:
    """Give somebody a right for the municipality; `note` is what was shown.

    Raises:
        PermissionDenied: `by` does not decide for the municipality.
        ValidationError: of `valid_until`, `function` or `note`.
    """
    actor = lock(actor.pk)
    allow(policies.may_give(by, user, actor))
    right = give_right(
        actor=actor,
        user=user,
        role=role,
        function=texts.line("function", function, 60),
        via=Via.STAFF,
        valid_until=check_until(valid_until or longest_until(today()), today()),
        by=by,
        note=texts.line("note", note, 250),
    )
    _tell_person(right, f"given-{right.valid_until}", lambda: letters.right_given(right))
    return right


@transaction.atomic
def renew(*, membership: Membership, by: Any) -> Membership:
    """Let a right last a year more, and not beyond the longest.

    Raises:
        PermissionDenied: it is one's own, has ended, or `by` does not manage the actor.
    """
    membership = _locked(membership)
    allow(policies.may_renew(by, membership))
    prolong(membership, renewed_until(membership.valid_until, today()), by)
    _tell_person(
        membership,
        f"renewed-{membership.valid_until}",
        lambda: letters.right_renewed(membership),
    )
    return membership


@transaction.atomic
def change_role(*, membership: Membership, role: Role, by: Any) -> Membership:
    """Give a person another role until the same day; the old one stays in the history.

    Raises:
        PermissionDenied: `by` may not, or it would take the last administrator.
    """
    membership = _locked(membership)
    allow(policies.may_change_role(by, membership, role))
    # Ended first: an administrator's right never gives way to a lesser one by itself.
    end_right(membership, by)
    right = give_right(
        actor=membership.actor,
        user=membership.user,
        role=role,
        function=membership.function,
        via=Via.STAFF if policies.may_decide(by) else Via.INVITATION,
        valid_until=membership.valid_until,
        by=by,
        evidence=membership.evidence,
    )
    log(membership.actor, "civsam.right.change", user=by, data={"right": right.pk, "role": role})
    _tell_person(right, "changed", lambda: letters.right_given(right))
    _after_admin_left(membership, by)
    return right


@transaction.atomic
def end(*, membership: Membership, by: Any) -> Membership:
    """End a right this second. Where it was the last administrator's, others are told.

    Raises:
        PermissionDenied: `by` may not, it has ended, or it is the last administrator's.
    """
    membership = _locked(membership)
    allow(policies.may_end(by, membership))
    end_right(membership, by)
    if membership.user_id != by.pk:
        _tell_person(membership, "ended", lambda: letters.right_ended(membership))
    _after_admin_left(membership, by)
    return membership


def leave(*, membership: Membership) -> Membership:
    """End one's own right this second.

    Raises:
        PermissionDenied: it has ended, or the actor would be without an administrator.
    """
    return end(membership=membership, by=membership.user)


@transaction.atomic
def leave_all(user: Any) -> None:
    """End all that a person may do and asks for, as when the account is deleted.

    Actors that lose their last administrator are told at their own address, and so is the
    municipality. Invitations to the person's address are taken back, also those that have been
    accepted and wait for a handover.
    """
    for right in Membership.objects.current().filter(user=user).order_by("actor", "pk"):
        right = _locked(right)
        if right.ended_at is None:
            end_right(right, user)
            _after_admin_left(right, user)
    waiting = (RequestState.WAITING_ADDRESS, RequestState.WAITING_STAFF)
    for claim in Claim.objects.filter(claimant=user, state__in=waiting):
        claims.withdraw(claim=claim, by=user)
    for proposal in ActorProposal.objects.filter(proposer=user, state__in=waiting):
        proposals.withdraw(proposal=proposal, by=user)
    State = Invitation.State
    unanswered = Q(address=user.email.lower(), state=State.SENT)
    # What a handover would have given, when the municipality has read its minutes.
    promised = Q(accepted_by=user, state=State.ACCEPTED, handover__state=RequestState.WAITING_STAFF)
    Invitation.objects.filter(unanswered | promised).update(state=State.REVOKED)


def ends_with_account(user: Any) -> list[ActorPage]:
    """The actors that would be without an administrator if the person left everything."""
    held = Membership.objects.running().at_least(Role.ADMIN).filter(user=user, actor__live=True)
    rows = held.select_related("actor").order_by("actor__title")
    return [right.actor for right in rows if policies.is_last_admin(right)]


def _locked(membership: Membership) -> Membership:
    lock(membership.actor_id)
    again: Membership = Membership.objects.select_for_update().get(pk=membership.pk)
    return again


def _tell_person(right: Membership, what: str, letter: Any) -> None:
    notify(kind=letters.MEMBERSHIP, event=f"right-{right.pk}-{what}", to=right.user, letter=letter)


def _after_admin_left(right: Membership, by: Any) -> None:
    """Tell those who are left, so that nobody goes unnoticed."""
    if right.role != Role.ADMIN:
        return
    event = f"right-{right.pk}-ended"
    if _tell_if_without_admin(right.actor, event, by):
        return
    for admin in admins(right.actor_id).exclude(user=by.pk):
        notify(
            kind=letters.MEMBERSHIP,
            event=event,
            to=admin.user,
            letter=lambda: letters.admin_left(right),
        )
    if right.user_id != by.pk and right.actor.contact_email:
        notify(
            kind=letters.MEMBERSHIP,
            event=event,
            to=right.actor.contact_email,
            letter=lambda: letters.admin_left(right),
        )
