"""Somebody proposes an actor that is not in the register: networks and groups too."""

import uuid
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.notifications.letters import RECEIPT
from civsam_pages.notifications.services import notify
from civsam_search.api import today

from ...fields import parse_org_number
from ...models import ActorPage, RegisterPage
from ...rules import ActorKind
from .. import letters, policies, texts
from ..models import ActorProposal
from ..rules import OPEN_PROPOSALS_PER_PERSON, RequestState, Role, Via, longest_until
from .evidence import kept
from .granting import give_right


@transaction.atomic
def propose(
    *,
    proposer: Any,
    name: str,
    kind: str,
    org_number: str,
    summary: str,
    contact_email: str,
    function: str = "",
    message: str = "",
    file: File[bytes] | None = None,
    key: uuid.UUID,
) -> ActorProposal:
    """Propose an actor; who proposes it becomes its administrator if it is approved.

    The same `key` twice gives the same proposal back.

    Raises:
        PermissionDenied: the person is not logged in, or has many proposals waiting.
        ValidationError: of the field that is wrong; of `org_number` with the code ``exists``
            where an actor in the register has it.
    """
    allow(policies.may_propose(proposer))
    # Two clicks wait for each other: the second finds what the first has written.
    get_user_model()._default_manager.select_for_update().get(pk=proposer.pk)
    found: ActorProposal | None = ActorProposal.objects.filter(key=key, proposer=proposer).first()
    if found is not None:
        return found
    waiting = ActorProposal.objects.filter(proposer=proposer, state=RequestState.WAITING_STAFF)
    if waiting.count() >= OPEN_PROPOSALS_PER_PERSON:
        raise PermissionDenied(_("Several of your proposals wait already. Come back later."))
    proposal = ActorProposal(
        proposer=proposer,
        key=key,
        state=RequestState.WAITING_STAFF,
        **_checked(
            name=name,
            kind=kind,
            org_number=org_number,
            summary=summary,
            contact_email=contact_email,
            function=function,
            message=message,
        ),
    )
    with kept(file, by=proposer) as evidence:
        proposal.evidence = evidence
        proposal.save()
        log(proposal, "civsam.proposal.send", user=proposer)
        event = f"proposal-{proposal.pk}-sent"
        notify(
            kind=RECEIPT,
            event=event,
            to=proposer,
            letter=lambda: letters.proposal_received(proposal),
        )
        letters.tell_deciders(event, lambda: letters.proposal_for_staff(proposal))
    return proposal


@transaction.atomic
def approve(
    *, proposal: ActorProposal, by: Any, register_page: RegisterPage, note: str = ""
) -> ActorProposal:
    """Publish the actor's page in a register, and make its proposer its administrator.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: an actor has got its organisation number since, or a field is wrong.
    """
    proposal = _locked(proposal)
    allow(policies.may_decide_on(by, proposal, RequestState.APPROVED))
    _refuse_known_number(proposal.org_number)
    page = _publish(proposal, by, register_page)
    if proposal.evidence is not None:
        proposal.evidence.actor = page
        proposal.evidence.save(update_fields=["actor"])
    right = give_right(
        actor=page,
        user=proposal.proposer,
        role=Role.ADMIN,
        function=proposal.function,
        via=Via.PROPOSAL,
        valid_until=longest_until(today()),
        by=by,
        evidence=proposal.evidence,
        note=texts.line("note", note, 250),
        proposal=proposal,
    )
    proposal.actor = page
    _decide(proposal, RequestState.APPROVED, by)
    _tell(proposal, "approved", lambda: letters.proposal_approved(proposal, right))
    return proposal


@transaction.atomic
def refuse(*, proposal: ActorProposal, by: Any, reason: str) -> ActorProposal:
    """Say no, with a reason that the person gets to read.

    Raises:
        PermissionDenied: `by` does not decide for the municipality, or it is decided already.
        ValidationError: no reason is given.
    """
    proposal = _locked(proposal)
    allow(policies.may_decide_on(by, proposal, RequestState.REFUSED))
    proposal.reason = texts.required_reason(reason)
    _decide(proposal, RequestState.REFUSED, by)
    _tell(proposal, "refused", lambda: letters.proposal_refused(proposal))
    return proposal


