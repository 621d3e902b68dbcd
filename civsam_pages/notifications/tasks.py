"""What the worker does, and how it is told that there is something to do."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django_tasks import TaskResultStatus, task, task_backends

BACKEND = getattr(settings, "CIVSAM_TASK_BACKEND", "default")
AT_A_TIME = 50  # mails a task, so that a worker that is told to stop does so soon
LOST_AFTER = timedelta(minutes=10)


@task(backend=BACKEND)
def deliver_mail() -> int:
    """Send what is due; where there is more than one round takes, a worker goes on."""
    from . import delivery

    sent = delivery.deliver(AT_A_TIME)
    if has_worker() and delivery.is_anything_due():
        wake_worker()
    return sent


def has_worker() -> bool:
    """Whether tasks wait in the database for a worker. Otherwise they run at once, or never."""
    try:
        from django_tasks_db import DatabaseBackend
    except ImportError:
        return False
    return isinstance(task_backends[BACKEND], DatabaseBackend)


def wake_worker() -> None:
    """Tell the worker that there is mail to send, unless it has been told and not begun yet.

    Called when the mail is committed. Without a worker, the mail is sent here and now.
    """
    if has_worker():
        from django_tasks_db.models import DBTaskResult

        told = DBTaskResult.objects.ready().filter(
            backend_name=BACKEND, task_path=deliver_mail.module_path
        )
        if told.exists():
            return
    deliver_mail.enqueue()


def put_back_lost() -> int:
    """Put tasks back that a worker left when it was killed, and return how many.

    The backend itself forgets them. A task may therefore run twice, and ours can.
    """
    if not has_worker():
        return 0
    from django_tasks_db.models import DBTaskResult

    lost = DBTaskResult.objects.filter(
        status=TaskResultStatus.RUNNING,
        backend_name=BACKEND,
        started_at__lt=timezone.now() - LOST_AFTER,
    )
    return lost.update(status=TaskResultStatus.READY, started_at=None)
