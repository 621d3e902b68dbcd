"""Every write of the outbox: one function, one transaction."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from . import rendering, tasks
from .letters import DIGEST, Kind, Letter
from .models import Choice, Mail, Preferences, new_message_id
from .rules import MailState, Pace, after_quiet_hours


def notify(*, kind: Kind, event: str, to: Any, letter: Callable[[], Letter]) -> Mail | None:
    """Put a mail in the outbox, in the transaction of what it tells.

    `to` is an account, or an address without one. `event` names what has happened, such as
    ``claim-17-approved``: the same event to the same address twice is one mail, and the second
    call gives the first mail back. `letter` makes the letter in the language of whoever gets it.
    Nothing is written for a person who wants no mail of this kind.
    """
    user = None if isinstance(to, str) else to
    address = (to if user is None else to.email).lower()
    if found := Mail.objects.filter(event=event, address=address).first():
        return found
    pace = pace_of(user, kind)
    if pace == Pace.NONE:
        return None
    language = language_of(user)
    with translation.override(language):
        written = letter()
        mail = Mail(
            event=event,
            kind=kind.code,
            user=user,
            address=address,
            language=language,
            subject=written.subject[:250],
            lead=written.lead,
            link=written.action.path if written.action else "",
            secret=bool(written.code),
            message_id=new_message_id(rendering.domain()),
            state=MailState.WAITING if pace == Pace.NOW else MailState.HELD,
        )
        mail.text, mail.html = rendering.render(written, mail)
    if not kind.urgent:
        mail.not_before = after_quiet_hours(timezone.now())
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:
        return Mail.objects.get(event=event, address=address)
    if mail.state == MailState.WAITING:
        transaction.on_commit(partial(tasks.wake_worker))
    return mail


def pace_of(user, kind: Kind) -> Pace:
    """How often the person wants this kind; always at once for receipts and security."""
    if user is None or kind.always or kind == DIGEST:
        return Pace.NOW
    chosen = Choice.objects.filter(user=user, kind=kind.code).values_list("pace", flat=True)
    return Pace(chosen.first() or Pace.NOW)


def language_of(user) -> str:
    """The language that the person chose, or the site's."""
    chosen = user and Preferences.objects.filter(user=user).values_list("language", flat=True)
    return (chosen.first() if chosen else "") or settings.LANGUAGE_CODE
