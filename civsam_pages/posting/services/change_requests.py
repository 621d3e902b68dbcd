"""Fields of a profile that only the municipality changes: asked for, and decided."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena import stops
from civsam_pages.arena.decisions import allow
from civsam_pages.arena.stops import Doing
from civsam_pages.register.models import ActorPage
from civsam_pages.register.rules import LOCKED_FIELDS, clean_org_number

from .. import letters, policies, signals
from ..models import ChangeRequest
from ..pages import lock_page, review_of
from ..rules import ChangeState


def ask_for_locked(
    actor: ActorPage,
    locked: Mapping[str, tuple[str, str]],
    answers: Mapping[str, Mapping[str, Any]],
    by: Any,
) -> list[ChangeRequest]:
    """Ask the municipality for what was answered about locked fields, where it is new.

    `locked` says in which step and answer each field stands.
    """
    asked = []
    for field, (step, code) in locked.items():
        if code not in answers.get(step, {}):
            continue
        old, new = str(getattr(actor, field) or ""), clean(field, answers[step][code])
        if new != old and (new or field != "title"):
            asked.append(_ask(actor, field, old, new, answers[step].get("reason", ""), by))
    return asked


def clean(field: str, value: Any) -> str:
    """The value as the register writes it.

    Raises:
        ValidationError: of the field: it is no organisation number.
    """
    text = str(value or "").strip()
    if field != "org_number" or not text:
        return text
    try:
        return clean_org_number(text)
    except ValueError as error:
        raise ValidationError({field: str(error)}) from error


@transaction.atomic
def ask(*, actor: ActorPage, field: str, value: str, reason: str = "", by: Any) -> ChangeRequest:
    """Ask the municipality to change a locked field. A newer wish takes the place of an open one.

    Raises:
        PermissionDenied: `by` does not write for the actor, or the field is not locked.
    """
    allow(policies.may_write(by, actor))
    allow(stops.may(Doing.SEND, user=by, actor=actor))
    if field not in LOCKED_FIELDS:
        raise PermissionDenied(_("You change this yourself."))
    page = lock_page(actor.pk)
    return _ask(page, field, str(getattr(page, field) or ""), clean(field, value), reason, by)


@transaction.atomic
def withdraw(*, request: ChangeRequest, by: Any) -> ChangeRequest:
    """Take a wish back.

    Raises:
        PermissionDenied: `by` does not write for the actor, or it has been decided.
    """
    request = _lock(request)
    allow(policies.may_write(by, request.actor))
    return _settle(request, ChangeState.WITHDRAWN, by, "")


@transaction.atomic
def approve(*, request: ChangeRequest, by: Any, words: str = "") -> ChangeRequest:
    """Change the field on the actor's page, published at once.

    What is written on the page and not published gets the new value too and stays unpublished.

    Raises:
        PermissionDenied: `by` may not decide, somebody was first, or the profile is being
            reviewed.
    """
    page = lock_page(request.actor_id)
    request = _lock(request)
    allow(policies.may_decide_change(by, request))
    if review_of(page) is not None:
        raise PermissionDenied(_("The profile is being reviewed. Decide on that first."))
    request = _settle(request, ChangeState.APPROVED, by, words)
    _change(page, request.field, request.new_value, by)
    letters.tell_change(request)
    return request


@transaction.atomic
def refuse(*, request: ChangeRequest, by: Any, words: str) -> ChangeRequest:
    """Say no, with words to the association.

    Raises:
        PermissionDenied: `by` may not decide, somebody was first, or there are no words.
    """
    request = _lock(request)
    allow(policies.may_decide_change(by, request))
    if not words.strip():
        raise PermissionDenied(_("Write some words to the association."))
    request = _settle(request, ChangeState.REFUSED, by, words)
    letters.tell_change(request)
    return request


def _lock(request: ChangeRequest) -> ChangeRequest:
    found: ChangeRequest = ChangeRequest.objects.select_for_update().get(pk=request.pk)
    return found


def _settle(request: ChangeRequest, state: ChangeState, by: Any, words: str) -> ChangeRequest:
    if request.state != ChangeState.WAITING:
        raise PermissionDenied(_("This has been decided already."))
    request.state, request.words = state, words
    request.decided_by, request.decided_at = by, timezone.now()
    request.save(update_fields=["state", "words", "decided_by", "decided_at"])
    log(request.actor, f"civsam.change.{state}", user=by, data=_facts(request))
    return request


def _ask(actor: ActorPage, field: str, old: str, new: str, reason: str, by: Any) -> ChangeRequest:
    request, _created = ChangeRequest.objects.update_or_create(
        actor_id=actor.pk,
        field=field,
        state=ChangeState.WAITING,
        defaults={
            "old_value": old,
            "new_value": new,
            "reason": reason,
            "asked_by": by,
            "asked_at": timezone.now(),
        },
    )
    log(actor, "civsam.change.ask", user=by, data=_facts(request))
    letters.tell_change_asked(request)
    return request


def _facts(request: ChangeRequest) -> dict[str, Any]:
    return {"change": request.pk, "field": request.field}


def _change(page: ActorPage, field: str, value: str, by: Any) -> None:
    """The field alone, on what visitors see; what is written beside it stays unpublished."""
    unpublished = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    setattr(page, field, value)
    revision = page.save_revision(user=by, log_action=True)
    signals.told(revision)
    revision.publish(user=by, skip_permission_checks=True)
    if unpublished is not None:
        setattr(unpublished, field, value)
        unpublished.save_revision(user=by, log_action=True)
