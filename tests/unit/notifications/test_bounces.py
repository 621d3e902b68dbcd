"""Reports of other mail servers, as they write them."""

import pytest

from civsam_pages.notifications.bounces import Failure, NotABounce, read

REPORT = b"""\
From: MAILER-DAEMON@mx.example.net
To: lotsen@alvsunda.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
Arrival-Date: Thu, 12 Mar 2026 12:00:00 +0100

%s
--b
Content-Type: message/rfc822

Subject: Your answer

Hello
--b--
"""
GONE = b"""\
Final-Recipient: rfc822; Samira@Example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <samira@example.org>:
    no such user
"""
FULL = b"""\
Original-Recipient: rfc822;goran@example.org
Final-Recipient: rfc822;goran@inner.example.org
Action: failed
Status: 4.2.2
Diagnostic-Code: smtp; mailbox full
"""
LATE = b"""\
Final-Recipient: rfc822; liban@example.org
Action: delayed
Status: 4.4.1
"""


def test_an_address_that_is_gone():
    said = "550 5.1.1 <samira@example.org>: no such user"
    assert read(REPORT % GONE) == [Failure("samira@example.org", said, True)]


def test_the_address_that_we_wrote_to_is_the_one_noted():
    assert read(REPORT % FULL) == [Failure("goran@example.org", "4.2.2 mailbox full", False)]


def test_several_addresses_in_one_report():
    found = read(REPORT % (GONE + b"\n" + LATE + b"\n" + FULL))
    assert [failure.address for failure in found] == ["samira@example.org", "goran@example.org"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Subject: Hej\n\nJag undrar en sak.",
        REPORT % LATE,
        REPORT % b"Action: failed\nStatus: 5.0.0\n",
        REPORT % b"Final-Recipient: rfc822; not-an-address\nAction: failed\n",
        b"Content-Type: message/delivery-status\n\n",
    ],
)
def test_another_message_is_no_bounce(raw):
    with pytest.raises(NotABounce):
        read(raw)
