"""The same things are found on every engine, in the same order: asked about all of the demo."""

import json
from pathlib import Path
from statistics import mean

import pytest

from civsam_platform import demo
from civsam_search import indexing, keeping, scale, synonyms
from civsam_search.engines.base import Query
from civsam_search.engines.embedded import EmbeddedEngine
from tests.integration.demo.conftest import LOADED_ON, alvsunda, loaded  # noqa: F401 (fixtures)

QUESTIONS = json.loads(Path(demo.__file__).with_name("queries.json").read_text())
FIRST = 10


def answers(engine, documents):
    """The first hits of each question from an engine that has these documents alone."""
    scale.keep(scale.measure(documents))
    engine.rebuild([])
    engine.rebuild(documents)
    keeping.forget_all()
    site, rules = documents[0].site_id, synonyms.starting()
    return [
        engine.search(
            Query(site_id=site, day=LOADED_ON, text=one["query"], per_page=FIRST, rules=rules)
        ).keys
        for one in QUESTIONS
    ]


@pytest.fixture
def documents(alvsunda):  # noqa: F811
    """All that the demo publishes."""
    return list(indexing.documents())


@pytest.fixture
def on_sqlite(documents):
    """What the embedded engine answers on SQLite."""
    found = answers(EmbeddedEngine(), documents)
    assert all(found), "every question finds something"
    return found


@pytest.mark.parametrize("database", ["in_postgresql", "in_mariadb"])
def test_another_database_gives_the_same_answers(database, documents, on_sqlite, request):
    request.getfixturevalue(database)
    assert answers(EmbeddedEngine(), documents) == on_sqlite


def test_elasticsearch_shares_nine_of_ten_hits_and_more(documents, on_sqlite, request):
    there = answers(request.getfixturevalue("elastic"), documents)
    shared = [
        len(set(a) & set(b)) / max(len(a), len(b)) for a, b in zip(on_sqlite, there, strict=True)
    ]
    assert mean(shared) >= 0.9
