"""A mail is written in a transaction, waits its turn and is sent by the worker."""

from datetime import UTC, datetime

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError
from django.db import transaction

from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.letters import RECEIPT, SECURITY
from civsam_pages.notifications.models import Choice, Mail, Preferences
from civsam_pages.notifications.rules import MailState, Pace
from civsam_search.clock import STOCKHOLM
from tests.factories import ESCAPED, XSS

from .conftest import NEWS, letter, tell

pytestmark = pytest.mark.django_db


def subjects():
    return [mail.subject for mail in outbox.outbox]


def test_a_mail_is_sent_once(town):
    tell(town.samira)
    assert (deliver(), deliver()) == (1, 0)
    [sent] = outbox.outbox
    assert sent.to == ["samira@example.org"]
    assert Mail.objects.get().state == MailState.SENT


def test_the_same_event_to_the_same_address_is_one_mail(town):
    first, second = tell(town.samira), tell(town.samira)
    assert first == second
    tell("SAMIRA@example.org")
    assert Mail.objects.count() == 1
    tell(town.goran)
    assert deliver() == 2


def test_what_was_undone_tells_nothing(town):
    with transaction.atomic():
        tell(town.samira)
        transaction.set_rollback(True)
    assert deliver() == 0


def test_a_mail_wears_the_kommuns_look(town):
    from civsam_platform.home.models import SiteSettings

    SiteSettings.objects.update(
        municipality="Älvsunda kommun", contact_email="lotsen@alvsunda.example", accent="#7a1f3d"
    )
    tell(town.samira)
    deliver()
    [sent] = outbox.outbox
    html = sent.alternatives[0][0]
    assert "Älvsunda tillsammans" in html
    assert "#7a1f3d" in html
    assert "Älvsunda kommun" in sent.body
    assert sent.reply_to == ["lotsen@alvsunda.example"]


def test_words_of_others_are_no_markup(town):
    tell(town.samira, subject=f"Svar {XSS}", lead=XSS, quote=XSS)
    deliver()
    html = outbox.outbox[0].alternatives[0][0]
    assert XSS not in html
    assert ESCAPED in html


@pytest.mark.parametrize("address", ["a@b.se\nBcc: c@d.se", "a@b.se, c@d.se", "nobody", ""])
def test_an_address_that_is_none_is_refused(town, address):
    with pytest.raises(ValidationError):
        tell(address)
    assert not Mail.objects.exists()


def test_a_line_break_in_a_name_begins_no_header(town):
    tell(town.samira, subject="Hej\nBcc: alla@example.org")
    deliver()
    sent = outbox.outbox[0].message()
    assert sent["Bcc"] is None
    assert sent["Subject"] == "Hej Bcc: alla@example.org"


def test_of_a_code_nothing_is_kept_when_it_is_sent(town):
    tell(town.samira, kind=SECURITY, code="482113")
    assert "482113" in Mail.objects.get().text
    deliver()
    assert "482113" in outbox.outbox[0].body
    mail = Mail.objects.get()
    assert (mail.text, mail.html, mail.lead, mail.link) == ("", "", "", "")


def test_of_a_secret_link_nothing_is_kept_either(town):
    tell(town.samira, secret=True)
    deliver()
    assert Mail.objects.get().link == ""


def test_a_code_in_the_subject_is_a_mistake_of_ours(town):
    with pytest.raises(ValueError, match="subject"):
        tell(town.samira, kind=SECURITY, subject="Din kod är 482113", code="482113")


def test_a_mail_is_in_the_language_of_whoever_gets_it(town):
    Preferences.objects.create(user=town.goran, language="en")
    tell(town.samira)
    tell(town.goran)
    deliver()
    to_samira, to_goran = outbox.outbox
    assert 'lang="sv"' in to_samira.alternatives[0][0]
    assert "This mail comes from" in to_goran.body
    assert to_goran.extra_headers["Content-Language"] == "en"


# --- when ---------------------------------------------------------------------------------------


def test_at_night_only_what_is_urgent_is_sent(town, time_machine):
    time_machine.move_to("2026-03-12 23:00 +0100")
    tell(town.samira)
    tell(town.samira, event="receipt", kind=RECEIPT, subject="Kvitto")
    tell(town.samira, event="code", kind=SECURITY, subject="Kod", code="482113")
    deliver()
    assert subjects() == ["Kvitto", "Kod"]
    time_machine.move_to("2026-03-13 06:59 +0100")
    assert deliver() == 0
    time_machine.move_to("2026-03-13 07:00 +0100")
    deliver()
    assert subjects() == ["Kvitto", "Kod", "Någon svarade på ert behov"]


def test_a_person_gets_mails_in_the_order_they_were_written(town):
    for number in range(60):
        tell(town.samira, event=f"answer-{number}", subject=f"Svar {number}")
    deliver()
    assert subjects() == [f"Svar {number}" for number in range(60)]


def test_a_mail_does_not_overtake_one_that_is_tried_again(town):
    tell(town.samira, subject="Ett")
    tell(town.samira, event="answer-2", subject="Två")
    tell(town.goran, event="answer-3", subject="Tre")
    later = datetime(2026, 3, 12, 13, tzinfo=STOCKHOLM)
    Mail.objects.filter(subject="Ett").update(attempts=1, not_before=later)
    deliver()
    assert subjects() == ["Tre"]


def test_a_code_waits_for_nothing_but_codes(town):
    tell(town.samira, subject="Ett")
    Mail.objects.update(attempts=1, not_before=datetime(2026, 3, 13, 13, tzinfo=UTC))
    tell(town.goran, event="answer-2", subject="Två")
    tell(town.samira, event="code", kind=SECURITY, subject="Kod", code="482113")
    deliver()
    assert subjects() == ["Kod", "Två"]


# --- what a person has chosen -------------------------------------------------------------------


def test_who_wants_no_mail_of_a_kind_gets_none(town):
    Choice.objects.create(user=town.samira, kind=NEWS.code, pace=Pace.NONE)
    assert tell(town.samira) is None
    assert not Mail.objects.exists()


def test_a_receipt_comes_whatever_one_has_chosen(town):
    Choice.objects.create(user=town.samira, kind=RECEIPT.code, pace=Pace.NONE)
    tell(town.samira, kind=RECEIPT)
    assert deliver() == 1


def test_a_letter_is_not_even_written_twice(town):
    tell(town.samira)

    def never():
        raise AssertionError

    from civsam_pages.notifications.services import notify

    assert notify(kind=NEWS, event="answer-1", to=town.samira, letter=never)
    assert letter()().subject


def test_the_worker_is_told_when_the_mail_is_committed(town, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as told:
        tell(town.samira)
    assert len(told) == 1
