"""What a report is about, whatever it is: a page, an account, or another room's row."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from civsam_pages.arena.reporting import Party, Reported, describe
from civsam_pages.register.memberships.letters.shared import called, signed
from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.models import ActorPage
from civsam_search.api import today

from .models import Block, Matter, hash_address

WRITERS = 5  # of a page, the latest


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody who may be blocked: `code` stands in the form."""

    code: str
    label: str
    party: Party
    block: Block | None = None


def owner_of(page: Any) -> ActorPage | None:
    """The actor that answers for a page; an actor answers for its own."""
    if isinstance(page, ActorPage):
        return page
    owner: ActorPage | None = getattr(page, "owner_actor", None)
    return owner


def reported_in(matter: Matter) -> Reported:
    """What those who moderate see of a matter's thing; little, where it has been deleted."""
    if matter.page is not None:
        return Reported(matter.title, tuple(_behind(matter.page.specific)))
    thing = matter.thing
    if isinstance(thing, get_user_model()):
        return Reported(matter.title, (Party(user=thing),))
    found = describe(thing) if thing is not None else None
    return found or Reported(matter.title)


def targets_of(matter: Matter) -> list[Target]:
    """Whom a decision in this matter may block, with the block that they have already."""
    found: dict[str, Target] = {}
    for party in reported_in(matter).parties:
        for target in _targets(party):
            found.setdefault(target.code, target)
    return list(found.values())


def _behind(page: Any) -> list[Party]:
    """Who is behind a page: its actor, and the people who wrote it for the actor."""
    owner = owner_of(page)
    if owner is None or owner.is_municipal:
        return []
    members = Membership.objects.filter(actor=owner).values("user")
    written = page.revisions.filter(user__in=members).order_by("-created_at")
    writers = dict.fromkeys(revision.user for revision in written.select_related("user")[:30])
    return [Party(actor=owner), *(Party(user=user) for user in list(writers)[:WRITERS])]


def _targets(party: Party) -> list[Target]:
    rows, found = Block.objects.in_force().select_related("ruling"), []
    if party.user is not None and party.user.is_active:
        block = rows.filter(user=party.user).first()
        label = _("The account of %(name)s") % {"name": signed(party.user)}
        found.append(Target(f"user-{party.user.pk}", label, Party(user=party.user), block))
    if party.actor is not None and not party.actor.is_municipal:
        block = rows.filter(actor=party.actor).first()
        label = _("The actor %(name)s, whoever acts for it") % {"name": party.actor.title}
        found.append(Target(f"actor-{party.actor.pk}", label, Party(actor=party.actor), block))
    if party.address and party.user is None:
        block = rows.filter(address_hash=hash_address(party.address)).first()
        label = _("The e-mail address %(address)s") % {"address": party.address}
        found.append(Target("address", label, Party(address=party.address), block))
    return found


def days_of(block: Block) -> str:
    """On which days a block counts, in words."""
    about = {"day": date_format(block.starts_on, "j F Y")}
    if block.until is not None:
        about["last"] = date_format(block.until, "j F Y")
        return _("from %(day)s to and including %(last)s") % about
    if block.starts_on <= today():
        return _("from %(day)s until the municipality ends it") % about
    return _("from %(day)s, with no last day") % about


def whom(ruling: Any) -> str:
    """Whom a decision concerns, as colleagues read it."""
    if ruling.actor is not None:
        return str(ruling.actor.title)
    if ruling.user is not None:
        return called(ruling.user)
    return _("Somebody without an account") if ruling.nonce else ""
