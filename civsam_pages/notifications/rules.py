"""What is true of a mail without a database: its states, its pace, and the quiet hours."""

from datetime import datetime, time, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_search.clock import STOCKHOLM

QUIET_FROM, QUIET_TO = time(21), time(7)


class MailState(TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    HELD = "held", _("Waits for a digest")
    DIGESTED = "digested", _("Sent in a digest")
    DEAD = "dead", _("Could not be sent")


# What a worker, a digest, and an administrator who tries again may do.
MOVES: dict[MailState, frozenset[MailState]] = {
    MailState.WAITING: frozenset({MailState.SENDING, MailState.DEAD}),
    MailState.SENDING: frozenset({MailState.WAITING, MailState.SENT, MailState.DEAD}),
    MailState.HELD: frozenset({MailState.DIGESTED}),
    MailState.DEAD: frozenset({MailState.WAITING}),
    MailState.SENT: frozenset(),
    MailState.DIGESTED: frozenset(),
}


class Pace(TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", _("Not at all")


def after_quiet_hours(moment: datetime) -> datetime:
    """The first moment from `moment` on when a mail that can wait may be sent.

    Takes and gives a moment with a time zone; the night is counted in Stockholm.
    """
    local = moment.astimezone(STOCKHOLM)
    if local.time() >= QUIET_FROM:
        local += timedelta(days=1)
    elif local.time() >= QUIET_TO:
        return moment
    return local.replace(hour=QUIET_TO.hour, minute=0, second=0, microsecond=0)
