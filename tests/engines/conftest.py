"""The engines that the contract is held up against; another one joins by a line here."""

import pytest

from civsam_search.engines.embedded import EmbeddedEngine
from civsam_search.engines.memory import MemoryEngine

ENGINES = {"memory": MemoryEngine, "embedded": EmbeddedEngine}


@pytest.fixture(params=ENGINES)
def engine(request, db):
    return ENGINES[request.param]()
