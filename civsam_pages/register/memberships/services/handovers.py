"""After an annual meeting: who leaves, who stays, who comes, from which day, with the minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import YES, Decision, allow, no
from civsam_pages.notifications.letters import RECEIPT
from civsam_pages.notifications.services import notify
from civsam_search.api import today

from ...models import ActorPage
from .. import letters, policies, texts
from ..models import Handover, HandoverChange, Invitation, Membership
from ..rules import HANDOVER_DAYS_AHEAD, RequestState, Role, longest_until
from .evidence import kept, throw_away
from .granting import admins, end_before, lock, prolong, tell_if_without_admin
from .invitations import clean_address, give_accepted, send_link

LEAVES, STAYS = HandoverChange.What.LEAVES, HandoverChange.What.STAYS


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to act for the actor from the day of a handover."""

    name: str
    address: str
    role: Role
    function: str = ""


@transaction.atomic
def save_draft(
    *,
    actor: ActorPage,
    by: Any,
    day: date | None,
    leaves: Sequence[Membership],
    stays: Sequence[Membership],
    newcomers: Sequence[Newcomer],
    file: File[bytes] | None = None,
    message: str = "",
) -> Handover:
    """Keep what is known so far; an actor has one handover at a time, and this goes on with it.

    Without a new file, the one that was attached before stays. Nobody is told anything yet.

    Raises:
        PermissionDenied: `by` does not manage the actor, or a handover waits for its answer.
        ValidationError: of `day`, `leaves`, `newcomers`, `file` or `message`.
    """
    actor = lock(actor.pk)
    allow(policies.may_hand_over(by, actor))
    changes = _checked_changes(actor, leaves, stays)
    comers = _checked_newcomers(newcomers, stays)
    handover: Handover | None = (
        Handover.objects.select_for_update().filter(actor=actor, state=RequestState.DRAFT).first()
    )
    is_new = handover is None
    handover = handover or Handover(actor=actor, started_by=by, state=RequestState.DRAFT)
    handover.day, handover.message = day, texts.lines("message", message)
    with kept(file, by=by, actor=actor) as evidence:
        replaced = handover.evidence if evidence else None
        handover.evidence = evidence or handover.evidence
        handover.save()
        throw_away(replaced)
        handover.changes.all().delete()
        handover.newcomers.all().delete()
        for membership, what in changes:
            HandoverChange.objects.create(handover=handover, membership=membership, what=what)
        for comer in comers:
            _draft_invitation(handover, comer, by).save()
        if is_new:
            log(actor, "civsam.handover.save", user=by, data={"handover": handover.pk})
    return handover


@transaction.atomic
def send(*, handover: Handover, by: Any) -> Handover:
    """Send a handover to the municipality; who leaves and who comes is told at once.

    Raises:
        PermissionDenied: `by` does not manage the actor, or it has been sent.
        ValidationError: of `file`, `day` or what else is missing.
    """
    handover = _locked(handover)
    allow(policies.may_hand_over(by, handover.actor))
    if handover.state != RequestState.DRAFT:
        raise PermissionDenied(_("This has been sent already."))
    _check_complete(handover)
    handover.state, handover.started_by = RequestState.WAITING_STAFF, by
    handover.created_at = timezone.now()
    handover.save(update_fields=["state", "started_by", "created_at"])
    log(handover.actor, "civsam.handover.send", user=by, data={"handover": handover.pk})
    event = f"handover-{handover.pk}-sent"
    for change in _changes(handover, LEAVES):
        if change.membership.user_id != by.pk:
            _notify(event, change.membership.user, lambda: letters.handover_leaves(handover))
    for invitation in handover.newcomers.all():
        invitation.invited_by = by
        send_link(invitation)
    notify(kind=RECEIPT, event=event, to=by, letter=lambda: letters.handover_received(handover))
    letters.tell_deciders(event, lambda: letters.handover_for_staff(handover))
    return handover


def outcome(handover: Handover) -> Decision:
    """Whether the actor has an administrator afterwards, also one who has not accepted yet."""
    comes = handover.newcomers.exclude(state=Invitation.State.REVOKED).filter(role=Role.ADMIN)
    if _admins_who_stay(handover) or comes.exists():
        return YES
    return no(_("The association would be without an administrator. Ask who is to be it."))


def warnings(handover: Handover) -> list[str]:
    """What whoever approves should know first."""
    found = []
    if not (decision := outcome(handover)):
        found.append(decision.reason)
    waiting = [row for row in handover.newcomers.all() if row.state == Invitation.State.SENT]
    for row in waiting:
        text = _("%(name)s has not accepted the invitation yet, and comes in when that is done.")
        found.append(text % {"name": row.name or row.address})
    if decision and not _admins_who_stay(handover) and not _accepted_admins(handover):
        found.append(_("Until then nobody is an administrator of the association."))
    return found


