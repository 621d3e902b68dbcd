"""``manage.py worker``: sends the mail and does the daily jobs, until it is told to stop."""

import logging
from threading import Event, Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections, connections

from civsam_pages.notifications import clockwork, delivery, services, tasks
from civsam_search.api import catch_up

logger = logging.getLogger("civsam_pages.notifications.worker")


class Command(BaseCommand):
    """The worker of django-tasks-db, with a clock beside it. Any number of them may run."""

    help = "Sends the mail and does the daily jobs. Stop it with Ctrl-C or SIGTERM."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the choices."""
        parser.add_argument(
            "--interval", type=float, default=1, help="seconds between looks for new tasks"
        )
        parser.add_argument(
            "--tick", type=float, default=15, help="seconds between looks at the clock"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the clock, and work until told to stop. A task that has begun is finished.

        Raises:
            CommandError: the tasks of this site do not wait for a worker.
        """
        if not tasks.has_worker():
            raise CommandError(
                f"The task backend {tasks.BACKEND!r} needs no worker. Set CIVSAM_TASK_BACKEND to "
                "one of TASKS whose BACKEND is django_tasks_db.DatabaseBackend."
            )
        stop = Event()
        clock = Thread(target=keep_time, args=(stop, options["tick"]), name="clock", daemon=True)
        clock.start()
        try:
            given = ["--backend", tasks.BACKEND, "--interval", str(options["interval"])]
            given += ["--no-reload", "--no-startup-delay"]
            call_command("db_worker", *given, verbosity=options["verbosity"])
        finally:
            stop.set()
            clock.join(timeout=20)


def keep_time(stop: Event, tick: float) -> None:
    """Look at the clock again and again, and let nothing that goes wrong end that."""
    while True:
        try:
            close_old_connections()
            look_at_the_clock()
        except Exception:
            logger.exception("the clock of the worker stumbled")
        if stop.wait(tick):
            break
    connections.close_all()


def look_at_the_clock() -> None:
    """Put back what dead workers left, do what is due today, see that waiting mail is sent, and
    that the servers of the search know of what changed while they were away."""
    tasks.put_back_lost()
    services.free_leases()
    clockwork.run_due()
    if delivery.is_anything_due():
        tasks.wake_worker()
    catch_up()
