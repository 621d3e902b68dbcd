"""Who may report, decide, object and answer, and what a block stops. Every gate asks here."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from civsam_pages.arena.decisions import YES, Decision, no
from civsam_pages.arena.stops import Doing
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.policies import acts_for
from civsam_search.api import is_public

from . import things
from .models import Block, Matter, Objection, Ruling, hash_address
from .querysets import MODERATE
from .rules import REPORTS_A_MATTER, UNDOES, Act, MatterState


def may_do(doing: Doing, user: Any, actor_id: int | None, address: str) -> Decision:
    """Whether no block stops somebody from something today. This is what all rooms ask.

    An account that has been deleted is known again by its address.
    """
    whose = Q()
    for known in filter(None, (address, user.email if user else "")):
        whose |= Q(address_hash=hash_address(known)) | Q(user__email__iexact=known)
    if user is not None:
        whose |= Q(user=user)
    if actor_id is not None:
        whose |= Q(actor=actor_id)
    if not whose:
        return YES
    rows = Block.objects.in_force().filter(whose, **{f"stops_{doing.value}": True})
    block = rows.order_by("until").first()
    return no(_words(block)) if block else YES


def _words(block: Block) -> str:
    if block.until is None:
        days = _("until further notice")
    else:
        days = _("until %(day)s") % {"day": date_format(block.until, "j F Y")}
    if block.actor_id is not None:
        words = _(
            "The municipality has blocked the association %(days)s. Why, and how you object, "
            "stands under My pages."
        )
    else:
        words = _(
            "The municipality has blocked you %(days)s. Why, and how you object, stands under My "
            "pages and in the mail you got."
        )
    return words % {"days": days}


# --- reports --------------------------------------------------------------------------------------


def may_report(page: Any) -> Decision:
    """Whether a page can be reported: what everybody sees, and by everybody."""
    if not page.live or not is_public(page):
        return no(_("This is not published."))
    return YES


def may_add_report(matter: Matter) -> Decision:
    """Whether one more report says something new."""
    if matter.reports.count() >= REPORTS_A_MATTER:
        return no(_("Very many have reported this already, and we are looking at it."))
    return YES


# --- decisions ------------------------------------------------------------------------------------


def may_moderate(user: Any) -> Decision:
    """Whether somebody decides on what is reported, for the municipality."""
    if user.is_active and user.has_perm(MODERATE):
        return YES
    return no(_("Only the municipality decides on this."))


def may_decide(user: Any, matter: Matter) -> Decision:
    """Whether somebody decides in a matter: nobody on their own, or their association's."""
    if not (decision := may_moderate(user)):
        return decision
    for party in things.reported_in(matter).parties:
        if party.user is not None and party.user.pk == user.pk:
            return no(_("This is about you. A colleague decides on it."))
        if party.actor is not None and acts_for(user, party.actor, Role.EDITOR):
            return no(_("You act for this association. A colleague decides on it."))
    return YES


def may_rule(user: Any, matter: Matter, act: Act) -> Decision:
    """Whether somebody may decide just this now. An objection is answered first."""
    if not (decision := may_decide(user, matter)):
        return decision
    if matter.state == MatterState.OBJECTED:
        return no(_("There is an objection. Answer it: that decides."))
    page = matter.page
    if act == Act.DISMISS and matter.state != MatterState.OPEN:
        return no(_("This has been decided already."))
    if act == Act.UNPUBLISH and (page is None or not page.live):
        return no(_("The page is not published."))
    if act == Act.BLOCK and not things.targets_of(matter):
        return no(_("There is nobody to block."))
    if act in UNDOES:
        undone = standing(matter, UNDOES[act])
        return may_undo(undone) if undone else no(_("There is nothing to take back."))
    return YES


def standing(matter: Matter, act: Act) -> Ruling | None:
    """The decision of a kind that counts still, if there is one."""
    found: Ruling | None = matter.rulings.in_force().filter(act=act).first()
    return found


def may_undo(ruling: Ruling) -> Decision:
    """Whether a decision can be taken back as things are."""
    if ruling.is_undone:
        return no(_("There is nothing to take back."))
    if ruling.act != Act.UNPUBLISH:
        return YES
    page = ruling.matter.page
    if page is None or ruling.revision is None:
        return no(_("The page does not exist any more."))
    if page.live:
        return no(_("The page is published already."))
    if page.current_workflow_state is not None:
        return no(_("The association has sent the page again. Decide on that in its review."))
    return YES


# --- objections -----------------------------------------------------------------------------------


def may_object(ruling: Ruling) -> Decision:
    """Whether a decision can be objected to, by whom it concerns: once, within half a year."""
    if hasattr(ruling, "objection"):
        return no(_("An objection to this has been sent already."))
    if ruling.is_undone:
        return no(_("This decision has been taken back already."))
    if ruling.object_before <= timezone.now():
        return no(_("It is more than six months since this was decided. Write to us instead."))
    return YES


def may_answer(user: Any, objection: Objection) -> Decision:
    """Whether somebody may answer an objection: not whoever decided, if there is a colleague."""
    if not (decision := may_decide(user, objection.ruling.matter)):
        return decision
    if objection.answered_at is not None:
        return no(_("This has been answered already."))
    if objection.ruling.by_id == user.pk and _has_colleagues(user):
        return no(_("You made this decision. A colleague answers the objection."))
    return YES


def _has_colleagues(user: Any) -> bool:
    others = ModelBackend().with_perm(MODERATE, include_superusers=True).exclude(pk=user.pk)
    return bool(others.exists())
