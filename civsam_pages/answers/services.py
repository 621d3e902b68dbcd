"""Every write of an answer: one function, one transaction, one log entry."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.arena.tokens import hash_token, new_token
from civsam_pages.register.memberships import texts
from civsam_search.api import reindex

from . import hooks, letters, policies
from .models import (
    SALT,
    Answer,
    BlockedSender,
    Message,
    hash_address,
)
from .rules import (
    CONFIRM_DAYS,
    DECISIONS,
    FORGOTTEN_AFTER,
    MESSAGE_LENGTH,
    NAME_LENGTH,
    AnswerState,
    Side,
)


@transaction.atomic
def send(
    *,
    page: Any,
    kind: str,
    message: str,
    key: uuid.UUID,
    by: Any,
    ask: str = "",
    actor: Any = None,
) -> Answer:
    """Answer a page as somebody who is logged in, for themselves or for `actor`.

    The same `key` twice gives the same answer, and one mail.

    Raises:
        PermissionDenied: `by` may not answer this, or has done so already.
        ValidationError: of the message.
    """
    if again := _sent_already(key, sender=by):
        return again
    allow(policies.may_answer(by, page, kind, actor))
    text = texts.lines("message", message, MESSAGE_LENGTH)
    answer = _draft(page, kind, ask, key)
    answer.sender, answer.sender_actor = by, actor
    if not _saved(answer):
        return _again(key, sender=by)
    first = _say(answer, Side.SENDER, text, key, by)
    _log(answer, "civsam.answer.send", by)
    letters.tell_owner(answer, first, f"answer-{answer.pk}-sent")
    _count_again(answer)
    return answer


@transaction.atomic
def send_from_address(
    *,
    page: Any,
    kind: str,
    message: str,
    key: uuid.UUID,
    name: str,
    email: str,
    visitor: Any,
    ask: str = "",
) -> Answer:
    """Keep the answer of a visitor, and ask the address if it is theirs. Nobody else sees it yet.

    Raises:
        PermissionDenied: the page takes no such answer, or too many mails wait.
        ValidationError: of the name or the message.
    """
    email = email.lower()
    if again := _sent_already(key, email=email):
        return again
    allow(policies.may_answer(visitor, page, kind))
    allow(policies.may_ask_address(email, page))
    name = texts.line("name", name, NAME_LENGTH, required=True)
    text = _required(texts.lines("message", message, MESSAGE_LENGTH))
    token = new_token()
    answer = _draft(page, kind, ask, key)
    answer.state = AnswerState.UNCONFIRMED
    answer.name, answer.email = name, email
    answer.token_hash = hash_token(token)
    answer.expires_at = timezone.now() + timedelta(days=CONFIRM_DAYS)
    if not _saved(answer):
        return _again(key, email=email)
    _say(answer, Side.SENDER, text, key, None)
    letters.tell_confirm(answer, token, text)
    return answer


def find_by_token(token: str) -> Answer | None:
    """The answer that the link of a confirmation mail is about."""
    found: Answer | None = Answer.objects.filter(token_hash=hash_token(token)).first()
    return found


def find_by_link(token: str) -> Answer | None:
    """The answer that somebody without an account follows by their own link."""
    try:
        pk, nonce = signing.loads(token, salt=f"{SALT}.link")
    except (signing.BadSignature, TypeError, ValueError):
        return None
    rows = Answer.objects.confirmed().filter(pk=pk, nonce=nonce, sender=None)
    found: Answer | None = rows.exclude(nonce="").first()
    return found


@transaction.atomic
def confirm(*, token: str) -> Answer:
    """Send the answer to the owner, now that its address is known to be the sender's.

    Raises:
        PermissionDenied: there is no such answer, the link is too old, or the owner has blocked
            the address. What is confirmed already stays so, and no second mail is sent.
    """
    rows = Answer.objects.select_for_update().filter(token_hash=hash_token(token))
    answer: Answer | None = rows.first()
    if answer is None:
        raise PermissionDenied(_("This link no longer works. Answer once more."))
    if answer.state != AnswerState.UNCONFIRMED:
        return answer
    allow(policies.may_confirm(answer))
    answer.state, answer.nonce = AnswerState.NEW, new_token()[:22]
    answer.latest_at = timezone.now()
    answer.save(update_fields=["state", "nonce", "latest_at"])
    _log(answer, "civsam.answer.send", None)
    letters.tell_owner(answer, answer.messages.first(), f"answer-{answer.pk}-sent")
    letters.tell_receipt(answer)
    _count_again(answer)
    return answer


@transaction.atomic
def write(
    *,
    answer: Answer,
    message: str,
    key: uuid.UUID,
    by: Any = None,
    side: Side | None = None,
    token: str = "",
) -> Message:
    """Say something to the other side. Without an account the sender shows the link's `token`.

    Whoever acts for both sides tells by `side` for which of them they write.

    The owner's first words make a new answer an answered one.

    Raises:
        PermissionDenied: neither side's, the conversation is over, or the sender is blocked.
        ValidationError: of the message.
    """
    answer = _locked(answer)
    side = _side(answer, by, side, token)
    said = answer.messages.filter(key=key, side=side).first() if side else None
    if said:
        return said
    allow(policies.may_write(side, answer, by))
    assert side is not None
    text = _required(texts.lines("message", message, MESSAGE_LENGTH))
    words = _say(answer, side, text, key, by)
    if side == Side.OWNER and answer.state == AnswerState.NEW:
        answer.state = AnswerState.ANSWERED
    answer.latest_at = timezone.now()
    answer.save(update_fields=["state", "latest_at"])
    _log(answer, "civsam.answer.write", by)
    letters.tell_message(answer, words)
    return words


@transaction.atomic
def settle(
    *,
    answer: Answer,
    by: Any,
    to_state: AnswerState,
    message: str = "",
    shares_address: bool = False,
    key: uuid.UUID | None = None,
) -> Answer:
    """Agree to or decline an answer, with some words to its sender.

    When both have agreed the owner sees the sender's address. The sender sees that of `by` only
    if `shares_address`.

    Raises:
        PermissionDenied: `by` is not on the owner's side, or the answer is settled already.
        ValidationError: of the message.
    """
    answer = _locked(answer)
    if to_state not in DECISIONS:
        raise PermissionDenied
    allow(policies.may_settle(by, answer, to_state))
    text = texts.lines("message", message, MESSAGE_LENGTH)
    words = _say(answer, Side.OWNER, text, key or uuid.uuid4(), by) if text else None
    answer.state, answer.settled_by = to_state, by
    if shares_address and to_state == AnswerState.AGREED:
        answer.shared_address = by.email
    answer.latest_at = timezone.now()
    answer.save(update_fields=["state", "settled_by", "shared_address", "latest_at"])
    _log(answer, "civsam.answer.settle", by, {"state": to_state})
    letters.tell_sender(
        answer,
        f"answer-{answer.pk}-{to_state}",
        lambda path: letters.settled(answer, words, path),
    )
    return answer


@transaction.atomic
def block(*, answer: Answer, by: Any) -> BlockedSender:
    """Take no more answers and messages from a sender. The sender is told when they write.

    Raises:
        PermissionDenied: `by` is not on the owner's side.
    """
    allow(policies.may_handle(by, answer))
    row, created = BlockedSender.objects.get_or_create(
        owner=answer.owner,
        address_hash=hash_address(answer.sender_address),
        defaults={"blocked_by": by},
    )
    if created:
        _log(answer, "civsam.answer.block", by)
    return row


@transaction.atomic
def unblock(*, answer: Answer, by: Any) -> None:
    """Take answers from a sender again.

    Raises:
        PermissionDenied: `by` is not on the owner's side.
    """
    allow(policies.may_handle(by, answer))
    rows = BlockedSender.objects.filter(
        owner=answer.owner, address_hash=hash_address(answer.sender_address)
    )
    if rows.delete()[0]:
        _log(answer, "civsam.answer.unblock", by)


@transaction.atomic
def report(
    *, answer: Answer, by: Any = None, side: Side | None = None, token: str = "", **what: Any
) -> None:
    """Let those who moderate the site know what the other side has written.

    `what` is what their form asks for. Without an account the sender shows the link's `token`.

    Raises:
        PermissionDenied: neither side's, or nobody takes reports.
        ValidationError: of the words.
    """
    allow(policies.may_report(_side(answer, by, side, token), answer))
    hooks.report(answer, answer.title, by, **what)
    _log(answer, "civsam.answer.report", by)


def tidy() -> None:
    """Throw away what nobody confirmed in time, and conversations that ended long ago."""
    now = timezone.now()
    Answer.objects.filter(state=AnswerState.UNCONFIRMED, expires_at__lte=now).delete()
    Answer.objects.filter(latest_at__lte=now - FORGOTTEN_AFTER).delete()


@transaction.atomic
def erase(user: Any) -> None:
    """Let go of a person who deletes the account: their own answers go, with what was said.

    What they sent and wrote for an association stays with it, without their name.
    """
    own = Answer.objects.filter(sender=user, sender_actor=None)
    pages = [pk for pk in own.values_list("page", flat=True) if pk]
    own.delete()
    Answer.objects.filter(email=user.email.lower()).delete()
    Answer.objects.filter(sender=user).update(sender=None)
    Answer.objects.filter(shared_address__iexact=user.email).update(shared_address="")
    Answer.objects.filter(settled_by=user).update(settled_by=None)
    Message.objects.filter(author=user).update(author=None)
    BlockedSender.objects.filter(blocked_by=user).update(blocked_by=None)
    transaction.on_commit(partial(reindex, pages), robust=True)


# --- the parts of them --------------------------------------------------------------------------


def _draft(page: Any, kind: str, ask: str, key: uuid.UUID) -> Answer:
    return Answer(
        key=key,
        page_id=page.pk,
        title=page.title,
        owner=page.owner_actor,
        kind=kind,
        ask=texts.line("ask", ask, 120),
    )


def _saved(answer: Answer) -> bool:
    """Whether it could be saved; not where the same form was sent at the same moment."""
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError:
        return False
    return True


def _sent_already(key: uuid.UUID, **sender: Any) -> Answer | None:
    found: Answer | None = Answer.objects.filter(key=key, **sender).first()
    return found


def _again(key: uuid.UUID, **sender: Any) -> Answer:
    found = _sent_already(key, **sender)
    if found is None:
        raise PermissionDenied(_("Something went wrong. Press the button once more."))
    return found


def _say(answer: Answer, side: Side, text: str, key: uuid.UUID, by: Any) -> Message:
    said: Message = Message.objects.create(answer=answer, side=side, text=text, key=key, author=by)
    return said


def _locked(answer: Answer) -> Answer:
    again: Answer = Answer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    return again


def _side(answer: Answer, by: Any, side: Side | None, token: str) -> Side | None:
    if by is not None:
        own = policies.sides_of(by, answer)
        return next((one for one in own if side in (None, one)), None)
    followed = find_by_link(token)
    return Side.SENDER if followed is not None and followed.pk == answer.pk else None


def _required(text: str) -> str:
    if not text:
        words = _("Write a message. A few words are enough.")
        raise ValidationError({"message": ValidationError(words, code="required")})
    return text


def _log(answer: Answer, action: str, by: Any, data: dict[str, Any] | None = None) -> None:
    log(answer, action, user=by, data=data or {})


def _count_again(answer: Answer) -> None:
    """Let the page's card say how many have answered."""
    if answer.page_id:
        transaction.on_commit(partial(reindex, [answer.page_id]), robust=True)
