"""What people searched for without finding, so that an editor can help the next one.

Nothing is kept of who searched, and nothing that looks as if it were about a person.
"""

import re
from datetime import date, timedelta

from django.db.models import F

from .clock import today
from .models import CommonSearch, CountedSearch, FailedSearch
from .swedish import clean_query

KEPT_DAYS = 90
MOST_A_DAY = 1000
"""No machine fills the table."""
LONGEST, MOST_WORDS = 80, 6
"""Longer questions are stories, and stories are about people."""

_PERSONAL = re.compile(
    r"""
    \d{6,8} [-+\s]? \d{4}                                     # personal and co-ordination numbers
    | @ | \( (?:a|at|snabel-a) \) | \bwww\. | https?:         # addresses of mail and web
    | \w{2} \. (?: se | nu | com | org | net ) \b
    | (?: \d [\s()/.‐-―-]{0,2} ){6,}                          # telephone numbers, all long numbers
    | \b \d{3} \s \d{2} \b | \b box \s+ \d                    # post codes, post boxes
    | \w \s? (?: gatan | vägen | gränd | stigen | backen | torget | allén | esplanaden | liden
        | gata | väg | stig | g\. ) \s+ \d
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_personal(text: str) -> bool:
    """Whether a question looks as if it had a number, an address or a story of somebody in it."""
    found = bool(_PERSONAL.search(text))
    return found or len(text) > LONGEST or len(text.split()) > MOST_WORDS


def remember(text: str, *, site_id: int, day: date) -> None:
    """Count a question that gave nothing; on one day at most a thousand different ones."""
    text = clean_query(text).lower()
    if not text or is_personal(text):
        return
    add(FailedSearch, text, site_id=site_id, day=day)


def add(model: type[CountedSearch], text: str, *, site_id: int, day: date, times: int = 1) -> None:
    """Add to the count of a question on a day, or begin it where there are not a thousand."""
    rows = model._default_manager.filter(site_id=site_id, day=day)
    if rows.filter(text=text).update(times=F("times") + times):
        return
    if rows.count() < MOST_A_DAY:
        row = model(site_id=site_id, text=text, day=day, times=times)
        model._default_manager.bulk_create([row], ignore_conflicts=True)


def forget_old_searches() -> None:
    """Forget what is older than 90 days: a job for every day."""
    for model in (FailedSearch, CommonSearch):
        model._default_manager.filter(day__lte=today() - timedelta(days=KEPT_DAYS)).delete()
