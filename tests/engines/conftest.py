"""The engines that the contract is held up against; another one joins by a line here."""

import pytest

from civsam_search.engines.elastic.throw_away import ToldAtOnce
from civsam_search.engines.embedded import EmbeddedEngine
from civsam_search.engines.memory import MemoryEngine
from tests.served import (  # noqa: F401 (fixtures)
    elasticsearch_settings,
    elasticsearch_url,
    in_mariadb,
    in_postgresql,
    mariadb_database,
    postgresql_database,
)


class Strict(ToldAtOnce):
    """Lets nobody answer in its place."""

    def search(self, query):
        found = super().search(query)
        assert not found.reserve, "the embedded engine answered instead"
        return found


@pytest.fixture
def elastic(db, elasticsearch_settings):  # noqa: F811
    """The engine of Elasticsearch, with an empty index."""
    engine = Strict()
    engine.rebuild([])
    return engine


ENGINES = {
    "memory": (MemoryEngine, "db"),
    "embedded on SQLite": (EmbeddedEngine, "db"),
    "embedded on PostgreSQL": (EmbeddedEngine, "in_postgresql"),
    "embedded on MariaDB": (EmbeddedEngine, "in_mariadb"),
    "Elasticsearch": (None, "elastic"),
}


@pytest.fixture(params=ENGINES)
def engine(request, db):
    make, needs = ENGINES[request.param]
    needed = request.getfixturevalue(needs)
    return make() if make else needed
