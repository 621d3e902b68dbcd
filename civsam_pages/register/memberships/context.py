"""A template context processor: as whom a person acts, on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from .acting import acting_as


def acting(request: HttpRequest) -> dict[str, Any]:
    """Give `acting`, which asks the database only when a template shows it."""
    return {"acting": SimpleLazyObject(lambda: acting_as(request))}
