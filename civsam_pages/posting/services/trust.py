"""Staff let an actor publish at once, and end it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.register.models import ActorPage

from .. import policies
from ..models import TrustedActor
from ..pages import lock_page


@transaction.atomic
def give(*, actor: ActorPage, note: str, by: Any) -> TrustedActor:
    """Let an actor publish at once, to be reviewed afterwards. `note` says why.

    Raises:
        PermissionDenied: `by` may not, or there is no note.
    """
    page = lock_page(actor.pk)
    allow(policies.may_trust(by, page))
    if not note.strip():
        raise PermissionDenied(_("Say why the association may publish at once."))
    trust, _created = TrustedActor.objects.update_or_create(
        actor_id=page.pk, defaults={"note": note.strip()[:250], "given_by": by}
    )
    log(page, "civsam.trust.give", user=by)
    return trust


@transaction.atomic
def end(*, actor: ActorPage, by: Any) -> None:
    """What the actor sends from now on is reviewed first. Nothing happens if it is so already.

    Raises:
        PermissionDenied: `by` may not.
    """
    page = lock_page(actor.pk)
    allow(policies.may_trust(by, page))
    if TrustedActor.objects.filter(actor=page.pk).delete()[0]:
        log(page, "civsam.trust.end", user=by)
