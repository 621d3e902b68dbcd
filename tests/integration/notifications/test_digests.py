"""What a person wants together comes in one mail, in the morning."""

import pytest
from django.core import mail as outbox

from civsam_pages.notifications import choices, clockwork
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.digests import send_digests
from civsam_pages.notifications.models import Mail
from civsam_pages.notifications.rules import MailState, Pace
from tests.factories import XSS

from .conftest import NEWS, tell

pytestmark = pytest.mark.django_db


def three_answers(to):
    for number in range(3):
        tell(to, event=f"answer-{number}", subject=f"Svar {number} {XSS}")


def test_a_daily_digest_holds_all_since_the_last(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.DAILY})
    three_answers(town.samira)
    assert deliver() == 0
    time_machine.move_to("2026-03-13 07:30 +0100")
    assert "mail-digests" in clockwork.run_due()
    deliver()
    [sent] = outbox.outbox
    assert sent.subject == "3 saker har hänt"
    assert [f"Svar {number}" in sent.body for number in range(3)] == [True] * 3
    assert sent.body.count("http://localhost:8000/mina-sidor/7/") == 3
    assert XSS not in sent.alternatives[0][0]
    held = Mail.objects.filter(kind=NEWS.code)
    assert set(held.values_list("state", "text", "html")) == {(MailState.DIGESTED, "", "")}


def test_the_digest_comes_once(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.DAILY})
    three_answers(town.samira)
    time_machine.move_to("2026-03-13 07:30 +0100")
    assert [send_digests(), send_digests()] == [1, 0]
    time_machine.move_to("2026-03-14 07:30 +0100")
    assert send_digests() == 0
    tell(town.samira, event="answer-9")
    assert send_digests() == 1
    assert deliver() == 2


def test_a_weekly_digest_waits_for_monday(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.WEEKLY})
    three_answers(town.samira)
    for day in ("13", "14", "15"):
        time_machine.move_to(f"2026-03-{day} 07:30 +0100")
        assert send_digests() == 0
    time_machine.move_to("2026-03-16 07:30 +0100")
    assert send_digests() == 1


def test_a_monday_without_a_worker_is_made_up_for(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.WEEKLY})
    three_answers(town.samira)
    time_machine.move_to("2026-03-17 09:00 +0100")
    assert send_digests() == 1


def test_what_waits_for_who_now_wants_it_at_once_comes_the_next_morning(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.WEEKLY})
    three_answers(town.samira)
    choices.save(town.samira, {NEWS.code: Pace.NOW})
    time_machine.move_to("2026-03-13 07:30 +0100")
    assert send_digests() == 1


def test_what_waits_for_who_wants_nothing_is_thrown_away(town, time_machine):
    choices.save(town.samira, {NEWS.code: Pace.DAILY})
    three_answers(town.samira)
    choices.save(town.samira, {NEWS.code: Pace.NONE})
    time_machine.move_to("2026-03-13 07:30 +0100")
    assert send_digests() == 0


def test_each_person_gets_a_digest_of_ones_own(town, time_machine):
    for person in (town.samira, town.goran):
        choices.save(person, {NEWS.code: Pace.DAILY})
        tell(person)
    assert send_digests() == 2
    deliver()
    assert sorted(mail.to[0] for mail in outbox.outbox) == [
        "goran@example.org",
        "samira@example.org",
    ]


def test_a_digest_that_cannot_be_written_waits_and_stops_no_other(town, monkeypatch):
    from civsam_pages.notifications import digests

    for person in (town.samira, town.goran):
        choices.save(person, {NEWS.code: Pace.DAILY})
        tell(person)
    notify = digests.notify

    def fail_for_samira(*, to, **given):
        if to == town.samira:
            raise RuntimeError
        notify(to=to, **given)

    monkeypatch.setattr(digests, "notify", fail_for_samira)
    assert send_digests() == 1
    assert Mail.objects.get(user=town.samira).state == MailState.HELD
    assert Mail.objects.filter(user=town.goran, kind=digests.DIGEST.code).count() == 1
