"""“Is it still current?”: yes, something has happened, or it is over and this came of it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.initiatives.models import InitiativePage, InitiativeUpdate
from civsam_pages.initiatives.rules import Phase
from civsam_pages.needs.models import NeedPage, NeedUpdate
from civsam_pages.needs.rules import NeedState
from civsam_search.api import index_page, today

from .. import policies
from ..pages import lock_page, owner_of
from ..rules import StillCurrent
from . import sending

TEXT_LENGTH = 300


@transaction.atomic
def answer(*, page: Any, choice: str, text: str = "", by: Any) -> Any:
    """Answer if a published need or initiative is still current. Gives the page.

    A plain yes is a day that visitors see at once. What somebody writes goes the way of all
    texts: to review, or straight out where the actor is trusted.

    Raises:
        PermissionDenied: `by` may not change the page now.
        ValidationError: of `text`, where words are needed, or too many.
        ValueError: there is no such choice.
    """
    page = lock_page(page.pk)
    allow(policies.may_follow_up(by, page))
    chosen = StillCurrent(choice)
    if chosen == StillCurrent.YES:
        return _confirm(page, by)
    text = text.strip()
    if not text:
        raise ValidationError({"text": _("Tell in a few words what has happened.")})
    allow(policies.may_send_more(by, owner_of(page)))
    edited = page.get_latest_revision_as_object()
    if chosen == StillCurrent.CLOSE:
        _close(edited, text)
    else:
        _tell(edited, text)
    edited.last_confirmed_at = today()
    return sending.send_edited(page=page, edited=edited, by=by, data={"follow_up": str(chosen)})


def _confirm(page: Any, by: Any) -> Any:
    """A fact about the page, not a text: it is no revision, and nothing unpublished goes out."""
    type(page).objects.filter(pk=page.pk).update(last_confirmed_at=today())
    log(page, "civsam.posting.still_current", user=by)
    transaction.on_commit(lambda: index_page(page), robust=True)
    page.last_confirmed_at = today()
    return page


def _tell(page: NeedPage | InitiativePage, text: str) -> None:
    if len(text) > TEXT_LENGTH:
        raise ValidationError({"text": _("Write at most 300 characters.")})
    if isinstance(page, NeedPage):
        page.updates.add(NeedUpdate(day=timezone.localdate(), text=text))
    else:
        page.updates.add(InitiativeUpdate(day=timezone.localdate(), text=text))


def _close(page: NeedPage | InitiativePage, text: str) -> None:
    if isinstance(page, NeedPage):
        page.state, page.outcome = NeedState.CLOSED, text
    else:
        page.phase, page.results = Phase.ENDED, text
