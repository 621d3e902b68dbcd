"""What happens by itself each morning: reminders, notices, and files that nobody knows."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from civsam_pages.notifications.clockwork import JOBS, run_due
from civsam_pages.notifications.models import Choice, Mail
from civsam_pages.register.memberships import jobs, letters, selectors
from civsam_pages.register.memberships.admin_queue import loaded, requests
from civsam_pages.register.memberships.models import Evidence, Membership
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.memberships.services import handovers, rights
from civsam_pages.register.policies import acts_for
from civsam_search.api import today

from .test_claims import ADDRESS, ask_with_evidence
from .test_handovers import sent
from .test_rights import ends_in

pytestmark = pytest.mark.django_db


def after(days):
    return time_machine.travel(timezone.now() + timedelta(days=days))


def told(event=""):
    return sorted(Mail.objects.filter(event__contains=event).values_list("address", flat=True))


@pytest.fixture
def nadja_alone_ends(here):
    """Only Nadja's right ends within a hundred days, and it does so in ninety."""
    Membership.objects.running().exclude(user=here.nadja).update(
        valid_until=today() + timedelta(days=999)
    )
    ends_in(here.nadja_right, 90)
    return here


def test_the_daily_jobs_are_known_to_the_worker():
    assert {f"memberships-{job.__name__}" for job in jobs.DAILY} <= set(JOBS)


def test_a_right_is_reminded_of_60_30_and_7_days_before(nadja_alone_ends):
    here = nadja_alone_ends
    counted = []
    for days in range(92):
        with after(days):
            jobs.remind()
        if Mail.objects.filter(address=here.nadja.email).count() > len(counted):
            counted.append(90 - days)
    assert counted == [60, 30, 7]
    assert told() == sorted([here.nadja.email, here.samira.email, ADDRESS] * 3)


def test_a_day_that_was_missed_sends_the_right_step_only(nadja_alone_ends):
    with after(90 - 25):
        jobs.remind()
        jobs.remind()
    assert [mail.event[-3:] for mail in Mail.objects.filter(address__startswith="nadja")] == ["-30"]


def stops_at(monkeypatch, name, person, error):
    """The letter of that name cannot be written to one person."""
    write = getattr(letters, name)

    def written(right):
        if right.user == person:
            raise error
        return write(right)

    monkeypatch.setattr(letters, name, written)


@pytest.fixture
def two_end(nadja_alone_ends):
    """The rights of Nadja and Göran end on the same day."""
    right = Membership.objects.running().get(user=nadja_alone_ends.goran)
    ends_in(right, 90)
    return nadja_alone_ends


def test_a_reminder_that_fails_stops_no_other_and_is_sent_the_next_day(two_end, monkeypatch):
    here = two_end
    with after(83):
        with monkeypatch.context() as patch:
            stops_at(patch, "ends_soon", here.nadja, RuntimeError)
            jobs.remind()
        assert here.goran.email in told()
        assert here.nadja.email not in told()
    with after(84):
        jobs.remind()
    assert [told().count(person.email) for person in (here.nadja, here.goran)] == [1, 1]


def test_a_lapse_that_cannot_be_told_stops_no_other_and_is_told_the_next_day(two_end, monkeypatch):
    here = two_end
    with after(91), monkeypatch.context() as patch:
        stops_at(patch, "lapsed", here.nadja, RuntimeError)
        jobs.tell_lapsed()
    assert told("lapsed") == [here.goran.email]
    with after(92):
        jobs.tell_lapsed()
    assert told("lapsed") == sorted([here.goran.email, here.nadja.email])


def test_a_worker_that_is_stopped_halfway_has_told_nobody_and_the_next_tells_all(
    two_end, monkeypatch
):
    here = two_end
    with after(91):
        noon = timezone.localtime().replace(hour=12)  # by then everything is due
        with monkeypatch.context() as patch:
            stops_at(patch, "lapsed", here.goran, SystemExit)
            stops_at(patch, "lapsed", here.nadja, SystemExit)
            with pytest.raises(SystemExit):
                run_due(noon)
        assert not Membership.objects.filter(lapse_told_at__isnull=False, user=here.nadja).exists()
        assert told("lapsed") == []
        run_due(noon)
        assert told("lapsed") == sorted([here.goran.email, here.nadja.email])


def test_a_renewed_right_is_reminded_of_again_next_year(nadja_alone_ends):
    here = nadja_alone_ends
    with after(90 - 7):
        jobs.remind()
        rights.renew(membership=here.nadja_right, by=here.samira)
        Mail.objects.filter(event__contains="renewed").delete()
        jobs.remind()
    assert Mail.objects.filter(address=here.nadja.email).count() == 1
    here.nadja_right.refresh_from_db()
    until = here.nadja_right.valid_until
    with after((until - today()).days - 60):
        jobs.remind()
    assert Mail.objects.filter(address=here.nadja.email).count() == 2


