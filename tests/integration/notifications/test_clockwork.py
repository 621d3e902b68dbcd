"""Each daily job is done once a day, by whichever worker comes first."""

from datetime import datetime, time, timedelta

import pytest
from django.core.cache import cache

from civsam_pages.notifications import clockwork
from civsam_pages.notifications.clockwork import every_day, run_due
from civsam_pages.notifications.models import Choice, Preferences, Run
from civsam_search.clock import STOCKHOLM

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What the jobs of a story have done."""
    monkeypatch.setattr(clockwork, "JOBS", {})
    found = []
    every_day("early", at=time(6), function=lambda: found.append("early"))
    every_day("late", at=time(18), function=lambda: found.append("late"))
    return found


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=STOCKHOLM)


def test_a_job_waits_for_its_time_and_is_done_once(done):
    assert run_due(at(12, 5, 59)) == []
    assert run_due(at(12, 6)) == ["early"]
    assert run_due(at(12, 6, 1)) == []
    assert run_due(at(12, 18)) == ["late"]
    assert run_due(at(13, 18)) == ["early", "late"]
    assert done == ["early", "late", "early", "late"]


def test_the_day_is_a_day_in_stockholm(done):
    assert run_due(datetime.fromisoformat("2026-07-01T22:30:00+00:00")) == []  # 00:30 on the 2nd
    assert run_due(datetime.fromisoformat("2026-07-02T04:00:00+00:00")) == ["early"]


def test_another_worker_has_done_it(done):
    Run.objects.create(job="early", day=at(12, 6).date())
    assert run_due(at(12, 7)) == []
    assert clockwork.run(clockwork.JOBS["early"], at(12, 7)) is False
    assert done == []


def test_a_job_that_fails_leaves_nothing_and_is_tried_again(done, town, time_machine):
    fails = [True]

    def job():
        Preferences.objects.create(user=town.samira, language="en")
        if fails:
            raise RuntimeError

    every_day("frail", at=time(6), function=job)
    assert run_due(at(12, 7)) == ["early"]
    assert not Preferences.objects.exists()
    fails.clear()
    assert run_due(at(12, 7)) == []  # not every few seconds
    time_machine.shift(timedelta(minutes=16))
    assert run_due(at(12, 7, 16)) == ["frail"]
    assert Preferences.objects.count() == 1


def test_a_job_that_breaks_a_constraint_has_failed_too(done, town):
    def job():
        for _time in range(2):
            Choice.objects.create(user=town.samira, kind="x")

    every_day("frail", at=time(6), function=job)
    assert "frail" not in run_due(at(12, 7))
    assert not Run.objects.filter(job="frail").exists()
    cache.clear()
    assert not Choice.objects.exists()


def test_two_jobs_do_not_share_a_name(done):
    with pytest.raises(ValueError, match="early"):
        every_day("early", at=time(7), function=print)
