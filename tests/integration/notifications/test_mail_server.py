"""A real mail server that refuses, hangs up, goes away and comes back."""

import smtplib
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from benchmarks.mail_server import Handler, free_port, mail_server
from civsam_pages.notifications import delivery, services
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.letters import SECURITY
from civsam_pages.notifications.models import Bounce, Mail
from civsam_pages.notifications.rules import BACK_OFF, MailState

from .conftest import tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def smtp(settings):
    """A mail server that a story starts and stops; `smtp.handler` knows what it has taken."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_TIMEOUT = 3

    class Smtp:
        handler = Handler()

        @contextmanager
        def runs(self):
            with mail_server(self.handler, settings.EMAIL_PORT):
                yield self.handler

    return Smtp()


def later(time_machine, **delta):
    time_machine.shift(timedelta(**delta))


def test_many_mails_go_over_one_connection(town, smtp):
    for number in range(30):
        tell(town.samira if number % 2 else town.goran, event=f"answer-{number}")
    with smtp.runs() as handler:
        assert deliver() == 30
    assert handler.connections == 1
    assert len({mail.message_id for mail in handler.taken}) == 30


def test_the_message_id_is_the_one_of_the_row(town, smtp):
    mail = tell(town.samira)
    with smtp.runs() as handler:
        deliver()
    assert [taken.message_id for taken in handler.taken] == [mail.message_id]


def test_while_the_server_is_away_everything_waits_and_nothing_is_counted(town, smtp, time_machine):
    people = (town.samira, town.goran)
    for number in range(200):
        tell(people[number % 2], event=f"answer-{number}", subject=f"Svar {number}")
        if number % 20 == 0:
            assert deliver() == 0
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    later(time_machine, minutes=6)
    with smtp.runs() as handler:
        assert deliver() == 200
    for to in ("samira@example.org", "goran@example.org"):
        numbers = [int(mail.subject.split()[1]) for mail in handler.taken if mail.to == to]
        assert len(numbers) == 100
        assert numbers == sorted(numbers)


def test_a_server_that_is_away_is_asked_less_and_less(town, smtp, time_machine, monkeypatch):
    tell(town.samira)
    asked = []
    real = delivery.Connection.open
    monkeypatch.setattr(
        delivery.Connection, "open", lambda self: (asked.append(timezone.now()), real(self))
    )
    for _second in range(120):
        deliver()
        later(time_machine, seconds=1)
    gaps = [(b - a).total_seconds() for a, b in pairwise(asked)]
    assert [round(gap) for gap in gaps] == [5, 10, 20, 40]


def test_an_address_that_does_not_exist_is_dead_at_once_and_noted(town, smtp):
    smtp.handler.refuse["samira@example.org"] = "550 5.1.1 No such user"
    mail = tell(town.samira)
    tell(town.goran)
    with smtp.runs():
        assert deliver() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.DEAD, 1)
    assert "550 5.1.1 No such user" in mail.error
    bounce = Bounce.objects.get()
    assert (bounce.address, bounce.permanent) == ("samira@example.org", True)


def test_a_full_mailbox_is_tried_for_two_days(town, smtp, time_machine):
    smtp.handler.refuse["samira@example.org"] = "452 4.2.2 Mailbox full"
    mail = tell(town.samira)
    with smtp.runs():
        for wait in BACK_OFF:
            deliver()
            mail.refresh_from_db()
            assert mail.state == MailState.WAITING
            assert mail.not_before - timezone.now() == pytest.approx(wait, abs=timedelta(seconds=5))
            time_machine.move_to(mail.not_before + timedelta(seconds=1))
        deliver()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.DEAD, len(BACK_OFF) + 1)
    assert not Bounce.objects.exists()


def test_a_dead_mail_that_is_tried_again_arrives(town, smtp):
    smtp.handler.refuse["samira@example.org"] = "550 no"
    mail = tell(town.samira)
    with smtp.runs() as handler:
        deliver()
        handler.refuse.clear()
        mail.refresh_from_db()
        services.try_again(mail, by=None)
        assert deliver() == 1
    assert [taken.message_id for taken in handler.taken] == [mail.message_id]


def test_a_login_that_the_server_refuses_kills_no_mail(town, smtp, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "lotsen", "fel"
    tell(town.samira)
    with smtp.runs():
        assert deliver() == 0
    assert set(Mail.objects.values_list("state", "attempts")) == {(MailState.WAITING, 0)}
    assert Mail.objects.get().error


def test_a_server_that_takes_no_sender_kills_no_mail(town, smtp, monkeypatch):
    def refuse(self, *args, **kwargs):
        raise smtplib.SMTPSenderRefused(530, b"log in first", "lotsen@alvsunda.example")

    tell(town.samira)
    monkeypatch.setattr(smtplib.SMTP, "sendmail", refuse)
    with smtp.runs():
        assert deliver() == 0
    assert Mail.objects.get().attempts == 0


def test_a_connection_that_was_closed_meanwhile_is_opened_again(town, smtp, monkeypatch):
    real, calls = smtplib.SMTP.sendmail, []

    def close_before_the_second(self, *args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            self.close()
        return real(self, *args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "sendmail", close_before_the_second)
    for number in range(3):
        tell(town.samira, event=f"answer-{number}", subject=f"Svar {number}")
    with smtp.runs() as handler:
        assert deliver() == 3
    assert [mail.subject for mail in handler.taken] == ["Svar 0", "Svar 1", "Svar 2"]
    assert handler.connections == 2


def test_a_mail_at_which_the_server_always_hangs_up_stops_no_others(town, smtp, monkeypatch):
    real = smtplib.SMTP.sendmail

    def hang_up(self, sender, recipients, *args, **kwargs):
        if "samira@example.org" in recipients:
            raise smtplib.SMTPServerDisconnected("Connection unexpectedly closed")
        return real(self, sender, recipients, *args, **kwargs)

    monkeypatch.setattr(smtplib.SMTP, "sendmail", hang_up)
    mail = tell(town.samira)
    tell(town.goran)
    with smtp.runs():
        assert deliver() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 1)


def test_a_mail_that_cannot_be_made_stops_no_others(town, monkeypatch):
    from civsam_pages.notifications import rendering

    real = rendering.message

    def fail(mail, look=None):
        if mail.address == "samira@example.org":
            raise UnicodeError("no")
        return real(mail, look)

    monkeypatch.setattr(rendering, "message", fail)
    mail = tell(town.samira)
    tell(town.goran)
    assert deliver() == 1
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
    assert mail.attempts == 1


def test_what_a_dead_worker_was_sending_is_sent_when_its_lease_is_over(town, smtp, time_machine):
    mail = tell(town.samira)
    tell(town.samira, event="answer-2", subject="Två")
    delivery.claim(mail.pk)
    with smtp.runs() as handler:
        assert deliver() == 0
        later(time_machine, seconds=delivery.LEASE + 1)
        assert deliver() == 2
    assert [taken.subject for taken in handler.taken] == [mail.subject, "Två"]


def test_a_mail_that_kills_every_worker_is_dead_at_last(town, time_machine):
    mail = tell(town.samira)
    for _time in range(len(BACK_OFF) + 1):
        assert delivery.claim(mail.pk)
        later(time_machine, seconds=delivery.LEASE + 1)
        services.free_leases()
    mail.refresh_from_db()
    assert mail.state == MailState.DEAD


def test_a_mail_is_claimed_by_one_worker(town):
    mail = tell(town.samira)
    assert delivery.claim(mail.pk) == mail
    assert delivery.claim(mail.pk) is None


def test_a_code_does_not_wait_behind_a_round_of_others(town, smtp):
    for number in range(30):
        tell(town.goran, event=f"answer-{number}", subject=f"Svar {number}")
    tell(town.samira, event="code", kind=SECURITY, subject="Kod", code="482113")
    with smtp.runs() as handler:
        deliver()
    assert handler.taken[0].subject == "Kod"
