"""Reads of the outbox."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.utils import timezone

from .models import Bounce, Mail
from .rules import MailState


@dataclass(frozen=True, slots=True)
class Status:
    """What the outbox holds. `later` waits for the morning or for another try."""

    due: int
    oldest_due: datetime | None
    later: int
    held: int
    oldest_held: datetime | None
    dead: int
    oldest_dead: datetime | None
    sent_today: int
    bounces: int
    last_error: str


def status() -> Status:
    """Count the outbox, in three queries."""
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    due = Q(state=MailState.SENDING) | Q(state=MailState.WAITING, not_before__lte=now)
    later = Q(state=MailState.WAITING, not_before__gt=now)
    held, dead = Q(state=MailState.HELD), Q(state=MailState.DEAD)
    counts = Mail.objects.aggregate(
        due=Count("pk", filter=due),
        oldest_due=Min("not_before", filter=due),
        later=Count("pk", filter=later),
        held=Count("pk", filter=held),
        oldest_held=Min("created_at", filter=held),
        dead=Count("pk", filter=dead),
        oldest_dead=Min("created_at", filter=dead),
        sent_today=Count("pk", filter=Q(state=MailState.SENT, sent_at__gte=midnight)),
    )
    failing = Mail.objects.exclude(error="").exclude(state=MailState.SENT).order_by("-pk")
    error = failing.values_list("error", flat=True).first() or ""
    return Status(**counts, bounces=Bounce.objects.count(), last_error=without_addresses(error))


def without_addresses(words: str) -> str:
    """What a mail server said, without whom it was about: for terminals, monitors and logs."""
    return re.sub(r"\S+@\S+", "…", words)
