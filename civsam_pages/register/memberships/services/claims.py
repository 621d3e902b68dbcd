"""Somebody asks for the right to act for an actor that is in the register."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
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
from ..models import Claim, Membership
from ..rules import ADDRESS_DAYS, RequestState, Role, Via, longest_until
from .evidence import kept
from .granting import admins, check_until, give_right, lock


@transaction.atomic
def claim_by_address(
    *, actor: ActorPage, claimant: Any, role: Role, function: str, message: str, key: uuid.UUID
) -> Claim:
    """Ask the address that the register has for an actor, by a link that works for seven days.

    The same `key` twice gives the same claim back, and one mail.

    Raises:
        PermissionDenied: the actor has no address, has an administrator, or the person has asked.
        ValidationError: of the field that is wrong.
    """
    actor = lock(actor.pk)
    if found := _sent_already(claimant, key):
        return found
    expire_late(actor)
    allow(policies.may_claim_by_address(claimant, actor, role))
    return _ask_address(
        Claim(actor=actor, claimant=claimant, key=key, role=role, **_texts(function, message))
    )


@transaction.atomic
def renew_by_address(*, membership: Membership, by: Any, key: uuid.UUID) -> Claim:
    """Ask the actor's own address to keep its only administrator for a year more.

    Raises:
        PermissionDenied: it is not the person's own right, or others could renew it.
    """
    actor = lock(membership.actor_id)
    if found := _sent_already(by, key):
        return found
    expire_late(actor)
    membership = Membership.objects.get(pk=membership.pk)
    allow(policies.may_renew_by_address(by, membership))
    claim = Claim(actor=actor, claimant=by, key=key, role=Role.ADMIN, renews=True)
    claim.function = membership.function
    return _ask_address(claim)


@transaction.atomic
def claim_with_evidence(
    *,
    actor: ActorPage,
    claimant: Any,
    role: Role,
    function: str,
    message: str,
    file: File[bytes],
    key: uuid.UUID,
) -> Claim:
    """Ask the municipality, with minutes or a letter of authority.

    The actor's administrators are told, and may support it or say no before it is decided.

    Raises:
        PermissionDenied: the person may do this already, has asked, or asks many in a day.
        ValidationError: of the field that is wrong, such as `file`.
    """
    actor = lock(actor.pk)
    if found := _sent_already(claimant, key):
        return found
    expire_late(actor)
    allow(policies.may_claim_with_evidence(claimant, actor, role))
    if not file:
        message = _("Attach minutes or an authorisation.")
        raise ValidationError({"file": ValidationError(message, code="required")})
    claim = Claim(actor=actor, claimant=claimant, key=key, role=role, **_texts(function, message))
    with kept(file, by=claimant, actor=actor) as evidence:
        claim.evidence, claim.state = evidence, RequestState.WAITING_STAFF
        claim.save()
        log(actor, "civsam.claim.send", user=claimant, data={"claim": claim.pk, "role": role})
        event = f"claim-{claim.pk}-sent"
        _tell_claimant(claim, event, letters.claim_received, RECEIPT)
        for admin in admins(actor.pk):
            notify(
                kind=letters.MEMBERSHIP,
                event=event,
                to=admin.user,
                letter=lambda: letters.claim_for_admins(claim),
            )
        letters.tell_deciders(event, lambda: letters.claim_for_staff(claim))
    return claim


def find_by_token(token: str) -> Claim | None:
    """The claim that a link asks about, while it can be answered; None afterwards."""
    open_claims = Claim.objects.open().filter(state=RequestState.WAITING_ADDRESS)
    found = open_claims.filter(token_hash=hash_token(token), actor__live=True)
    claim: Claim | None = found.select_related("actor", "claimant").first()
    if claim is None or claim.address != claim.actor.contact_email.lower():
        return None
    return claim


@transaction.atomic
def answer_from_address(*, claim_token: str, agrees: bool) -> Claim:
    """Take the answer of whoever reads the actor's own mail: yes gives the right at once.

    Raises:
        PermissionDenied: the link is used, too old, or was sent to an address that the register
            no longer has; or the actor has got an administrator since.
    """
    found = find_by_token(claim_token)
    actor = lock(found.actor_id) if found else None
    claim = find_by_token(claim_token)  # asked again: somebody may have been faster
    if claim is None or actor is None:
        raise PermissionDenied(_("This link has been used, or is too old."))
    if not agrees:
        claim.reason = _("Whoever reads the association's e-mail said no.")
        _decide(claim, RequestState.REFUSED, by=None)
        _tell_claimant(claim, f"claim-{claim.pk}-refused", letters.claim_refused)
        return claim
    if admins(actor.pk).exclude(user=claim.claimant).exists():
        raise PermissionDenied(
            _("The association has got an administrator since. Ask that person instead.")
        )
    right = _give(claim, by=None, role=Role(claim.role), via=Via.ADDRESS)
    _decide(claim, RequestState.APPROVED, by=None)
    _tell_claimant(claim, f"claim-{claim.pk}-approved", lambda _: letters.right_given(right))
    return claim


@transaction.atomic
def support(*, claim: Claim, by: Any) -> Claim:
    """Say, as an administrator of the actor, that it is right; the municipality then decides.

    Raises:
        PermissionDenied: `by` is no administrator of it, or it is decided already.
    """
    claim = _locked(claim)
    allow(policies.may_answer_claim(by, claim))
    if claim.supported_by_id is None:
        claim.supported_by = by
        claim.save(update_fields=["supported_by"])
        log(claim.actor, "civsam.claim.support", user=by, data={"claim": claim.pk})
    return claim


@transaction.atomic
def object(*, claim: Claim, by: Any, reason: str) -> Claim:
    """Say no, as an administrator of the actor; that ends it.

    Raises:
        PermissionDenied: `by` is no administrator of it, or it is decided already.
        ValidationError: no reason is given.
    """
    claim = _locked(claim)
    allow(policies.may_answer_claim(by, claim))
    return _refuse(claim, by, reason)


@transaction.atomic
def approve(
    *, claim: Claim, by: Any, role: Role, valid_until: date | None = None, note: str = ""
) -> Claim:
    """Give the right that somebody asked for, or another, until a day; `note` is what was shown.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: of `valid_until` or `note`.
    """
    claim = _locked(claim)
    allow(policies.may_decide_on(by, claim, RequestState.APPROVED))
    note = texts.line("note", note, 250)
    until = check_until(valid_until or longest_until(today()), today())
    via = Via.EVIDENCE if claim.evidence_id else Via.STAFF
    right = _give(claim, by=by, role=role, via=via, until=until, note=note)
    _decide(claim, RequestState.APPROVED, by=by)
    _tell_claimant(claim, f"claim-{claim.pk}-approved", lambda _: letters.right_given(right))
    for admin in admins(claim.actor_id).exclude(user=claim.claimant):
        notify(
            kind=letters.MEMBERSHIP,
            event=f"claim-{claim.pk}-approved",
            to=admin.user,
            letter=lambda: letters.somebody_came(right),
        )
    return claim


@transaction.atomic
def refuse(*, claim: Claim, by: Any, reason: str) -> Claim:
    """Say no for the municipality, with a reason that the person gets to read.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: no reason is given.
    """
    claim = _locked(claim)
    allow(policies.may_decide_on(by, claim, RequestState.REFUSED))
    return _refuse(claim, by, reason)


@transaction.atomic
def withdraw(*, claim: Claim, by: Any) -> Claim:
    """Take back what one has asked for.

    Raises:
        PermissionDenied: somebody else asked, or it is decided already.
    """
    claim = _locked(claim)
    allow(policies.may_withdraw(by, claim))
    _decide(claim, RequestState.WITHDRAWN, by=by)
    return claim


@transaction.atomic
def expire_late(actor: ActorPage) -> None:
    """Close what nobody has answered in time."""
    late = Claim.objects.select_for_update().filter(
        actor=actor, state=RequestState.WAITING_ADDRESS, expires_at__lte=timezone.now()
    )
    for claim in late:
        _decide(claim, RequestState.EXPIRED, by=None)
        _tell_claimant(claim, f"claim-{claim.pk}-expired", letters.claim_expired)


ACTIONS = {
    RequestState.APPROVED: "civsam.claim.approve",
    RequestState.REFUSED: "civsam.claim.refuse",
    RequestState.WITHDRAWN: "civsam.claim.withdraw",
    RequestState.EXPIRED: "civsam.claim.expire",
}


def _sent_already(claimant: Any, key: uuid.UUID) -> Claim | None:
    found: Claim | None = Claim.objects.filter(key=key, claimant_id=claimant.pk).first()
    return found


def _texts(function: str, message: str) -> dict[str, str]:
    return {
        "function": texts.line("function", function, 60),
        "message": texts.lines("message", message),
    }


def _ask_address(claim: Claim) -> Claim:
    token = new_token()
    claim.state = RequestState.WAITING_ADDRESS
    claim.address = claim.actor.contact_email.lower()
    claim.token_hash = hash_token(token)
    claim.expires_at = timezone.now() + timedelta(days=ADDRESS_DAYS)
    claim.save()
    log(claim.actor, "civsam.claim.send", user=claim.claimant, data={"claim": claim.pk})
    notify(
        kind=RECEIPT,
        event=f"claim-{claim.pk}-asked",
        to=claim.address,
        letter=lambda: letters.address_question(claim, token),
    )
    _tell_claimant(claim, f"claim-{claim.pk}-sent", letters.claim_received, RECEIPT)
    return claim


def _locked(claim: Claim) -> Claim:
    lock(claim.actor_id)
    again: Claim = Claim.objects.select_for_update().get(pk=claim.pk)
    return again


def _give(
    claim: Claim, *, by: Any, role: Role, via: Via, until: date | None = None, note: str = ""
) -> Membership:
    return give_right(
        actor=claim.actor,
        user=claim.claimant,
        role=role,
        function=claim.function,
        via=via,
        valid_until=until or longest_until(today()),
        by=by,
        evidence=claim.evidence,
        note=note or (claim.address if via == Via.ADDRESS else ""),
        claim=claim,
    )


def _decide(claim: Claim, state: RequestState, by: Any) -> None:
    claim.state, claim.decided_at, claim.decided_by = state, timezone.now(), by
    claim.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    log(claim.actor, ACTIONS[state], user=by, data={"claim": claim.pk})


def _refuse(claim: Claim, by: Any, reason: str) -> Claim:
    claim.reason = texts.required_reason(reason)
    _decide(claim, RequestState.REFUSED, by=by)
    _tell_claimant(claim, f"claim-{claim.pk}-refused", letters.claim_refused)
    return claim


def _tell_claimant(claim: Claim, event: str, letter: Any, kind: Any = None) -> None:
    notify(
        kind=kind or letters.DECISION,
        event=event,
        to=claim.claimant,
        letter=lambda: letter(claim),
    )
