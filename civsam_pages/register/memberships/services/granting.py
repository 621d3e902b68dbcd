"""What all ways to a right share: it is given, made longer and ended here, under one lock.

These functions ask no policy: a service has asked before it calls them.
"""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.notifications.services import notify
from civsam_search.api import today

from ...models import ActorPage
from .. import letters
from ..models import Evidence, Invitation, Membership
from ..rules import Role, Via, day_before, is_running, longest_until


def lock(actor_id: int) -> ActorPage:
    """The actor, its row locked: whatever changes who acts for it waits here for its turn.

    Raises:
        ActorPage.DoesNotExist: it has been deleted.
    """
    actor: ActorPage = ActorPage.objects.select_for_update(no_key=True).get(pk=actor_id)
    return actor


def check_until(until: date, begins: date, field: str = "valid_until") -> date:
    """The last day of a right, if it may be so.

    Raises:
        ValidationError: of `field`: it is before the first day, or later than the longest.
    """
    latest = longest_until(today())
    if until < begins:
        message = _("Choose a day that has not been yet.")
    elif until > latest:
        message = _("A right lasts until %(day)s at the longest. Then it is renewed.")
        message = message % {"day": letters.day(latest)}
    else:
        return until
    raise ValidationError({field: ValidationError(message, code="until")})


def give_right(
    *,
    actor: ActorPage,
    user: Any,
    role: Role,
    function: str,
    via: Via,
    valid_until: date,
    by: Any,
    valid_from: date | None = None,
    evidence: Evidence | None = None,
    note: str = "",
    **source: Any,
) -> Membership:
    """Give a person a right, from today or a later day, and write it in the log.

    Whoever has a right of the same role keeps it, made longer. One of another role gives way on
    the first day of the new, and stays in the history; but an administrator's never gives way to
    a lesser one, which is then not given. The actor's row is locked by the caller.
    """
    begins = max(valid_from or today(), today())
    approver = by if by and by.pk != user.pk else None
    held: list[Membership] = list(
        Membership.objects.select_for_update().current().filter(actor=actor, user=user)
    )
    for old in held:
        if old.role == role and old.valid_from <= begins:
            return prolong(old, valid_until, by, evidence=evidence, note=note)
        if old.role == Role.ADMIN and is_running(old.valid_from, old.valid_until, begins):
            return old
    for old in held:
        _give_way(old, begins, by)
    right = Membership.objects.create(
        actor=actor,
        user=user,
        role=role,
        function=function,
        via=via,
        evidence=evidence,
        evidence_note=note,
        approved_by=approver,
        valid_from=begins,
        valid_until=max(valid_until, begins),
        **source,
    )
    log(actor, "civsam.right.give", user=by, data=_facts(right))
    return right


def prolong(
    right: Membership,
    until: date,
    by: Any,
    *,
    evidence: Evidence | None = None,
    note: str = "",
) -> Membership:
    """Make a right last until a later day, with what shows it, and write it in the log."""
    if until > right.valid_until:
        right.valid_until = until
        right.evidence = evidence or right.evidence
        right.evidence_note = note or right.evidence_note
        right.save(update_fields=["valid_until", "evidence", "evidence_note"])
        log(right.actor, "civsam.right.renew", user=by, data=_facts(right))
    return right


def end_right(right: Membership, by: Any, *, at: datetime | None = None) -> None:
    """End a right this second, with the open invitations of one who was an administrator."""
    right.ended_at, right.ended_by = at or timezone.now(), by
    right.save(update_fields=["ended_at", "ended_by"])
    log(right.actor, "civsam.right.end", user=by, data=_facts(right))
    if right.role == Role.ADMIN:
        revoke_invitations_of(right, by)


def end_before(right: Membership, day: date, by: Any) -> None:
    """Let a right end the day before `day`; at once if that is past."""
    if day <= today() or day <= right.valid_from:
        end_right(right, by)
        return
    right.valid_until = min(right.valid_until, day_before(day))
    right.save(update_fields=["valid_until"])
    log(right.actor, "civsam.right.end", user=by, data=_facts(right))


def revoke_invitations_of(right: Membership, by: Any) -> None:
    """Take back what a former administrator has sent: a right goes on by who holds one."""
    sent = Invitation.objects.filter(
        actor=right.actor_id, invited_by=right.user_id, handover=None, state=Invitation.State.SENT
    )
    for invitation in sent:
        invitation.state = Invitation.State.REVOKED
        invitation.save(update_fields=["state"])
        log(right.actor, "civsam.invitation.revoke", user=by, data={"invitation": invitation.pk})


def admins(actor_id: int) -> "QuerySet[Membership]":
    """The running administrators of an actor, those who have been it the longest first."""
    running = Membership.objects.running().at_least(Role.ADMIN).filter(actor=actor_id)
    return running.select_related("user", "actor").order_by("valid_from", "pk")


def tell_if_without_admin(actor: ActorPage, event: str, by: Any = None) -> bool:
    """Write in the log, and to the actor's own address, that it has no administrator any more.

    `event` names what took the last one. Nothing happens where there still is one.
    """
    if admins(actor.pk).exists():
        return False
    log(actor, "civsam.actor.without_admin", user=by)
    if actor.contact_email:
        notify(
            kind=letters.MEMBERSHIP,
            event=f"{event}-without-admin",
            to=actor.contact_email,
            letter=lambda: letters.without_admin(actor),
        )
    letters.tell_deciders(f"{event}-without-admin", lambda: letters.staff_without_admin(actor))
    return True


def _give_way(old: Membership, begins: date, by: Any) -> None:
    if begins <= today() or old.valid_from >= begins:
        old.ended_at, old.ended_by = timezone.now(), by
    else:
        old.valid_until = min(old.valid_until, day_before(begins))
    old.save(update_fields=["ended_at", "ended_by", "valid_until"])
    log(old.actor, "civsam.right.change", user=by, data=_facts(old))


def _facts(right: Membership) -> dict[str, Any]:
    """What the log keeps: no name and no address, which go when the person leaves."""
    return {
        "right": right.pk,
        "person": right.user_id,
        "role": right.role,
        "until": right.valid_until.isoformat(),
    }
