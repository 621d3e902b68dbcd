"""The worker's queue, and workers that are killed."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db.models import DBTaskResult

from benchmarks import mail_crash
from benchmarks.mail_server import free_port
from civsam_pages.notifications import delivery, tasks
from civsam_pages.notifications.models import Mail

from .conftest import tell

WORKER = "civsam_pages.notifications.tasks.deliver_mail"


@pytest.fixture
def queue(db, monkeypatch):
    """The site has a worker; what it is told is looked at and not done."""
    monkeypatch.setattr(tasks, "has_worker", lambda: True)
    told = task_backends[tasks.BACKEND]
    told.clear()
    return told


def row(**fields):
    given = {
        "task_path": WORKER,
        "backend_name": tasks.BACKEND,
        "args_kwargs": {"args": [], "kwargs": {}},
        "run_after": timezone.now() - timedelta(minutes=30),
        **fields,
    }
    return DBTaskResult.objects.create(**given)


def test_the_worker_is_told_once_until_it_begins(queue):
    tasks.wake_worker()
    assert len(queue.results) == 1
    waiting = row()
    tasks.wake_worker()
    assert len(queue.results) == 1
    DBTaskResult.objects.filter(pk=waiting.pk).update(status="RUNNING")
    tasks.wake_worker()
    assert len(queue.results) == 2


def test_telling_the_worker_costs_two_queries_at_most(queue, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        tasks.wake_worker()


def test_a_task_that_a_dead_worker_left_is_put_back(queue):
    long_ago = timezone.now() - tasks.LOST_AFTER - timedelta(seconds=1)
    lost = row(status="RUNNING", started_at=long_ago)
    row(status="RUNNING", started_at=timezone.now())
    row(status="SUCCESSFUL", started_at=long_ago)
    row(status="RUNNING", started_at=long_ago, backend_name="another")
    assert tasks.put_back_lost() == 1
    lost.refresh_from_db()
    assert lost.status == "READY"
    assert lost in DBTaskResult.objects.ready()


def test_the_clock_wakes_the_worker_for_mail_that_has_become_due(queue, town, time_machine):
    from civsam_pages.notifications.management.commands.worker import look_at_the_clock

    time_machine.move_to("2026-03-12 23:00 +0100")
    tell(town.samira)
    look_at_the_clock()
    assert queue.results == []
    time_machine.move_to("2026-03-13 07:00 +0100")
    look_at_the_clock()
    assert len(queue.results) == 1


def test_a_mail_that_waits_behind_another_wakes_nobody(queue, town):
    first = tell(town.samira)
    tell(town.samira, event="answer-2")
    tomorrow = timezone.now() + timedelta(days=1)
    Mail.objects.filter(pk=first.pk).update(attempts=1, not_before=tomorrow)
    assert tasks.deliver_mail.func() == 0
    assert queue.results == []


def test_a_round_that_leaves_something_is_followed_by_another(queue, town, monkeypatch):
    monkeypatch.setattr(tasks, "AT_A_TIME", 2)
    for number in range(3):
        tell(town.samira, event=f"answer-{number}")
    assert tasks.deliver_mail.func() == 2
    assert len(queue.results) == 1
    assert tasks.deliver_mail.func() == 1
    assert len(queue.results) == 1


def test_nobody_is_woken_while_the_mail_server_is_away(queue, town):
    from civsam_pages.notifications.management.commands.worker import look_at_the_clock

    tell(town.samira)
    delivery.pause("gone")
    look_at_the_clock()
    assert queue.results == []


@pytest.mark.django_db
def test_a_site_without_a_worker_sends_after_the_commit(
    town, monkeypatch, mailoutbox, django_capture_on_commit_callbacks
):
    at_once = tasks.deliver_mail.using(backend="default")
    monkeypatch.setattr(tasks, "deliver_mail", at_once)
    with django_capture_on_commit_callbacks(execute=True):
        tell(town.samira)
        assert mailoutbox == []
    assert len(mailoutbox) == 1


@pytest.mark.django_db
def test_a_mail_server_that_is_away_does_not_fail_the_request_of_such_a_site(
    town, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    immediate = tasks.deliver_mail.using(backend="default")
    with django_capture_on_commit_callbacks() as callbacks:
        mail = tell(town.samira)
    assert len(callbacks) == 1
    immediate.enqueue()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("waiting", 0)


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A file with the tables of mail, made once."""
    folder = tmp_path_factory.mktemp("tables")
    mail_crash.prepare(folder, free_port())
    return folder / mail_crash.DATABASE


@pytest.fixture
def folder(tables, tmp_path):
    """A data folder with a database of its own, for real processes."""
    shutil.copy(tables, tmp_path)
    return tmp_path


def test_a_worker_that_is_killed_loses_nothing(folder):
    """`python -m benchmarks.mail_crash` does it 20 times in 1,000 mails."""
    result = mail_crash.crash(folder, mails=100, kills=5)
    assert result.is_right, result


def test_the_same_told_from_many_sides_at_once_is_one_mail(folder):
    env = mail_crash.prepare(folder, free_port())
    assert mail_crash.with_django("in_parallel(20)", env=env) == "1"
