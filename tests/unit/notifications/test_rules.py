"""When a mail is sent, when it is tried again, and what a failure means."""

from datetime import UTC, datetime, timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest

from civsam_pages.notifications.rules import (
    BACK_OFF,
    MOVES,
    MailState,
    Trouble,
    after_quiet_hours,
    last_monday,
    pause_after,
    trouble_of,
    when_again,
)
from civsam_search.clock import STOCKHOLM

NOW = datetime(2026, 3, 12, 12, tzinfo=STOCKHOLM)


def stockholm(*when):
    return datetime(*when, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (stockholm(2026, 3, 12, 12), stockholm(2026, 3, 12, 12)),
        (stockholm(2026, 3, 12, 20, 59), stockholm(2026, 3, 12, 20, 59)),
        (stockholm(2026, 3, 12, 21), stockholm(2026, 3, 13, 7)),
        (stockholm(2026, 3, 12, 23, 30), stockholm(2026, 3, 13, 7)),
        (stockholm(2026, 3, 13, 0, 0), stockholm(2026, 3, 13, 7)),
        (stockholm(2026, 3, 13, 6, 59), stockholm(2026, 3, 13, 7)),
        (stockholm(2026, 3, 13, 7), stockholm(2026, 3, 13, 7)),
        (stockholm(2026, 3, 28, 22), stockholm(2026, 3, 29, 7)),  # the night clocks go forward
        (stockholm(2026, 10, 24, 22), stockholm(2026, 10, 25, 7)),  # and back
        (datetime(2026, 7, 1, 20, tzinfo=UTC), stockholm(2026, 7, 2, 7)),  # 22 in Stockholm
    ],
)
def test_what_can_wait_waits_for_the_morning(written, sent):
    assert after_quiet_hours(written) == sent


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (stockholm(2026, 3, 16, 7, 30), stockholm(2026, 3, 16, 7, 30)),
        (stockholm(2026, 3, 16, 7, 29), stockholm(2026, 3, 9, 7, 30)),
        (stockholm(2026, 3, 18, 12), stockholm(2026, 3, 16, 7, 30)),
        (stockholm(2026, 3, 15, 23), stockholm(2026, 3, 9, 7, 30)),
    ],
)
def test_the_week_of_digests_begins_on_monday_morning(now, monday):
    assert last_monday(now) == monday


def test_a_mail_is_tried_for_two_days_and_then_dead():
    waits = [when_again(attempts, NOW) - NOW for attempts in range(1, 8)]
    assert waits == list(BACK_OFF)
    assert sorted(waits) == waits
    assert when_again(8, NOW) is None
    assert timedelta(days=1) < sum(waits, timedelta()) < timedelta(days=3)


def test_a_server_that_is_away_is_asked_less_and_less():
    pauses = [pause_after(rounds).total_seconds() for rounds in range(1, 9)]
    assert pauses == [5, 10, 20, 40, 80, 160, 300, 300]
    assert pause_after(10_000) == timedelta(minutes=5)


def refused(code):
    return SMTPRecipientsRefused({"a@example.org": (code, b"no")})


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (ConnectionRefusedError(), Trouble.AWAY),
        (TimeoutError(), Trouble.AWAY),
        (SMTPServerDisconnected("gone"), Trouble.AWAY),
        (SMTPAuthenticationError(535, b"no"), Trouble.LATER),
        (SMTPSenderRefused(530, b"log in first", "a@b"), Trouble.AWAY),
        (SMTPSenderRefused(451, b"busy", "a@b"), Trouble.AWAY),
        (SMTPSenderRefused(552, b"too large", "a@b"), Trouble.LATER),
        (refused(550), Trouble.NEVER),
        (refused(450), Trouble.LATER),
        (refused(421), Trouble.AWAY),
        (refused(530), Trouble.AWAY),
        (SMTPDataError(554, b"spam"), Trouble.LATER),
        (SMTPDataError(421, b"shutting down"), Trouble.AWAY),
        (UnicodeEncodeError("ascii", "å", 0, 1, "no"), Trouble.LATER),
    ],
)
def test_a_failure_is_the_servers_or_the_mails_or_the_addresss(error, trouble):
    assert trouble_of(error) is trouble


def test_nothing_leaves_a_sent_mail_and_only_a_dead_one_comes_back():
    assert not MOVES[MailState.SENT]
    assert not MOVES[MailState.DIGESTED]
    assert MOVES[MailState.DEAD] == {MailState.WAITING}
