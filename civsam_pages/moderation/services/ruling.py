"""The municipality decides on what is reported, and takes decisions back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.decisions import allow
from civsam_pages.arena.stops import Doing
from civsam_pages.arena.tokens import new_token
from civsam_pages.register.memberships import texts
from civsam_search.api import today

from .. import letters, policies, things
from ..models import Block, Matter, Ruling, hash_address
from ..rules import LAW_LENGTH, RESTRICTS, WORDS_LENGTH, Act, Ground, MatterState
from .reporting import touch


@dataclass(frozen=True, slots=True)
class Stop:
    """What a block stops whom from, and when. target: the `code` of one of the matter's."""

    target: str
    stops: tuple[Doing, ...]
    starts_on: date
    until: date | None = None


@transaction.atomic
def decide(
    *,
    matter: Matter,
    by: Any,
    act: Act,
    seen: int,
    words: str = "",
    note: str = "",
    ground: Ground | None = None,
    law: str = "",
    stop: Stop | None = None,
) -> Ruling:
    """Decide in a matter. `seen` is its version when `by` read it; `words` are to whom it concerns.

    Those whom it concerns are told the reasons, and reporters with an address what came of it.

    Raises:
        PermissionDenied: something has happened since `seen`, or `by` may not decide this now.
        ValidationError: reasons, ground or block are missing or wrong.
    """
    matter = Matter.objects.select_for_update(of=("self",)).get(pk=matter.pk)
    allow(policies.may_decide(by, matter))
    if seen != matter.version:
        raise PermissionDenied(_("Something has happened here since you opened it. Read it again."))
    allow(policies.may_rule(by, matter, act))
    ruling = Ruling(
        matter=matter,
        act=act,
        words=texts.lines("words", words, WORDS_LENGTH),
        note=texts.lines("note", note, WORDS_LENGTH),
        by=by,
    )
    if act in RESTRICTS:
        _ground(ruling, ground, law)
    _carry_out(ruling, stop)
    touch(matter, state=MatterState.DECIDED)
    letters.tell_ruling(ruling)
    return ruling


def take_back(ruling: Ruling, by: Any, words: str) -> Ruling:
    """Undo a decision after an objection, in the caller's transaction. The matter is locked.

    Raises:
        PermissionDenied: it cannot be taken back as things are.
    """
    allow(policies.may_undo(ruling))
    act = Act.RESTORE if ruling.act == Act.UNPUBLISH else Act.UNBLOCK
    back = Ruling(matter=ruling.matter, act=act, words=words, by=by)
    _undo(back, ruling)
    return back


def _carry_out(ruling: Ruling, stop: Stop | None) -> None:
    """Do what is decided, save it and log it."""
    match ruling.act:
        case Act.UNPUBLISH:
            _unpublish(ruling)
        case Act.BLOCK:
            _block(ruling, stop)
        case Act.RESTORE | Act.UNBLOCK:
            undone = Act.UNPUBLISH if ruling.act == Act.RESTORE else Act.BLOCK
            standing = policies.standing(ruling.matter, undone)
            assert standing is not None  # the policy has said so
            _undo(ruling, standing)
        case _:
            ruling.save()
            _log(ruling)


def _ground(ruling: Ruling, ground: Ground | None, law: str) -> None:
    """The reasons that article 17 asks for: which law or rule, and why it is broken."""
    wrong = {}
    if not ground:
        wrong["ground"] = _("Choose what the decision rests on.")
    ruling.ground = ground or ""
    ruling.law = texts.line("law", law, LAW_LENGTH)
    if not ruling.law:
        wrong["law"] = _("Write which law or which rule.")
    if not ruling.words:
        wrong["words"] = _("Write what in the text or the behaviour it is about, and why.")
    if wrong:
        raise ValidationError(wrong)


def _unpublish(ruling: Ruling) -> None:
    """Take the page down, and keep what was public: just that can be published again."""
    page = Page.objects.select_for_update().get(pk=ruling.matter.page_id).specific
    if not page.live:
        raise PermissionDenied(_("The page is not published."))
    ruling.revision = page.live_revision or page.save_revision(user=None, changed=False)
    ruling.actor = things.owner_of(page)
    if letters.contact_of(ruling):  # nobody acts for it here: its address gets a link of its own
        ruling.nonce = new_token()[:22]
    page.unpublish()  # with a user, Wagtail asks for the right to publish in that section
    ruling.save()
    _log(ruling)


def _block(ruling: Ruling, stop: Stop | None) -> None:
    """Stop somebody. A block that they have already in this matter is replaced by this one."""
    targets = {target.code: target for target in things.targets_of(ruling.matter)}
    found = targets.get(stop.target) if stop else None
    if stop is None or found is None:
        raise ValidationError({"target": _("Choose whom to block.")})
    if not stop.stops:
        raise ValidationError({"stops": _("Choose what the block stops.")})
    if stop.until is not None and stop.until < max(stop.starts_on, today()):
        raise ValidationError({"until": _("The last day is before the first one, or has passed.")})
    party = found.party
    ruling.user, ruling.actor = party.user, party.actor
    ruling.nonce = new_token()[:22] if party.address else ""
    ruling.save()
    before = Block.objects.in_force().filter(ruling__matter=ruling.matter)
    same = before.filter(
        user=party.user,
        actor=party.actor,
        address_hash=hash_address(party.address) if party.address else "",
    )
    same.update(ended_at=timezone.now())
    Block.objects.create(
        ruling=ruling,
        user=party.user,
        actor=party.actor,
        address_hash=hash_address(party.address) if party.address else "",
        starts_on=stop.starts_on,
        until=stop.until,
        **{f"stops_{doing.value}": doing in stop.stops for doing in Doing},
    )
    _log(ruling)


def _undo(ruling: Ruling, undone: Ruling) -> None:
    """Publish again what was public, or end a block."""
    if undone.act == Act.UNPUBLISH:
        undone.matter.page = Page.objects.select_for_update().get(pk=undone.matter.page_id)
        allow(policies.may_undo(undone))
        revision = undone.revision
        assert revision is not None  # the policy has said so
        revision.civsam_told = True  # by a letter of its own
        revision.publish(user=ruling.by, skip_permission_checks=True)
    else:
        Block.objects.filter(ruling=undone).update(ended_at=timezone.now())
    ruling.undoes = undone
    ruling.user, ruling.actor = undone.user, undone.actor
    ruling.save()
    _log(ruling)


def _log(ruling: Ruling) -> None:
    """In the matter's log; and in the page's own history, in a word without the reasons."""
    action = f"civsam.moderation.{ruling.act}"
    log(ruling.matter, action, user=ruling.by, data={"ruling": ruling.pk})
    if ruling.act in (Act.UNPUBLISH, Act.RESTORE):
        log(ruling.matter.page.specific, action, user=ruling.by, data={"ruling": ruling.pk})
