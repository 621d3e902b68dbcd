"""Every write of the outbox: one function, one transaction."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import rendering, tasks
from .letters import Kind, Letter
from .models import Bounce, Choice, Mail, Preferences, new_message_id
from .rules import MailState, Pace, after_quiet_hours, when_again

NO_WORDS = {"text": "", "html": "", "lead": "", "link": ""}


def notify(*, kind: Kind, event: str, to: Any, letter: Callable[[], Letter]) -> Mail | None:
    """Put a mail in the outbox, in the transaction of what it tells.

    `to` is an account, or an address without one. `event` names what has happened, such as
    ``claim-17-approved``: the same event to the same address twice is one mail, and the second
    call gives the first mail back. `letter` makes the letter in the language of whoever gets it.
    Nothing is written for a person who wants no mail of this kind.

    Raises:
        ValidationError: the address is none, such as one with a line break in it.
        ValueError: the letter has its code in the subject, which every screen shows.
    """
    user = None if isinstance(to, str) else to
    address = (to if user is None else user.email).lower()
    validate_email(address)
    written: Mail | None = Mail.objects.filter(event=event, address=address).first()
    if written:
        return written
    pace = pace_of(user, kind)
    if pace == Pace.NONE:
        return None
    mail = Mail(
        event=event,
        kind=kind.code,
        user=user,
        address=address,
        language=language_of(user),
        message_id=new_message_id(rendering.domain()),
        state=MailState.WAITING if pace == Pace.NOW else MailState.HELD,
    )
    write(mail, letter)
    if not kind.urgent:
        mail.not_before = after_quiet_hours(timezone.now())
    try:
        with transaction.atomic():
            mail.save()
    except IntegrityError:  # somebody told the same at the same moment
        return Mail.objects.get(event=event, address=address)
    if mail.state == MailState.WAITING:
        transaction.on_commit(partial(tasks.wake_worker), robust=True)
    return mail


def write(mail: Mail, letter: Callable[[], Letter]) -> None:
    """Make the letter in the mail's language and put its words in the mail."""
    with translation.override(mail.language):
        written = letter()
        if written.code and written.code in written.subject:
            raise ValueError("A code does not stand in the subject of a mail.")
        mail.subject = rendering.one_line(written.subject)[:250]
        mail.lead = str(written.lead)
        mail.link = written.action.path if written.action else ""
        mail.secret = written.secret or bool(written.code)
        mail.text, mail.html = rendering.render(written, mail)


def pace_of(user: Any, kind: Kind) -> Pace:
    """How often the person wants this kind; always at once for receipts and security."""
    if user is None or kind.always:
        return Pace.NOW
    chosen = Choice.objects.filter(user=user, kind=kind.code).values_list("pace", flat=True)
    return Pace(chosen.first() or Pace.NOW)


def language_of(user: Any) -> str:
    """The language that the person chose, or the site's."""
    chosen = user and Preferences.objects.filter(user=user).values_list("language", flat=True)
    return (chosen.first() if chosen else "") or settings.LANGUAGE_CODE


# --- what a worker notes ------------------------------------------------------------------------


def note_sent(mail: Mail) -> None:
    """The mail server has taken the mail. Of one with a secret, nothing to read is kept."""
    Mail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT,
        sent_at=timezone.now(),
        leased_until=None,
        attempts=F("attempts") + 1,
        error="",
        **(NO_WORDS if mail.secret else {}),
    )


def note_failure(mail: Mail, said: str, again: datetime | None) -> None:
    """The mail was not taken: it is tried `again`, or is dead."""
    later = {"not_before": again} if again else {}
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING).update(
        state=MailState.WAITING if again else MailState.DEAD,
        leased_until=None,
        attempts=F("attempts") + 1,
        error=said,
        **later,
    )


def release(mail: Mail, said: str) -> None:
    """Put a claimed mail back as it was: the mail server is away, which is no fault of a mail."""
    Mail.objects.filter(pk=mail.pk, state=MailState.SENDING).update(
        state=MailState.WAITING, leased_until=None, error=said
    )


def free_leases() -> int:
    """Put back what workers that have died were sending, and return how many mails it was.

    It counts as an attempt, so that a mail that kills its worker does not do so for ever.
    """
    now, freed = timezone.now(), 0
    for mail in Mail.objects.filter(state=MailState.SENDING, leased_until__lte=now):
        alive = when_again(mail.attempts + 1, now)
        freed += Mail.objects.filter(
            pk=mail.pk, state=MailState.SENDING, leased_until=mail.leased_until
        ).update(
            state=MailState.WAITING if alive else MailState.DEAD,
            leased_until=None,
            attempts=F("attempts") + 1,
            error="The worker stopped while it was sending this mail.",
        )
    return freed


@transaction.atomic
def note_bounce(*, address: str, said: str, permanent: bool) -> Bounce:
    """Note that a mail to an address came back, and what the other mail server said."""
    now = timezone.now()
    bounce, created = Bounce.objects.get_or_create(
        address=address.lower(),
        defaults={"said": said[:2000], "permanent": permanent, "noted_at": now},
    )
    if not created:
        bounce.said, bounce.permanent = said[:2000], permanent
        bounce.count, bounce.noted_at = F("count") + 1, now
        bounce.save()
        bounce.refresh_from_db()
    return bounce


# --- what an administrator does -----------------------------------------------------------------


@transaction.atomic
def try_again(mail: Mail, by: Any) -> Mail:
    """Put a dead mail back in the line, with all its attempts before it. `by` may be None.

    Raises:
        PermissionDenied: the mail is not dead.
    """
    now = timezone.now()
    moved = Mail.objects.filter(pk=mail.pk, state=MailState.DEAD).update(
        state=MailState.WAITING, not_before=now, leased_until=None, attempts=0
    )
    if not moved:
        raise PermissionDenied(_("Only a mail that could not be sent can be tried again."))
    mail.refresh_from_db()
    log(mail, "civsam.mail.try_again", user=by)
    transaction.on_commit(partial(tasks.wake_worker), robust=True)
    return mail
