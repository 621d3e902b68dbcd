"""Whom a decision concerns says that it is wrong; a colleague of who decided looks at it again."""

import uuid
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.register.memberships import texts

from .. import letters, policies
from ..models import SALT, Matter, Objection, Ruling
from ..rules import WORDS_LENGTH, MatterState, Outcome
from .reporting import touch
from .ruling import take_back


def find_by_link(token: str) -> Ruling | None:
    """The decision that somebody without an account reads by the link of the mail."""
    try:
        pk, nonce = signing.loads(token, salt=f"{SALT}.link")
    except (signing.BadSignature, TypeError, ValueError):
        return None
    rows = Ruling.objects.filter(pk=pk, nonce=nonce).exclude(nonce="")
    found: Ruling | None = rows.select_related("matter", "block").first()
    return found


@transaction.atomic
def send(
    *, ruling: Ruling, text: str, key: uuid.UUID, by: Any = None, token: str = ""
) -> Objection:
    """Object to a decision, as somebody whom it concerns. Without an account, by the `token`.

    The same `key` twice is one objection and one mail to each.

    Raises:
        PermissionDenied: it does not concern `by`, has been objected to, or is too old.
        ValidationError: of the text.
    """
    matter = _locked(ruling.matter_id)
    ruling = Ruling.objects.select_related("matter").get(pk=ruling.pk)
    again: Objection | None = Objection.objects.filter(ruling=ruling, key=key).first()
    if again is not None:
        return again
    _concerns(ruling, by, token)
    allow(policies.may_object(ruling))
    written = texts.lines("text", text, WORDS_LENGTH)
    if not written:
        raise ValidationError({"text": _("Write why you think that the decision is wrong.")})
    objection: Objection = Objection.objects.create(ruling=ruling, key=key, text=written, by=by)
    touch(matter, state=MatterState.OBJECTED)
    log(matter, "civsam.moderation.object", user=by, data={"ruling": ruling.pk})
    letters.tell_objection(objection)
    return objection


@transaction.atomic
def answer(*, objection: Objection, by: Any, outcome: Outcome, words: str, seen: int) -> Objection:
    """Let a decision stand, or take it back. `words` tell why.

    Raises:
        PermissionDenied: a colleague was first, something has happened since `seen`, or `by` may
            not answer, or the decision cannot be taken back as things are.
        ValidationError: words are missing.
    """
    matter = _locked(objection.ruling.matter_id)
    objection = Objection.objects.select_related("ruling__matter__page").get(pk=objection.pk)
    allow(policies.may_answer(by, objection))
    if seen != matter.version:
        raise PermissionDenied(_("Something has happened here since you opened it. Read it again."))
    text = texts.lines("words", words, WORDS_LENGTH)
    if not text:
        raise ValidationError({"words": _("Write why, so that the person understands it.")})
    if outcome == Outcome.CHANGED:
        take_back(objection.ruling, by, text)
    objection.outcome, objection.words = outcome, text
    objection.answered_by, objection.answered_at = by, timezone.now()
    objection.save(update_fields=["outcome", "words", "answered_by", "answered_at"])
    more = Objection.objects.filter(ruling__matter=matter, answered_at=None).exists()
    touch(matter, state=MatterState.OBJECTED if more else MatterState.DECIDED)
    log(matter, f"civsam.moderation.{outcome}", user=by, data={"ruling": objection.ruling_id})
    letters.tell_answer(objection)
    return objection


def _locked(pk: int) -> Matter:
    matter: Matter = Matter.objects.select_for_update(of=("self",)).get(pk=pk)
    return matter


def _concerns(ruling: Ruling, by: Any, token: str) -> None:
    if by is not None:
        found = Ruling.objects.concerning(by).filter(pk=ruling.pk).exists()
    else:
        shown = find_by_link(token)
        found = shown is not None and shown.pk == ruling.pk
    if not found:
        raise PermissionDenied(_("You may not see this."))