@transaction.atomic
def withdraw(*, proposal: ActorProposal, by: Any) -> ActorProposal:
    """Take back what one has proposed.

    Raises:
        PermissionDenied: somebody else proposed it, or it is decided already.
    """
    proposal = _locked(proposal)
    allow(policies.may_withdraw(by, proposal))
    _decide(proposal, RequestState.WITHDRAWN, by)
    return proposal


ACTIONS = {
    RequestState.APPROVED: "civsam.proposal.approve",
    RequestState.REFUSED: "civsam.proposal.refuse",
    RequestState.WITHDRAWN: "civsam.proposal.withdraw",
}


def _locked(proposal: ActorProposal) -> ActorProposal:
    again: ActorProposal = ActorProposal.objects.select_for_update().get(pk=proposal.pk)
    return again


def _checked(
    *,
    name: str,
    kind: str,
    org_number: str,
    summary: str,
    contact_email: str,
    function: str,
    message: str,
) -> dict[str, str]:
    fields = {
        "name": texts.line("name", name, 150, required=True),
        "summary": texts.line("summary", summary, 300, required=True),
        "function": texts.line("function", function, 60),
        "message": texts.lines("message", message),
        "contact_email": contact_email.strip().lower(),
        "kind": kind,
    }
    if kind not in ActorKind.values or kind == ActorKind.MUNICIPAL_UNIT:
        text = _("Choose what you are.")
        raise ValidationError({"kind": ValidationError(text, code="invalid_choice")})
    if fields["contact_email"]:
        try:
            validate_email(fields["contact_email"])
        except ValidationError as error:
            raise ValidationError({"contact_email": error}) from None
    try:
        fields["org_number"] = parse_org_number(org_number or "")
    except ValidationError as error:
        raise ValidationError({"org_number": error}) from None
    _refuse_known_number(fields["org_number"])
    return fields


def _refuse_known_number(org_number: str) -> None:
    known = ActorPage.objects.live().filter(org_number=org_number).first() if org_number else None
    if known is not None:
        text = _("%(actor)s has this number and is in the register. Ask to act for it instead.")
        error = ValidationError(text, code="exists", params={"actor": known.title})
        raise ValidationError({"org_number": error})


def _publish(proposal: ActorProposal, by: Any, register_page: RegisterPage) -> ActorPage:
    """The page of the proposed actor, published with its first revision."""
    # Paths in the tree are given out by the parent: two at once would get the same.
    register: RegisterPage = RegisterPage.objects.select_for_update().get(pk=register_page.pk)
    page = ActorPage(
        title=proposal.name,
        slug=_free_slug(register, proposal.name),
        kind=proposal.kind,
        org_number=proposal.org_number,
        summary=proposal.summary,
        contact_email=proposal.contact_email,
        registered_year=today().year,
        last_confirmed_at=today(),
        live=False,
        owner=by,
    )
    register.add_child(instance=page)
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
    published: ActorPage = ActorPage.objects.get(pk=page.pk)
    return published


def _free_slug(register: RegisterPage, name: str) -> str:
    """A slug that no other page of the register has: the name, or the name and a number."""
    base = slugify(name)[:80].strip("-") or "aktor"
    taken = set(register.get_children().values_list("slug", flat=True))
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _decide(proposal: ActorProposal, state: RequestState, by: Any) -> None:
    proposal.state, proposal.decided_at, proposal.decided_by = state, timezone.now(), by
    proposal.save(update_fields=["state", "decided_at", "decided_by", "reason", "actor"])
    log(proposal, ACTIONS[state], user=by)


def _tell(proposal: ActorProposal, what: str, letter: Any) -> None:
    notify(
        kind=letters.DECISION,
        event=f"proposal-{proposal.pk}-{what}",
        to=proposal.proposer,
        letter=letter,
    )
