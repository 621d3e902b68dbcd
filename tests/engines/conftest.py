"""The engines that the contract is held up against; another one joins by a line here."""

import pytest

from civsam_search.engines.elastic import ElasticEngine, outbox
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


class ToldAtOnce(ElasticEngine):
    """Tells the servers within the test's transaction, which is never committed."""

    def index(self, documents):
        count = super().index(documents)
        outbox.drain(self.cluster)
        return count

    def remove(self, keys):
        super().remove(keys)
        outbox.drain(self.cluster)

    def search(self, query):
        found = super().search(query)
        assert not found.reserve, "the embedded engine answered instead"
        return found


@pytest.fixture
def elastic(db, elasticsearch_settings):  # noqa: F811
    """The engine of Elasticsearch, with an empty index."""
    engine = ToldAtOnce()
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
