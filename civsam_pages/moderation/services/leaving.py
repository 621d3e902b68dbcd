"""What is forgotten: who reported long ago, and a person who deletes the account."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from civsam_search.api import today

from ..models import Block, Objection, Report, Ruling, hash_address
from ..rules import REPORTERS_KEPT, WAITING


def tidy() -> None:
    """Forget who reported what was decided long ago. What was decided, and why, stays."""
    late = timezone.now() - REPORTERS_KEPT
    old = Report.objects.filter(matter__changed_at__lte=late).exclude(matter__state__in=WAITING)
    old.exclude(by=None, email="").update(by=None, email="")


@transaction.atomic
def erase(user: Any) -> None:
    """Let go of a person. A block that counts still stays with their address, as a hash."""
    Report.objects.filter(by=user).update(by=None)
    Report.objects.filter(email__iexact=user.email).update(email="")
    rows = Block.objects.filter(user=user)
    counts = rows.filter(Q(until=None) | Q(until__gte=today()), ended_at=None)
    counts.update(user=None, address_hash=hash_address(user.email))
    rows.update(user=None)
    Ruling.objects.filter(user=user).update(user=None)
    Objection.objects.filter(by=user).update(by=None)
