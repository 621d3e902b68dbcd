"""Who may answer, read, write, decide and block. Every gate, template and test asks here."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from civsam_pages.arena import stops
from civsam_pages.arena.decisions import YES, Decision, no
from civsam_pages.arena.stops import Doing
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.policies import acts_for
from civsam_search.api import is_public

from . import hooks
from .models import Answer, BlockedSender, hash_address
from .rules import (
    ANSWERS_A_DAY,
    MESSAGES_AN_HOUR,
    TO_INITIATIVE,
    TO_NEED,
    UNCONFIRMED_A_PAGE,
    UNCONFIRMED_AN_ADDRESS,
    AnswerKind,
    AnswerState,
    Side,
    can_move,
)

NEED, INITIATIVE = "civsam_needs.NeedPage", "civsam_initiatives.InitiativePage"


def kinds_for(page: Any) -> tuple[AnswerKind, ...]:
    """What one may answer a page: nothing but a need or an initiative, and less when it is over."""
    if page._meta.label == NEED:
        return (AnswerKind.SAME,) if page.has_ended else TO_NEED
    if page._meta.label == INITIATIVE:
        return (AnswerKind.MORE,) if page.phase == "ended" else TO_INITIATIVE
    return ()


def may_answer(user: Any, page: Any, kind: str, actor: Any = None) -> Decision:
    """Whether somebody may answer a page, for themselves or for an actor that they act for.

    A visitor without an account may too; their address is confirmed first.
    """
    if not page.live or not is_public(page):
        return no(_("This is not published."))
    if kind not in kinds_for(page):
        return no(_("This does not take such an answer any more."))
    if not user.is_authenticated:
        return YES
    if not user.is_active:
        return no(_("Log in first."))
    if actor is not None and not (decision := acts_for(user, actor, Role.EDITOR)):
        return decision
    if page.owner_actor_id and acts_for(user, page.owner_actor_id, Role.EDITOR):
        return no(_("This is your own. Others answer it."))
    if not (decision := stops.may(Doing.ANSWER, user=user, actor=actor)):
        return decision
    if is_blocked(page.owner_actor_id, user.email):
        return no(blocked_words())
    return _may_answer_more(user, page, actor)


def _may_answer_more(user: Any, page: Any, actor: Any) -> Decision:
    own = Answer.objects.open().filter(page=page.pk, sender_actor=actor)
    if (own if actor else own.filter(sender=user)).exists():
        return no(_("You have answered this already. Go on in that conversation."))
    lately = Answer.objects.filter(sender=user, created_at__gt=_ago(hours=24))
    if lately.count() >= ANSWERS_A_DAY:
        return no(_("You have answered a lot today. Come back tomorrow."))
    return YES


def may_ask_address(address: str, page: Any) -> Decision:
    """Whether one more mail may be sent to an address to have it confirmed."""
    if not (decision := stops.may(Doing.ANSWER, address=address)):
        return decision
    waiting = Answer.objects.filter(state=AnswerState.UNCONFIRMED)
    mine = waiting.filter(email=address.lower(), expires_at__gt=timezone.now())
    if mine.count() >= UNCONFIRMED_AN_ADDRESS:
        return no(_("We have sent several mails to this address already. Open one of them."))
    if waiting.filter(page=page.pk, created_at__gt=_ago(hours=1)).count() >= UNCONFIRMED_A_PAGE:
        return no(_("Very many answer just now. Try again in an hour, or log in."))
    return YES


def may_confirm(answer: Answer) -> Decision:
    """Whether the link of the mail still makes the answer known to the owner."""
    if answer.state != AnswerState.UNCONFIRMED:
        return no(_("This has been confirmed already."))
    if answer.expires_at is None or answer.expires_at <= timezone.now():
        return no(_("The link is older than three days. Answer once more."))
    if is_blocked(answer.owner_id, answer.email):
        return no(blocked_words())
    return stops.may(Doing.ANSWER, address=answer.email)


def sides_of(user: Any, answer: Answer) -> list[Side]:
    """On which sides of a conversation somebody is: on both, who acts for both associations."""
    sides = ((Side.SENDER, Answer.objects.sent_by), (Side.OWNER, Answer.objects.received_by))
    return [side for side, rows in sides if rows(user).filter(pk=answer.pk).exists()]


def may_write(side: Side | None, answer: Answer, by: Any = None) -> Decision:
    """Whether a side may say something now, through `by` if it has an account."""
    if side is None:
        return no(_("You may not see this."))
    if not answer.is_open:
        return no(_("This conversation is over."))
    if not (decision := _may_speak(side, answer, by)):
        return decision
    if side == Side.SENDER and is_blocked(answer.owner_id, answer.sender_address):
        return no(blocked_words())
    said = answer.messages.filter(side=side, created_at__gt=_ago(hours=1))
    if said.count() >= MESSAGES_AN_HOUR:
        return no(_("You have written a lot. Wait an hour."))
    return YES


def _may_speak(side: Side, answer: Answer, by: Any) -> Decision:
    """Whether the municipality lets a side write to the other."""
    if side == Side.OWNER:
        return stops.may(Doing.ANSWER, user=by, actor=answer.owner_id)
    if by is None:
        return stops.may(Doing.ANSWER, address=answer.email)
    return stops.may(Doing.ANSWER, user=by, actor=answer.sender_actor_id)


def may_settle(user: Any, answer: Answer, to_state: AnswerState) -> Decision:
    """Whether somebody may agree or decline: the owner's side, and nobody on their own answer."""
    if not (decision := may_handle(user, answer)):
        return decision
    if not can_move(AnswerState(answer.state), to_state):
        return no(_("This answer is already settled."))
    return stops.may(Doing.ANSWER, user=user, actor=answer.owner_id)


def may_handle(user: Any, answer: Answer) -> Decision:
    """Whether somebody is on the owner's side: who may block, too."""
    if answer.sender_id == user.pk or Side.OWNER not in sides_of(user, answer):
        return no(_("Only the owner decides."))
    return YES


def may_report(side: Side | None, answer: Answer) -> Decision:
    """Whether a side may report what the other has written: where somebody takes reports."""
    if side is None or answer.state == AnswerState.UNCONFIRMED:
        return no(_("You may not see this."))
    if not hooks.takes_reports():
        return no(_("There is nobody to report to here."))
    return YES


def may_make_initiative(user: Any, answer: Answer) -> Decision:
    """Whether an initiative may be made of an answer to a need that both have agreed on."""
    if not (decision := may_handle(user, answer)):
        return decision
    if answer.state != AnswerState.AGREED:
        return no(_("Agree first, and make an initiative of it then."))
    page = answer.page.specific if answer.page else None
    if page is None or page._meta.label != NEED:
        return no(_("Only an answer to a need becomes an initiative."))
    if not hooks.has_initiatives():
        return no(_("This site has no initiatives."))
    if Answer.objects.filter(page=answer.page_id, initiative__isnull=False).exists():
        return no(_("An initiative has been made of this need already."))
    return YES


def is_blocked(owner_id: int | None, address: str) -> bool:
    """Whether an owner takes no more answers from an address."""
    rows = BlockedSender.objects.filter(owner=owner_id, address_hash=hash_address(address))
    return bool(rows.exists())


def blocked_words() -> str:
    return _("They do not take any more messages from you. Is it wrong? Write to the municipality.")


def _ago(**span: int) -> Any:
    return timezone.now() - timedelta(**span)