def test_an_administrator_who_wants_no_reminders_gets_none(nadja_alone_ends):
    here = nadja_alone_ends
    Choice.objects.create(user=here.samira, kind="reminder", pace="none")
    with after(83):
        jobs.remind()
    assert told() == sorted([here.nadja.email, ADDRESS])


def test_a_right_that_ends_by_a_handover_is_not_reminded_of(here):
    handover = sent(here, day=today() + timedelta(days=20))
    handovers.approve(handover=handover, by=here.petra)
    Mail.objects.all().delete()
    with after(13):
        jobs.remind()
    with after(20):
        jobs.tell_lapsed()
    assert here.goran.email not in told()


def test_a_lapsed_right_counts_no_more_and_is_told_once(nadja_alone_ends):
    here = nadja_alone_ends
    with after(90):
        jobs.tell_lapsed()
        assert acts_for(here.nadja, here.open_door)
    assert told("lapsed") == []
    for days in (91, 92, 130):
        with after(days):
            assert not acts_for(here.nadja, here.open_door)
            jobs.tell_lapsed()
    assert told("lapsed") == [here.nadja.email]


def test_a_last_administrator_who_lapses_is_noticed(here):
    Membership.objects.update(lapse_told_at=timezone.now())
    Membership.objects.filter(pk=here.samira_right.pk).update(
        valid_until=today(), lapse_told_at=None
    )
    with after(1):
        jobs.tell_lapsed()
        jobs.tell_lapsed()
        assert list(selectors.without_admin()) == [here.open_door]
    assert told("without-admin") == sorted([ADDRESS, here.petra.email])
    here.invitation.refresh_from_db()
    assert here.invitation.state == "revoked"


def test_a_right_that_another_has_followed_is_not_told_of(here):
    Membership.objects.filter(user=here.ingrid).delete()
    ends_in(here.nadja_right, 5)
    Membership.objects.create(
        actor=here.open_door,
        user=here.nadja,
        role=Role.APPLICANT,
        via="handover",
        valid_from=today() + timedelta(days=6),
        valid_until=today() + timedelta(days=100),
    )
    jobs.remind()
    with after(6):
        jobs.tell_lapsed()
    assert here.nadja.email not in told()


def test_files_that_no_row_knows_are_swept_after_a_day(here):
    known = ask_with_evidence(here).evidence.file
    storage = Evidence._meta.get_field("file").storage
    storage.save("evidence/left", ContentFile(b"left by a process that died"))
    jobs.sweep_files()
    assert storage.exists("evidence/left")
    with after(2):
        jobs.sweep_files()
    assert not storage.exists("evidence/left")
    assert storage.exists(known.name)


def test_the_page_of_people_shows_members_before_those_invited(here):
    rows = selectors.people(here.open_door)
    assert [(row.state, row.role, row.address.split("@")[0]) for row in rows] == [
        ("active", Role.ADMIN, "samira"),
        ("active", Role.APPLICANT, "goran"),
        ("active", Role.EDITOR, "nadja"),
        ("invited", Role.EDITOR, "liban"),
    ]


def test_what_waits_for_the_administrator(here):
    claim = ask_with_evidence(here)
    ends_in(here.nadja_right, 13)
    waiting = selectors.to_do(here.open_door, here.samira)
    assert [todo.kind for todo in waiting] == ["claim", "ends", "one_admin"]
    assert (waiting[0].claim, waiting[1].days_left) == (claim, 13)


def test_what_has_happened_is_told_the_newest_first(here):
    ask_with_evidence(here)
    events = selectors.history(here.open_door)
    assert "Marianne Holm" in events[0].text
    assert events == sorted(events, key=lambda event: event.day, reverse=True)


def test_the_pages_of_people_ask_a_fixed_number_of_questions(here, django_assert_max_num_queries):
    for number in range(8):
        user = type(here.samira).objects.create_user(f"p{number}@posten.example")
        rights.give(actor=here.open_door, user=user, role=Role.EDITOR, by=here.petra)
    with django_assert_max_num_queries(2):
        selectors.people(here.open_door)
    with django_assert_max_num_queries(4):
        selectors.history(here.open_door)
    with django_assert_max_num_queries(5):
        selectors.to_do(here.open_door, here.samira)
    with django_assert_max_num_queries(1):
        selectors.actors_of(here.samira)
    ask_with_evidence(here)
    with django_assert_max_num_queries(5):
        assert loaded(here.petra, requests(here.petra))
