"""The outbox from a terminal, a monitor and a mail server."""

from datetime import timedelta
from io import BytesIO, StringIO, TextIOWrapper

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from civsam_pages.notifications import choices
from civsam_pages.notifications.models import Bounce, Mail
from civsam_pages.notifications.rules import MailState, Pace

from .conftest import NEWS, tell

pytestmark = pytest.mark.django_db

REPORT = b"""\
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; Samira@Example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 no such user

--b--
"""


def mail(*words):
    out = StringIO()
    call_command("mail", *words, stdout=out)
    return out.getvalue()


def dead(mail):
    Mail.objects.filter(pk=mail.pk).update(state=MailState.DEAD, error="550 samira@example.org no")
    return mail.pk


def test_the_status_says_what_waits(town):
    tell(town.samira)
    choices.save(town.goran, {NEWS.code: Pace.DAILY})
    tell(town.goran)
    text = mail("status")
    assert "waiting      1, the oldest for 0 min" in text
    assert "in digests   1" in text
    assert "dead         0" in text


def test_a_monitor_hears_of_mail_that_waits_too_long(town, time_machine):
    tell(town.samira)
    time_machine.shift(timedelta(minutes=29))
    mail("status")
    time_machine.shift(timedelta(minutes=2))
    with pytest.raises(CommandError, match="is a worker running") as problem:
        mail("status")
    assert problem.value.returncode == 1
    mail("status", "--max-age", "120")


def test_a_monitor_hears_of_dead_mail_but_of_no_addresses(town):
    dead(tell(town.samira))
    out = StringIO()
    with pytest.raises(CommandError, match="1 could not be sent") as problem:
        call_command("mail", "status", stdout=out)
    assert "last error   550 … no" in out.getvalue()
    assert "@" not in out.getvalue() + str(problem.value)


def test_what_waits_for_the_morning_is_not_late(town, time_machine):
    time_machine.move_to("2026-03-12 23:00 +0100")
    tell(town.samira)
    time_machine.shift(timedelta(hours=2))
    assert "for later    1" in mail("status")


def test_dead_mails_are_tried_again_by_number_or_all(town):
    first, *_others = [dead(tell(town.samira, event=f"answer-{n}")) for n in range(3)]
    assert mail("try-again", str(first)) == "1 mail will be tried again.\n"
    assert mail("try-again", "--all") == "2 mails will be tried again.\n"
    assert not Mail.objects.filter(state=MailState.DEAD).exists()
    assert mail("send") == "Sent 3 mails.\n"


def test_a_number_that_is_not_dead_changes_nothing(town):
    first = dead(tell(town.samira))
    second = tell(town.samira, event="answer-2").pk
    with pytest.raises(CommandError, match=f"Not dead, or not there: {second}, 999"):
        mail("try-again", str(first), str(second), "999")
    assert Mail.objects.get(pk=first).state == MailState.DEAD


@pytest.mark.parametrize("words", [[], ["--all", "7"], ["seven"]])
def test_a_call_that_says_nothing_clear_is_explained(words):
    with pytest.raises(CommandError):
        mail("try-again", *words)


def test_a_delivery_report_is_noted_on_the_address(monkeypatch):
    for _time in range(2):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(REPORT)))
        assert mail("bounced") == "Noted 1 bounce.\n"
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.permanent, bounce.count) == ("samira@example.org", True, 2)
    assert bounce.said == "5.1.1 550 no such user"


@pytest.mark.parametrize("raw", [b"", b"Subject: Hej\n\nHej", b"\xff\x00", b"x" * 5_000_001])
def test_another_message_is_refused_in_plain_words(monkeypatch, raw):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(raw)))
    with pytest.raises(CommandError, match=r"report"):
        mail("bounced")
    assert not Bounce.objects.exists()


def test_a_worker_without_a_queue_says_what_to_set():
    with pytest.raises(CommandError, match="CIVSAM_TASK_BACKEND"):
        call_command("worker")


def test_old_mails_are_emptied_and_old_runs_forgotten(town, time_machine):
    from civsam_pages.notifications.models import Run
    from civsam_pages.notifications.tidying import tidy

    old = tell(town.samira)
    Mail.objects.update(state=MailState.SENT)
    Run.objects.create(job="x", day=timezone.localdate())
    time_machine.shift(timedelta(days=91))
    new = tell(town.samira, event="answer-2")
    tidy()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.text, old.html, old.lead, old.link) == ("", "", "", "")
    assert new.text
    assert not Run.objects.exists()
    assert tell(town.samira) == old  # still the same event
    time_machine.shift(timedelta(days=700))
    tidy()
    assert list(Mail.objects.all()) == [new]  # what has not been sent is never forgotten
