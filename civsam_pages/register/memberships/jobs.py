"""What happens by itself, once a day: reminders, notices of what has lapsed, and tidying."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone
from wagtail.log_actions import log

from civsam_pages.notifications.clockwork import for_each
from civsam_pages.notifications.letters import Letter
from civsam_pages.notifications.services import notify
from civsam_search.api import today

from . import letters
from .models import Claim, Evidence, Membership
from .rules import (
    RECOMMENDED_ADMINS,
    REMINDER_DAYS,
    RequestState,
    Role,
    reminder_due,
)
from .selectors import leaving_by_handover
from .services.claims import expire_late
from .services.granting import admins, lock, revoke_invitations_of, tell_if_without_admin


def remind() -> None:
    """Remind of rights that end in 60, 30 and 7 days: each step once, whichever days are missed.

    Told are the person, two administrators and the actor's own address.
    """
    day = today()
    last = day + timedelta(days=max(REMINDER_DAYS))
    ending = Membership.objects.running(day).filter(valid_until__lte=last, actor__live=True)
    rights = list(ending.select_related("user", "actor"))
    skip = leaving_by_handover(right.pk for right in rights) | _followed(rights, day)
    for_each((right for right in rights if right.pk not in skip), partial(_remind, day))


def _remind(day: date, right: Membership) -> None:
    step = reminder_due(right.valid_until, day, right.valid_from)
    if not step:
        return
    event = f"right-{right.pk}-ends-{right.valid_until}-{step}"
    _notify(event, right.user, lambda: letters.ends_soon(right))
    others = admins(right.actor_id).exclude(user=right.user_id)
    for admin in others[:RECOMMENDED_ADMINS]:
        _notify(event, admin.user, lambda: letters.admin_ends_soon(right))
    if right.actor.contact_email:
        _notify(event, right.actor.contact_email, lambda: letters.admin_ends_soon(right))


def tell_lapsed() -> None:
    """Tell, the day after, that a right has lapsed, and whether the actor has no administrator."""
    day = today()
    lapsed = Membership.objects.filter(ended_at=None, lapse_told_at=None, valid_until__lt=day)
    rights = list(lapsed.select_related("user", "actor"))
    # Who has another right, or has left by a handover, has been told of that.
    quiet = _followed(rights, day) | leaving_by_handover(right.pk for right in rights)
    for_each(rights, lambda right: _tell_lapsed(right, write=right.pk not in quiet))


def _tell_lapsed(right: Membership, *, write: bool) -> None:
    actor = lock(right.actor_id)
    told = Membership.objects.filter(pk=right.pk, lapse_told_at=None, ended_at=None)
    if not told.update(lapse_told_at=timezone.now()):
        return
    event = f"right-{right.pk}-lapsed-{right.valid_until}"
    log(actor, "civsam.right.lapse", data={"right": right.pk})
    if write:
        _notify(event, right.user, lambda: letters.lapsed(right))
    if right.role == Role.ADMIN:
        revoke_invitations_of(right, None)
        if actor.live:
            tell_if_without_admin(actor, event)


def expire_claims() -> None:
    """Close requests that an actor's own address has not answered within seven days."""
    late = Claim.objects.filter(state=RequestState.WAITING_ADDRESS, expires_at__lte=timezone.now())
    for_each(set(late.values_list("actor", flat=True)), lambda actor: expire_late(lock(actor)))


def sweep_files() -> None:
    """Delete files that no row knows, left by a process that died between the two."""
    storage = Evidence._meta.get_field("file").storage
    try:
        _folders, names = storage.listdir("evidence")
    except (FileNotFoundError, NotADirectoryError):
        return
    known = set(Evidence.objects.values_list("file", flat=True))
    yesterday = timezone.now() - timedelta(days=1)
    for name in (f"evidence/{name}" for name in names):
        if name not in known and storage.get_modified_time(name) < yesterday:
            storage.delete(name)


def _followed(rights: list[Membership], day: date) -> set[int]:
    """The rights whose holders have another for the same actor that lasts longer."""
    users = {right.user_id for right in rights}
    until: dict[tuple[int, int], date] = defaultdict(lambda: day)
    for actor, user, last in (
        Membership.objects.current(day)
        .filter(user__in=users)
        .values_list("actor", "user", "valid_until")
    ):
        until[actor, user] = max(until[actor, user], last)
    return {
        right.pk
        for right in rights
        if until.get((right.actor_id, right.user_id), date.min) > right.valid_until
    }


def _notify(event: str, to: Any, letter: Callable[[], Letter]) -> None:
    notify(kind=letters.REMINDER, event=event, to=to, letter=letter)


# Lapsed requests and rights first, so that nobody is reminded of what is over.
DAILY = (expire_claims, tell_lapsed, remind, sweep_files)
