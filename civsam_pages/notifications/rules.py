"""What is true of a mail without a database: its states, its pace, and when it is tried again."""

from datetime import datetime, time, timedelta
from enum import Enum
from smtplib import (
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_search.clock import STOCKHOLM

QUIET_FROM, QUIET_TO = time(21), time(7)
DIGEST_AT = time(7, 30)
MONDAY = 0

# How long a mail waits after each failure; after one more it is dead, two days after it was due.
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
)
# How long nobody asks a mail server that is away: doubled for each round, up to five minutes.
PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)

# Answers of a mail server that say something of itself or of our login, not of a mail.
SHUTTING_DOWN = 421
NO_LOGIN = (530, 534, 535, 538)
TOO_LARGE = 552


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


def last_monday(now: datetime) -> datetime:
    """The latest Monday morning at which weekly digests were to be sent, in Stockholm."""
    local = now.astimezone(STOCKHOLM)
    monday = (local - timedelta(days=local.weekday() - MONDAY)).replace(
        hour=DIGEST_AT.hour, minute=DIGEST_AT.minute, second=0, microsecond=0
    )
    return monday if monday <= local else monday - timedelta(days=7)


def when_again(attempts: int, now: datetime) -> datetime | None:
    """When a mail that has failed so many times is tried again; None when it is dead."""
    return now + BACK_OFF[attempts - 1] if attempts <= len(BACK_OFF) else None


def pause_after(rounds: int) -> timedelta:
    """How long to leave a mail server alone that has been away for so many rounds."""
    doubled: int = 2 ** min(rounds - 1, 10)
    return min(PAUSE * doubled, LONGEST_PAUSE)


class Trouble(Enum):
    """What a failure says: the server is away, try this mail later, or never again."""

    AWAY = "away"
    LATER = "later"
    NEVER = "never"


def trouble_of(error: BaseException) -> Trouble:
    """Read what a failed attempt says of the server, of the mail, or of its address."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = {code for code, _said in error.recipients.values()}
        if codes & {SHUTTING_DOWN, *NO_LOGIN}:
            return Trouble.AWAY
        return Trouble.NEVER if any(code >= 500 for code in codes) else Trouble.LATER
    if isinstance(error, SMTPSenderRefused):  # it is the same sender for every mail
        return Trouble.LATER if error.smtp_code == TOO_LARGE else Trouble.AWAY
    if isinstance(error, SMTPDataError):
        return Trouble.AWAY if error.smtp_code == SHUTTING_DOWN else Trouble.LATER
    if isinstance(error, SMTPServerDisconnected | SMTPConnectError | SMTPHeloError):
        return Trouble.AWAY
    if isinstance(error, SMTPException):  # an OSError too, so it comes before
        return Trouble.LATER
    return Trouble.AWAY if isinstance(error, OSError) else Trouble.LATER
