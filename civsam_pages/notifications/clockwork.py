"""Jobs of every day: each is done once a day, by whichever worker comes first.

A room names its jobs in its app's `ready`:

    every_day("register-remind", at=time(6), function=jobs.remind)
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import TypeVar

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from civsam_search.clock import STOCKHOLM

from .models import Run

logger = logging.getLogger(__name__)

Thing = TypeVar("Thing")
Result = TypeVar("Result")
AGAIN_AFTER = 900  # seconds until a job that failed is tried again
FAILED = "civsam-job-failed-{}"


@dataclass(frozen=True, slots=True)
class Job:
    """A job of every day, from a time of day in Stockholm on."""

    name: str
    at: time
    function: Callable[[], object]


JOBS: dict[str, Job] = {}


def every_day(name: str, at: time, function: Callable[[], object]) -> None:
    """Do `function` once a day, from `at` on. It is done in a transaction, all of it or nothing.

    Raises:
        ValueError: another job has this name.
    """
    job = Job(name, at, function)
    if JOBS.setdefault(name, job) != job:
        raise ValueError(f"Two daily jobs are called {name!r}.")


def for_each(things: Iterable[Thing], do: Callable[[Thing], Result]) -> list[Result]:
    """Within a job: `do` it for each thing by itself, so that one that fails stops no other.

    What fails leaves nothing behind, is logged, and is up again when the job is next done.
    Returns what came of those that went well.
    """
    results = []
    for thing in things:
        try:
            with transaction.atomic():
                results.append(do(thing))
        except Exception:
            logger.exception("one part of a daily job failed")
    return results


def run_due(now: datetime | None = None) -> list[str]:
    """Do the jobs whose time has come today and that nobody has done; return their names.

    A job that fails leaves nothing behind, is logged, and is tried again in a quarter of an hour.
    """
    local = (now or timezone.now()).astimezone(STOCKHOLM)
    due = [job for job in JOBS.values() if job.at <= local.time()]
    done = set(Run.objects.filter(day=local.date()).values_list("job", flat=True))
    return [job.name for job in due if job.name not in done and run(job, local)]


def run(job: Job, local: datetime) -> bool:
    """Do one job of a day, unless another worker has."""
    if cache.get(FAILED.format(job.name)):
        return False
    try:
        with transaction.atomic():
            Run.objects.create(job=job.name, day=local.date())
            job.function()
    except IntegrityError:
        if Run.objects.filter(job=job.name, day=local.date()).exists():
            return False  # another worker was quicker
        return failed(job)
    except Exception:
        return failed(job)
    return True


def failed(job: Job) -> bool:
    cache.set(FAILED.format(job.name), True, AGAIN_AFTER)
    logger.exception("the daily job %s failed", job.name)
    return False
