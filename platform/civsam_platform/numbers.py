"""Numbers that no database can hold, in addresses, filters and forms."""

from collections.abc import Callable

from django.core.handlers.exception import response_for_exception
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse

OUT_OF_RANGE = "22003"
"""SQLSTATE "numeric value out of range" (ISO/IEC 9075)."""


class TooLargeNumbers:
    """Answers "not found" where somebody asks for a thing by a number larger than any key.

    Django asks the database for a foreign key of any size, and so do the forms and filters of
    Wagtail's admin. SQLite's module then raises OverflowError, PostgreSQL a DataError.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for what is not there; None for every other error."""
        return response_for_exception(request, Http404()) if is_too_large(error) else None


def is_too_large(error: Exception) -> bool:
    """Whether a database has refused a number for its size."""
    if isinstance(error, OverflowError):
        return "SQLite INTEGER" in str(error)
    state = getattr(error.__cause__, "sqlstate", "")
    return isinstance(error, DataError) and state == OUT_OF_RANGE
