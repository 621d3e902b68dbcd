"""What has been reported in the demo, decided and objected to: once, and nobody gets mail."""

from datetime import date

import pytest
from django.db import transaction

from civsam_pages.arena import stops
from civsam_pages.arena.stops import Doing
from civsam_pages.moderation.admin_queue import waiting_for
from civsam_pages.moderation.models import Matter, Report, Ruling
from civsam_pages.notifications.models import Mail
from civsam_platform.demo import loader, users

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded_today(django_db_setup, django_db_blocker):
    """The demo as it is today: those who report have to have their rights now."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield loader.load(date.today())
        transaction.set_rollback(True)


def test_an_objection_and_two_reported_pages_wait_for_the_reviewer(loaded_today, django_user_model):
    reviewer = django_user_model.objects.get(email=users.REVIEWER)
    found = [(row.state, row.reports.count()) for row in waiting_for(reviewer)]
    assert found == [("objected", 1), ("open", 2), ("open", 1)]


def test_one_is_decided_and_somebody_is_blocked_from_answering(loaded_today, django_user_model):
    assert set(Ruling.objects.values_list("act", flat=True)) == {"dismiss", "block"}
    emil = django_user_model.objects.get(email="emil@posten.example")
    assert not stops.may(Doing.ANSWER, user=emil)
    assert stops.may(Doing.WRITE, user=emil)


def test_nobody_gets_mail_about_it(loaded_today):
    assert not Mail.objects.exists()


def test_a_second_run_reports_nothing_more(loaded_today):
    before = (Report.objects.count(), Matter.objects.count(), Ruling.objects.count())
    assert not loader.load(date.today()).changed
    assert before == (Report.objects.count(), Matter.objects.count(), Ruling.objects.count())
