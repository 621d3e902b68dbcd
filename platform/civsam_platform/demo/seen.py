"""How often the pages of Älvsunda have been seen: more when they are new, and less on Sundays."""

from datetime import date, timedelta
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from civsam_pages.seen.models import SeenDay

DAYS = 120
KINDS = ("needpage", "initiativepage", "actorpage", "grantpage")


def add_seen(start: Page, today: date) -> None:
    """Let every published page below the start page have been seen, the latest months."""
    pages = Page.objects.descendant_of(start).live().filter(_of_a_kind())
    SeenDay.objects.bulk_create(
        SeenDay(page_id=pk, day=day, count=count)
        for pk, slug, out in pages.values_list("pk", "slug", "first_published_at")
        for day in _days(timezone.localdate(out), today)
        if (count := _count(slug, day, timezone.localdate(out)))
    )


def _of_a_kind() -> Q:
    return Q(content_type__model__in=KINDS)


def _days(out: date, today: date) -> list[date]:
    first = max(out, today - timedelta(days=DAYS))
    return [first + timedelta(days=number) for number in range((today - first).days)]


def _count(slug: str, day: date, out: date) -> int:
    """As many as that page has on that day, each time the demo is loaded."""
    chance = sha256(f"{slug} {day}".encode()).digest()
    news = 6 if (day - out).days < 10 else 1
    quiet = day.weekday() == 6
    return (chance[0] % 3) * news // (2 if quiet else 1) if chance[1] < 150 else 0
