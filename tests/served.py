"""Fixtures of real servers: each is started once, when a test first asks for it.

Without them the tests that need them are skipped with a line that says what to install, or fail
where `CIVSAM_REQUIRE_SERVICES` asks for everything.
"""

import os
import uuid
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace

import pytest
from django.db import connections, transaction
from django.db.utils import load_backend

from tests import servers

URL = os.environ.get("CIVSAM_ELASTICSEARCH_URL", "")
ALIAS = "served"


def or_skip(stack, starting):
    """Start a server, or say why that cannot be."""
    try:
        return stack.enter_context(starting)
    except servers.Missing as missing:
        if os.environ.get("CIVSAM_REQUIRE_SERVICES"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def elasticsearch_url():
    """The address of an Elasticsearch: the one that is named, or one of our own."""
    if URL:
        yield URL
        return
    with ExitStack() as stack:
        [node] = or_skip(stack, servers.elasticsearch())
        yield node.url


@pytest.fixture
def elasticsearch_settings(elasticsearch_url, settings, monkeypatch):
    """This installation searches with Elasticsearch, in indices of its own that go afterwards.

    It waits for a server that has just started on a busy machine; how long a visitor waits is
    tried in `tests/engines/test_faults.py`.
    """
    from civsam_search.engines.elastic import cluster, engine, rebuilding

    monkeypatch.setattr(engine, "BUDGET", 30)

    settings.CIVSAM_ELASTICSEARCH = {
        "hosts": [elasticsearch_url],
        "prefix": f"test-{uuid.uuid4().hex[:12]}",
    }
    own = cluster.configured()
    yield own
    client = own.client()
    for name in rebuilding.own_indices(client, own):
        client.options(ignore_status=404).indices.delete(index=name)


@pytest.fixture(scope="session")
def postgresql_database():
    """A PostgreSQL of our own, as settings of Django."""
    with ExitStack() as stack:
        yield or_skip(stack, servers.postgresql())


@pytest.fixture(scope="session")
def mariadb_database():
    """A MariaDB of our own, as settings of Django."""
    import pymysql

    pymysql.install_as_MySQLdb()  # a site uses mysqlclient, which has to be compiled
    with ExitStack() as stack:
        yield or_skip(stack, servers.mariadb())


class SearchRouter:
    """Sends the tables of the search, and nothing else, to the served database."""

    def db_for_read(self, model, **hints):
        return ALIAS if model._meta.app_label == "civsam_search" else None

    db_for_write = db_for_read


_made = set()


@contextmanager
def search_tables_in(database, settings, *, kept=False):
    """The search keeps its tables in this database; what is written is rolled back, or `kept`.

    The tables are made once for each database, straight from the models. What is kept can be
    written by other threads and processes too; the test must not ask for `db` then.
    """
    from django.apps import apps

    configured = connections.configure_settings({"default": dict(database)})["default"]
    if kept:
        connections.databases[ALIAS] = configured
    else:
        # Not among `connections.databases`: Django's tests guard all that stands there.
        wrapper = load_backend(configured["ENGINE"]).DatabaseWrapper(configured, ALIAS)
        connections[ALIAS] = wrapper
    connection = connections[ALIAS]
    settings.DATABASE_ROUTERS = ["tests.served.SearchRouter"]
    tables = list(apps.get_app_config("civsam_search").get_models())
    try:
        server = str(database)
        if server not in _made:
            servers.make_tables(connection, tables)
            _made.add(server)
        if kept:
            yield connection
            for model in reversed(tables):
                model.objects.using(ALIAS).all()._raw_delete(ALIAS)
        else:
            with transaction.atomic(using=ALIAS):
                yield connection
                transaction.set_rollback(True, using=ALIAS)
    finally:
        connection.close()
        del connections[ALIAS]
        connections.databases.pop(ALIAS, None)


@pytest.fixture
def in_postgresql(db, postgresql_database, settings):
    """The search keeps its tables in PostgreSQL."""
    with search_tables_in(postgresql_database, settings) as connection:
        yield SimpleNamespace(vendor=connection.vendor)


@pytest.fixture
def in_mariadb(db, mariadb_database, settings):
    """The search keeps its tables in MariaDB."""
    with search_tables_in(mariadb_database, settings) as connection:
        yield SimpleNamespace(vendor=connection.vendor)
