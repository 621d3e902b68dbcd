"""“Uppgifterna stämmer”: a section of a profile is right today, in one click."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.register.models import ActorPage
from civsam_search.api import index_page, today

from .. import policies
from ..models import SectionConfirmation
from ..pages import lock_page
from ..rules import Section


@transaction.atomic
def confirm(*, actor: ActorPage, section: str, by: Any) -> SectionConfirmation:
    """Say that a section is right. When all are, visitors see the day of the oldest.

    Raises:
        PermissionDenied: `by` does not write for the actor.
        ValueError: there is no such section.
    """
    page = lock_page(actor.pk)
    allow(policies.may_confirm(by, page))
    allow(policies.may_go_on(by, page))
    confirmation, _created = SectionConfirmation.objects.update_or_create(
        actor_id=page.pk,
        section=Section(section),
        defaults={"confirmed_on": today(), "confirmed_by": by},
    )
    log(page, "civsam.profile.confirm", user=by, data={"section": section})
    tell_visitors(page)
    return confirmation


def tell_visitors(page: ActorPage) -> None:
    """A fact about the page, not a text: it is no revision, and nothing unpublished goes out."""
    days = dict(page.confirmations.values_list("section", "confirmed_on"))
    if len(days) < len(Section):
        return
    oldest = min(days.values())
    if page.last_confirmed_at is None or oldest > page.last_confirmed_at:
        ActorPage.objects.filter(pk=page.pk).update(last_confirmed_at=oldest)
        transaction.on_commit(lambda: index_page(ActorPage.objects.get(pk=page.pk)))
