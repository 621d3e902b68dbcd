"""What the platform changes in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks


@hooks.register("construct_reports_menu")
def leave_empty_reports_out(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's own log of searches is not kept here (decision 20); the search has its reports."""
    items[:] = [item for item in items if item.name != "search-terms"]
