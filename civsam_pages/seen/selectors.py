"""Reads of how often pages have been seen. One query each."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from .models import SeenDay


def totals(page_ids: Iterable[int]) -> dict[int, int]:
    """How often each page has been seen since it was put out."""
    return dict(_summed(SeenDay.objects.filter(page__in=list(page_ids)), "page"))


def monthly(first: date, last: date) -> dict[tuple[int, date], int]:
    """How often each page was seen in each month, by its id and the first day of the month."""
    rows = SeenDay.objects.filter(day__range=(first, last)).annotate(month=TruncMonth("day"))
    return {(pk, month): count for pk, month, count in _summed(rows, "page", "month")}


def _summed(rows: Any, *by: str) -> Iterable[tuple[Any, ...]]:
    found: Iterable[tuple[Any, ...]] = (
        rows.order_by().values(*by).annotate(total=Sum("count")).values_list(*by, "total")
    )
    return found