@transaction.atomic
def approve(*, handover: Handover, by: Any, note: str = "") -> Handover:
    """Carry out a handover on its day, or at once if that has been.

    From that day who leaves sees nothing more, who stays has a right until the longest day, and
    who comes has a right, as soon as the invitation is accepted. `note` says why a handover may
    leave the actor without an administrator; without one it is refused.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: nobody would be an administrator, and no `note` says why that is right.
    """
    handover = _locked(handover)
    allow(policies.may_decide_on(by, handover, RequestState.APPROVED))
    handover.reason = texts.lines("note", note)
    if not (decision := outcome(handover)) and not handover.reason:
        raise ValidationError(decision.reason, code="without_admin")
    starts = max(handover.day or today(), today())
    _decide(handover, RequestState.APPROVED, by)
    event = f"handover-{handover.pk}-approved"
    for change in _changes(handover, LEAVES):
        if change.membership.ended_at is None:
            end_before(change.membership, starts, by)
            _notify(event, change.membership.user, lambda: letters.handover_left(handover))
    for change in _changes(handover, STAYS):
        if change.membership.ended_at is None:
            prolong(change.membership, longest_until(starts), by, evidence=handover.evidence)
            _notify(event, change.membership.user, lambda: letters.handover_done(handover))
    for invitation in handover.newcomers.select_for_update():
        _bring_in(invitation, starts, by)
    if handover.started_by is not None:
        _notify(event, handover.started_by, lambda: letters.handover_done(handover))
    if handover.actor.contact_email:
        _notify(event, handover.actor.contact_email, lambda: letters.handover_done(handover))
    tell_if_without_admin(handover.actor, event, by)
    return handover


@transaction.atomic
def refuse(*, handover: Handover, by: Any, reason: str) -> Handover:
    """Say no, with a reason; nobody's right changes, and the invitations are taken back.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: no reason is given.
    """
    handover = _locked(handover)
    allow(policies.may_decide_on(by, handover, RequestState.REFUSED))
    handover.reason = texts.required_reason(reason)
    _decide(handover, RequestState.REFUSED, by)
    event = f"handover-{handover.pk}-refused"
    _take_back_invitations(handover)
    told: dict[Any, Any] = {admin.user_id: admin.user for admin in admins(handover.actor_id)}
    if handover.started_by is not None:
        told[handover.started_by_id] = handover.started_by
    told |= {row.membership.user_id: row.membership.user for row in _changes(handover, LEAVES)}
    for person in told.values():
        _notify(event, person, lambda: letters.handover_refused(handover))
    return handover


@transaction.atomic
def withdraw(*, handover: Handover, by: Any) -> Handover:
    """Take back a handover, or throw away one that was never sent.

    Raises:
        PermissionDenied: `by` does not manage the actor, or it is decided already.
    """
    handover = _locked(handover)
    allow(policies.may_withdraw(by, handover))
    was_draft = handover.state == RequestState.DRAFT
    thrown = handover.evidence if was_draft else None
    if was_draft:
        handover.evidence = None
    _decide(handover, RequestState.WITHDRAWN, by)
    throw_away(thrown)
    if was_draft:
        handover.newcomers.all().delete()
    else:
        _take_back_invitations(handover)
        for change in _changes(handover, LEAVES):
            if change.membership.user_id != by.pk:
                _notify(
                    f"handover-{handover.pk}-withdrawn",
                    change.membership.user,
                    lambda: letters.handover_withdrawn(handover),
                )
    return handover


ACTIONS = {
    RequestState.APPROVED: "civsam.handover.approve",
    RequestState.REFUSED: "civsam.handover.refuse",
    RequestState.WITHDRAWN: "civsam.handover.withdraw",
}


def _locked(handover: Handover) -> Handover:
    lock(handover.actor_id)
    again: Handover = Handover.objects.select_for_update().get(pk=handover.pk)
    return again


def _changes(handover: Handover, what: HandoverChange.What) -> list[HandoverChange]:
    rows = handover.changes.filter(what=what)
    return list(rows.select_related("membership__user", "membership__actor"))


def _checked_changes(
    actor: ActorPage, leaves: Sequence[Membership], stays: Sequence[Membership]
) -> list[tuple[Membership, HandoverChange.What]]:
    known = set(
        Membership.objects.current()
        .filter(actor=actor, pk__in=[row.pk for row in (*leaves, *stays)])
        .values_list("pk", flat=True)
    )
    if {row.pk for row in leaves} & {row.pk for row in stays}:
        message = _("Nobody can both leave and stay.")
        raise ValidationError({"leaves": ValidationError(message, code="both")})
    changes = {row.pk: (row, LEAVES) for row in leaves}
    changes |= {row.pk: (row, STAYS) for row in stays}
    return [change for pk, change in changes.items() if pk in known]


