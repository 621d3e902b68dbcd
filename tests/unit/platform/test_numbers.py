"""A number that is too large for a database, and the other errors that databases make."""

import sqlite3

import pytest
from django.db import DataError
from psycopg import errors

from civsam_platform.numbers import is_too_large


def postgresql(cause):
    error = DataError(str(cause))
    error.__cause__ = cause
    return error


def sqlite():
    with pytest.raises(OverflowError) as caught:
        sqlite3.connect(":memory:").execute("SELECT ?", [10**22])
    return caught.value


def test_both_databases_say_when_a_number_is_too_large():
    assert is_too_large(sqlite())
    assert is_too_large(postgresql(errors.NumericValueOutOfRange("bigint out of range")))


@pytest.mark.parametrize(
    "error",
    [
        OverflowError("math range error"),
        postgresql(errors.StringDataRightTruncation("value too long")),
        DataError("of some other kind"),
        ValueError("nothing to do with databases"),
    ],
)
def test_other_errors_stay_errors(error):
    assert not is_too_large(error)
