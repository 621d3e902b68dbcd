"""Digests: what a person wants once a day or once a week, gathered in one mail."""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .clockwork import for_each
from .letters import DIGEST, Action, Letter
from .models import Choice, Mail
from .rules import MailState, Pace, last_monday
from .services import NO_WORDS, notify


def send_digests(now: datetime | None = None) -> int:
    """Write the digests of this morning, and return how many.

    What a person wants weekly waits for Monday; a Monday that nobody was at work is made up for.
    What has waited for a person who now wants it at once comes with the daily one.
    """
    now = now or timezone.now()
    held: dict[Any, list[Mail]] = defaultdict(list)
    weekly = set(Choice.objects.filter(pace=Pace.WEEKLY).values_list("user", "kind"))
    monday = last_monday(now)
    for mail in Mail.objects.filter(state=MailState.HELD).order_by("pk"):
        if (mail.user_id, mail.kind) not in weekly or mail.created_at < monday:
            held[mail.user_id].append(mail)
    people = get_user_model()._default_manager.in_bulk(list(held))
    return sum(for_each(held, lambda pk: send_digest(people[pk], held[pk])))


@transaction.atomic
def send_digest(person: Any, mails: list[Mail]) -> bool:
    """Put one mail about several in the outbox, and note that they are told."""
    mine = [mail.pk for mail in mails]
    moved = Mail.objects.filter(pk__in=mine, state=MailState.HELD).update(
        state=MailState.DIGESTED, sent_at=timezone.now(), **NO_WORDS
    )
    if moved != len(mine):  # somebody is doing the same right now; they may go on
        transaction.set_rollback(True)
        return False
    event = f"digest-{mine[0]}-{mine[-1]}"
    notify(kind=DIGEST, event=event, to=person, letter=lambda: digest(mails))
    return True


def digest(mails: list[Mail]) -> Letter:
    """The letter about several: a line and a link for each, in the order they happened."""
    count = len(mails)
    subject = ngettext("%(count)s thing has happened", "%(count)s things have happened", count)
    return Letter(
        subject=subject % {"count": count},
        lead=_("This has happened since the last mail of this kind."),
        items=tuple(Action(mail.subject, mail.link or "/") for mail in mails),
        why=_("You have chosen to get these mails together."),
        secret=any(mail.secret for mail in mails),
    )
