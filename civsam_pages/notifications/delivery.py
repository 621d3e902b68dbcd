"""Sends what is due: one mail at a time, at least once, in order for each address.

A mail is claimed by one conditional UPDATE with a lease, sent, and marked as sent. A worker that
dies leaves a lease that ends, and the mail is sent again with the same Message-ID. When the mail
server is away, nothing is counted against any mail: the round stops, and later rounds wait longer.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from smtplib import SMTPResponseException, SMTPServerDisconnected

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from . import rendering, services
from .failures import said
from .letters import KINDS
from .look import Look, look
from .models import Mail
from .rules import MailState, Trouble, pause_after, trouble_of, when_again

logger = logging.getLogger(__name__)

LEASE = 300  # seconds: longer than a mail server can take with a time limit for each of its answers
TIMEOUT = 20  # seconds, for a site that has not set EMAIL_TIMEOUT
AT_A_TIME = 25
PAUSED, ROUNDS_AWAY = "civsam-mail-paused", "civsam-mail-away"


class ServerAway(Exception):
    """The mail server cannot be reached, or takes no mail at all."""


class Connection:
    """The connection to the mail server: opened for the first mail, and used for all of a round."""

    def __init__(self):
        self.backend = get_connection()
        self.is_open = False
        if getattr(self.backend, "timeout", 0) is None:
            self.backend.timeout = TIMEOUT

    def open(self) -> bool:
        """Open the connection, and say whether that was needed.

        Raises:
            ServerAway: it does not open.
        """
        if self.is_open:
            return False
        try:
            self.backend.open()
        except Exception as error:
            self.close()
            raise ServerAway(said(error)) from error
        self.is_open = True
        return True

    def close(self) -> None:
        self.is_open = False
        try:
            self.backend.close()
        except Exception:
            logger.debug("the connection to the mail server did not close", exc_info=True)

    def send(self, message: EmailMessage) -> None:
        """Send one mail. A connection that the server has closed meanwhile is opened again.

        Raises:
            ServerAway: the mail server is not there, or takes no mail from anybody.
            Exception: it did not take this mail, for a reason that `trouble_of` reads.
        """
        is_fresh = self.open()
        try:
            self.backend.send_messages([message])
        except Exception as error:
            if trouble_of(error) is not Trouble.AWAY:
                raise
            self.close()
            if not is_fresh:
                return self.send(message)
            if isinstance(error, SMTPResponseException) or not isinstance(
                error, SMTPServerDisconnected
            ):
                raise ServerAway(said(error)) from error
            self.open()
            raise  # the server is there, and hangs up at this mail


def deliver(limit: int | None = None) -> int:
    """Send what is due, `limit` mails at the most, and return how many were sent."""
    if is_paused():
        return 0
    services.free_leases()
    sent, site, connection = 0, look(), Connection()
    try:
        for mail in claimed(limit):
            sent += attempt(mail, site, connection)
    except ServerAway as away:
        pause(str(away))
    else:
        cache.delete(ROUNDS_AWAY)
    finally:
        connection.close()
    return sent


def attempt(mail: Mail, site: Look, connection: Connection) -> bool:
    """Send a claimed mail and note what became of it.

    Raises:
        ServerAway: the mail waits as before.
    """
    try:
        connection.send(rendering.message(mail, site))
    except ServerAway as away:
        services.release(mail, str(away))
        raise
    except Exception as error:
        never = trouble_of(error) is Trouble.NEVER
        again = None if never else when_again(mail.attempts + 1, timezone.now())
        services.note_failure(mail, said(error), again)
        if never:
            services.note_bounce(address=mail.address, said=said(error), permanent=True)
        logger.warning("mail %s was not sent (%s)", mail.pk, type(error).__name__)
        return False
    services.note_sent(mail)
    return True


def line(now: datetime) -> QuerySet[Mail]:
    """The mails that may be sent now, in their order.

    A mail waits for an older one to the same address that is due, being sent or tried again. An
    urgent one, such as a code to log in with, waits for other urgent ones only.
    """
    urgent = Q(kind__in=[kind.code for kind in KINDS.values() if kind.urgent])
    older = (
        Mail.objects.unsent()
        .filter(address=OuterRef("address"), pk__lt=OuterRef("pk"))
        .filter(Q(state=MailState.SENDING) | Q(not_before__lte=now) | Q(attempts__gt=0))
    )
    return (
        Mail.objects.filter(state=MailState.WAITING, not_before__lte=now)
        .filter(~urgent & ~Exists(older) | urgent & ~Exists(older.filter(urgent)))
        .order_by(Case(When(urgent, then=Value(0)), default=Value(1)), "pk")
    )


def claimed(limit: int | None) -> Iterator[Mail]:
    """Claim one mail after the other for as long as there are any."""
    left = limit
    while left is None or left > 0:
        now = timezone.now()
        found = list(line(now).values_list("pk", flat=True)[:AT_A_TIME])
        if not found:
            return
        for pk in found:
            if left is not None and left <= 0:
                return
            if mail := claim(pk):
                left = left if left is None else left - 1
                yield mail


def claim(pk: int) -> Mail | None:
    """Claim a mail for this worker; None when another one has been quicker."""
    now = timezone.now()
    lease = timedelta(seconds=getattr(settings, "CIVSAM_MAIL_LEASE", LEASE))
    mine = line(now).order_by().filter(pk=pk)
    if not mine.update(state=MailState.SENDING, leased_until=now + lease):
        return None
    return Mail.objects.get(pk=pk)


def is_anything_due() -> bool:
    """Whether a worker has something to do, and the mail server is not known to be away.

    A mail that waits behind another to the same address is nothing to do: it would wake the
    worker again and again.
    """
    return not is_paused() and line(timezone.now()).exists()


def is_paused() -> bool:
    """Whether the mail server was away just now."""
    return cache.get(PAUSED) is not None


def pause(why: str) -> None:
    """Let the mail server be for a while, longer for each round that it has been away."""
    rounds = (cache.get(ROUNDS_AWAY) or 0) + 1
    cache.set(ROUNDS_AWAY, rounds, 3600)
    cache.set(PAUSED, why, pause_after(rounds).total_seconds())
    logger.warning("the mail server is away, for round %s", rounds)
