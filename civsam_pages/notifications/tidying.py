"""What is kept of the past, and for how long."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone

from . import tasks
from .models import Mail, Run
from .rules import MailState

KEEP_WORDS = timedelta(days=90)  # of mails; the row stays, so that no event is told twice
KEEP_ROWS = timedelta(days=730)
KEEP_RUNS = timedelta(days=30)
KEEP_TASKS = timedelta(days=14)
OVER = (MailState.SENT, MailState.DIGESTED, MailState.DEAD)


def tidy() -> None:
    """Empty old mails, and forget very old ones, old runs of jobs and results of tasks."""
    now = timezone.now()
    Mail.objects.filter(state__in=OVER, created_at__lt=now - KEEP_ROWS).delete()
    old = Mail.objects.filter(state__in=OVER, created_at__lt=now - KEEP_WORDS)
    old.exclude(text="", html="", lead="", link="").update(text="", html="", lead="", link="")
    Run.objects.filter(day__lt=(now - KEEP_RUNS).date()).delete()
    if tasks.has_worker():
        given = ["--backend", tasks.BACKEND, "--min-age-days", str(KEEP_TASKS.days)]
        call_command("prune_db_task_results", *given, verbosity=0)
