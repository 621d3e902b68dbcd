"""Several people save at once on the embedded default, and no save is lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from civsam_platform.environment import sqlite

WRITERS, EACH = 8, 30


@pytest.fixture
def shared_file(tmp_path, django_db_blocker):
    """A database file with the platform's SQLite settings, under an alias of its own."""

    connections.databases["shared"] = connections.configure_settings(
        {"default": sqlite(tmp_path / "shared.sqlite3")}
    )["default"]
    with django_db_blocker.unblock():
        yield "shared"
        connections["shared"].close()
    del connections["shared"], connections.databases["shared"]


def test_eight_writers_at_once_lose_nothing(shared_file):
    def query(sql, *values):
        with connections[shared_file].cursor() as cursor:
            return cursor.execute(sql, values).fetchone()

    def write(_writer):
        for _turn in range(EACH):
            with transaction.atomic(using=shared_file):
                total = query("SELECT total FROM counter")[0]
                query("UPDATE counter SET total = %s", total + 1)
        connections[shared_file].close()

    query("CREATE TABLE counter (total INTEGER)")
    query("INSERT INTO counter VALUES (0)")
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert query("SELECT total FROM counter")[0] == WRITERS * EACH