def _checked_newcomers(
    newcomers: Sequence[Newcomer], stays: Sequence[Membership]
) -> list[Newcomer]:
    comers: dict[str, Newcomer] = {}
    staying = {row.user.email.lower(): row for row in stays}
    for comer in newcomers:
        try:
            address = clean_address(comer.address)
        except ValidationError as error:
            raise ValidationError({"newcomers": error.error_dict["address"]}) from None
        if address in comers:
            message = _("The same address stands twice among those who come.")
            raise ValidationError({"newcomers": ValidationError(message, code="twice")})
        if address in staying and staying[address].role == comer.role:
            message = _("Somebody who stays also stands among those who come.")
            raise ValidationError({"newcomers": ValidationError(message, code="stays")})
        comers[address] = Newcomer(
            name=texts.line("newcomers", comer.name, 100),
            address=address,
            role=Role(comer.role),
            function=texts.line("newcomers", comer.function, 60),
        )
    return list(comers.values())


def _draft_invitation(handover: Handover, comer: Newcomer, by: Any) -> Invitation:
    starts = max(handover.day or today(), today())
    return Invitation(
        actor=handover.actor,
        handover=handover,
        address=comer.address,
        name=comer.name,
        role=comer.role,
        function=comer.function,
        valid_from=starts,
        valid_until=longest_until(starts),
        state=Invitation.State.DRAFT,
        invited_by=by,
    )


def _check_complete(handover: Handover) -> None:
    errors: dict[str, ValidationError] = {}
    if handover.evidence is None:
        errors["file"] = ValidationError(_("Attach the minutes."), code="required")
    if handover.day is None:
        errors["day"] = ValidationError(_("Choose from which day."), code="required")
    elif not today() <= handover.day <= today() + timedelta(days=HANDOVER_DAYS_AHEAD):
        message = _("Choose today or a later day, within a year.")
        errors["day"] = ValidationError(message, code="day")
    if not handover.changes.exists() and not handover.newcomers.exists():
        message = _("Say who leaves, who stays or who comes.")
        errors["leaves"] = ValidationError(message, code="required")
    elif not (decision := outcome(handover)):
        errors["newcomers"] = ValidationError(decision.reason, code="without_admin")
    if errors:
        raise ValidationError({name: [error] for name, error in errors.items()})


def _admins_who_stay(handover: Handover) -> bool:
    """Whether somebody who administers on the day of the handover does not leave."""
    starts = max(handover.day or today(), today())
    stay = [row.membership_id for row in handover.changes.filter(what=STAYS)]
    leave = [row.membership_id for row in handover.changes.filter(what=LEAVES)]
    # One who stays counts even if the right as it was would have lapsed before the day.
    held = Membership.objects.current().at_least(Role.ADMIN).filter(actor=handover.actor_id)
    held = held.exclude(pk__in=leave)
    return held.filter(pk__in=stay).exists() or held.running(starts).exists()


def _accepted_admins(handover: Handover) -> bool:
    accepted = handover.newcomers.filter(state=Invitation.State.ACCEPTED, role=Role.ADMIN)
    return bool(accepted.exists())


def _bring_in(invitation: Invitation, starts: date, by: Any) -> None:
    """Give who has accepted the right; send who has not a link that is good from now."""
    invitation.valid_from, invitation.valid_until = starts, longest_until(starts)
    invitation.save(update_fields=["valid_from", "valid_until"])
    if invitation.state == Invitation.State.ACCEPTED and invitation.accepted_by is not None:
        give_accepted(invitation, by)
    elif invitation.state in (Invitation.State.SENT, Invitation.State.DRAFT):
        send_link(invitation)


def _take_back_invitations(handover: Handover) -> None:
    """Take back also what has been accepted: it gives nothing without the handover."""
    handover.newcomers.update(state=Invitation.State.REVOKED)


def _decide(handover: Handover, state: RequestState, by: Any) -> None:
    handover.state, handover.decided_at, handover.decided_by = state, timezone.now(), by
    handover.save(update_fields=["state", "decided_at", "decided_by", "reason", "evidence"])
    log(handover.actor, ACTIONS[state], user=by, data={"handover": handover.pk})


def _notify(event: str, to: Any, letter: Any) -> None:
    notify(kind=letters.MEMBERSHIP, event=event, to=to, letter=letter)
