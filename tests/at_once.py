"""Many at the same time, each on a connection of its own, as behind a real server."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

# Above the stories that use `at_once`.
marks = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="copies SQLite's file"),
]


@pytest.fixture
def at_once(tmp_path, monkeypatch):
    """Call functions at the same moment, each so many times, on a copy of the database in a file.

    Gives what each call gave, or the refusal that it raised. `at_once.then` asks afterwards.
    """

    def copied():
        path = tmp_path / "civsam.sqlite3"
        if not path.exists():
            path.write_bytes(connection.connection.serialize())
            # As on a platform that has been migrated: SQLite lets nobody wait for this switch.
            with closing(sqlite3.connect(path)) as file:
                file.execute("PRAGMA journal_mode=WAL")
            # New threads connect to the copy; this one's connection stays where it is.
            monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    def one(function, begin):
        begin.wait(timeout=60)
        try:
            return function()
        except PermissionDenied as refusal:
            return refusal
        finally:
            connections.close_all()

    def run(*functions, times=1):
        copied()
        calls = functions * times
        begin = Barrier(len(calls))
        with ThreadPoolExecutor(len(calls)) as threads:
            return [done.result() for done in [threads.submit(one, each, begin) for each in calls]]

    run.then = lambda function: run(function)[0]
    return run
