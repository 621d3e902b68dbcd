"""An administrator asks somebody to act for the actor too: once, to one address."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.arena.tokens import hash_token, new_token
from civsam_pages.notifications.letters import RECEIPT
from civsam_pages.notifications.services import notify
from civsam_search.api import today

from ...models import ActorPage
from .. import letters, policies, texts
from ..models import Invitation, Membership
from ..rules import INVITATION_DAYS, RequestState, Role, Via, longest_until
from .granting import check_until, give_right, lock
from .naming import take_name


@transaction.atomic
def invite(
    *,
    actor: ActorPage,
    by: Any,
    address: str,
    name: str = "",
    role: Role,
    function: str = "",
    valid_until: date | None = None,
) -> Invitation:
    """Send somebody a link that is good for fourteen days, once, for that address alone.

    An address with an open invitation gets no second one: the open one is given back.

    Raises:
        PermissionDenied: `by` may not invite, or not to this role.
        ValidationError: of the field that is wrong, such as the address of a member.
    """
    actor = lock(actor.pk)
    allow(policies.may_invite(by, actor, role))
    address = clean_address(address)
    open_ones = Invitation.objects.select_for_update().filter(
        actor=actor, address=address, handover=None, state=Invitation.State.SENT
    )
    found: Invitation | None = open_ones.first()
    if found is not None:
        if found.is_open:
            return found
        _close(found)
    if Membership.objects.current().filter(actor=actor, user__email=address).exists():
        message = _("This person acts for the association already. Change the role instead.")
        raise ValidationError({"address": ValidationError(message, code="member")})
    invitation = Invitation(
        actor=actor,
        address=address,
        name=texts.line("name", name, 100),
        role=role,
        function=texts.line("function", function, 60),
        valid_from=today(),
        valid_until=check_until(valid_until or longest_until(today()), today()),
        invited_by=by,
    )
    send_link(invitation)
    log(actor, "civsam.invitation.send", user=by, data={"invitation": invitation.pk, "role": role})
    return invitation


def find_by_token(token: str) -> Invitation | None:
    """The invitation that a link leads to, open or not; None for one that there never was."""
    found = Invitation.objects.exclude(state=Invitation.State.DRAFT)
    found = found.filter(token_hash=hash_token(token)).exclude(token_hash="")
    invitation: Invitation | None = found.select_related(
        "actor", "invited_by", "handover", "accepted_by"
    ).first()
    return invitation


@transaction.atomic
def accept(*, token: str, user: Any) -> Membership | None:
    """Say yes. However often and at the same time it is said, it gives one right.

    None for one that comes by a handover which the municipality has not approved yet: the right
    is given when it has.

    Raises:
        PermissionDenied: the invitation is not for this account, or no longer open.
    """
    found = find_by_token(token)
    if found is None:
        raise PermissionDenied(_("This invitation is no longer open. Ask for a new one."))
    lock(found.actor_id)
    invitation: Invitation = Invitation.objects.select_for_update().get(pk=found.pk)
    if invitation.state == Invitation.State.ACCEPTED and invitation.accepted_by_id == user.pk:
        return _right_of(invitation)
    allow(policies.may_accept(user, invitation))
    invitation.state = Invitation.State.ACCEPTED
    invitation.accepted_by, invitation.accepted_at = user, timezone.now()
    invitation.save(update_fields=["state", "accepted_by", "accepted_at"])
    take_name(user=user, name=invitation.name)
    log(
        invitation.actor,
        "civsam.invitation.accept",
        user=user,
        data={"invitation": invitation.pk},
    )
    handover = invitation.handover
    if handover is not None and handover.state != RequestState.APPROVED:
        return None
    right = give_accepted(invitation, by=handover.decided_by if handover else invitation.invited_by)
    if invitation.invited_by_id not in (None, user.pk):
        notify(
            kind=letters.MEMBERSHIP,
            event=f"invitation-{invitation.pk}-accepted",
            to=invitation.invited_by,
            letter=lambda: letters.somebody_came(right),
        )
    return right


@transaction.atomic
def revoke(*, invitation: Invitation, by: Any) -> Invitation:
    """Take back an invitation that nobody has answered.

    Raises:
        PermissionDenied: `by` may not, it has been answered, or its handover is not approved.
    """
    invitation = _locked(invitation)
    allow(policies.may_revoke(by, invitation))
    _close(invitation)
    log(invitation.actor, "civsam.invitation.revoke", user=by, data={"invitation": invitation.pk})
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: Any) -> Invitation:
    """Send a new link, for fourteen days more; the old one stops working.

    Raises:
        PermissionDenied: `by` may not, it has been answered, or its handover is not approved.
    """
    invitation = _locked(invitation)
    allow(policies.may_revoke(by, invitation))
    # The role was agreed to when it was first sent; only how much one sends is asked again.
    allow(policies.may_invite(by, invitation.actor))
    invitation.invited_by = by
    send_link(invitation)
    log(invitation.actor, "civsam.invitation.send", user=by, data={"invitation": invitation.pk})
    return invitation


# --- shared with handovers ----------------------------------------------------------------------


def clean_address(address: str) -> str:
    """An e-mail address as accounts write it.

    Raises:
        ValidationError: of `address`: it is none.
    """
    address = address.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        message = _("Write an e-mail address such as name@example.se.")
        raise ValidationError({"address": ValidationError(message, code="invalid")}) from None
    return address


def send_link(invitation: Invitation) -> None:
    """Open an invitation for fourteen days and mail its link; one sent before works no more."""
    token = new_token()
    invitation.state = Invitation.State.SENT
    invitation.token_hash = hash_token(token)
    invitation.expires_at = timezone.now() + timedelta(days=INVITATION_DAYS)
    invitation.save()
    notify(
        kind=RECEIPT,
        event=f"invitation-{invitation.pk}-{invitation.token_hash[:12]}",
        to=invitation.address,
        letter=lambda: letters.invitation(invitation, token),
    )


def give_accepted(invitation: Invitation, by: Any) -> Membership:
    """Give the right that an accepted invitation promises."""
    handover = invitation.handover
    right = give_right(
        actor=invitation.actor,
        user=invitation.accepted_by,
        role=Role(invitation.role),
        function=invitation.function,
        via=Via.HANDOVER if handover else Via.INVITATION,
        valid_from=invitation.valid_from,
        valid_until=invitation.valid_until,
        by=by,
        evidence=handover.evidence if handover else None,
        invitation=invitation,
    )
    notify(
        kind=letters.MEMBERSHIP,
        event=f"invitation-{invitation.pk}-right",
        to=invitation.accepted_by,
        letter=lambda: letters.right_given(right),
    )
    return right


def _locked(invitation: Invitation) -> Invitation:
    lock(invitation.actor_id)
    again: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    return again


def _close(invitation: Invitation) -> None:
    invitation.state = Invitation.State.REVOKED
    invitation.save(update_fields=["state"])


def _right_of(invitation: Invitation) -> Membership | None:
    """The right that it gave, or the one that the person had already."""
    given: Membership | None = Membership.objects.filter(invitation=invitation).first()
    if given is not None:
        return given
    held = Membership.objects.current().filter(
        actor=invitation.actor_id, user=invitation.accepted_by_id
    )
    kept: Membership | None = held.first()
    return kept
