#!/usr/bin/env python
"""Holds the search engines up against each other, on real servers of its own.

    .venv/bin/python benchmarks/search_servers.py GRANTS REGISTER --queries FILE [--queries FILE]

The documents are those of the files (`benchmarks/corpora.py` reads them), with invented facets.
It prints two things, or with --json one object:

- same answers: how many of the first ten hits the embedded engine on PostgreSQL and on MariaDB,
  and Elasticsearch, share with the embedded engine on SQLite;
- speed: a page of results (20 hits, the total, 4 facets, the excerpts with their marks) from the
  embedded engine on SQLite and on PostgreSQL, and from Elasticsearch over HTTP; beside them
  Wagtail's stock search for the first 20 and the total, of 5,000 of the documents made into pages,
  on the same SQLite; suggestions; and a rebuild of Elasticsearch beside the raw speed at
  which it takes in the same prepared documents.

A server that has just been started is slow: Java first runs a program step by step, and compiles
what it does often. So Elasticsearch is timed twice: at once, and after it has been asked a while.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "search"), str(ROOT / "platform"), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

SITE = 1
DAY = date(2026, 3, 18)
FACETS = {"theme": 14, "group": 10, "area": 16}
ALIAS = "other"
FIRST = 10
PAGES = 5000
WARM = 20
"""So many times each question has been put to a server by the time that it is warm."""


class Router:
    """Sends everything to another database while `other` is true."""

    other = False

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Where a model is."""
        return ALIAS if self.other else None

    db_for_write = db_for_read


def documents(files: list[Path], limit: int | None) -> list[Any]:
    """The documents of the files, each with a value of each facet and a state."""
    from benchmarks.corpora import read

    made = []
    for item in islice((item for file in files for item in read(file)), limit):
        one = item.document
        seed = crc32(one.key.encode())
        facets = {name: (f"{name}-{seed % number}",) for name, number in FACETS.items()}
        status = ("open", "closed", "upcoming")[seed % 3]
        periods = (replace(one.periods[0], status=status),)
        made.append(replace(one, site_id=SITE, url=f"/{one.key}/", facets=facets, periods=periods))
    return list({one.key: one for one in made}.values())


def questions(files: list[Path]) -> list[str]:
    """The texts of the questions."""
    from civsam_search.evaluation.sets import rows

    return [row["text"] if "text" in row else row["query"] for file in files for row in rows(file)]


@contextmanager
def in_database(database: dict[str, Any]) -> Iterator[None]:
    """The search keeps its tables in this database, beside tables of pages that are empty."""
    import servers
    from django.apps import apps
    from django.db import connections
    from wagtail.models import Page, PageViewRestriction

    from civsam_search import keeping

    made = connections.configure_settings({"default": dict(database)})["default"]
    connections.databases[ALIAS] = made
    search = apps.get_app_config("civsam_search").get_models()
    servers.make_tables(connections[ALIAS], (Page, PageViewRestriction, *search))
    Router.other = True
    keeping.forget_all()
    try:
        yield
    finally:
        Router.other = False
        keeping.forget_all()
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]


def make_pages(made: list[Any]) -> None:
    """Make pages of some of the documents, evenly chosen, and Wagtail's own index of them."""
    from django.core.management import call_command

    from benchmarks.search_speed import write_pages

    some = made[:: max(1, len(made) // PAGES)][:PAGES]
    write_pages((one.title, f"{one.lead}\n{one.body}") for one in some)
    with open(os.devnull, "w") as nowhere:
        call_command("update_index", stdout=nowhere, verbosity=0)


def stock(operator: str) -> Callable[[str], Any]:
    """What asks Wagtail's own search for its first pages, and how many there are.

    Ours finds what has `or`: any of the words. Wagtail's usual `and` finds next to nothing for a
    question of several words.
    """
    from wagtail.models import Page
    from wagtail.search.backends.database import SearchBackend

    backend, pages = SearchBackend({}), Page.objects.live()

    def ask(text: str) -> Any:
        found = backend.search(text, pages, operator=operator)
        return found.count(), list(found[:20])

    return ask


def first_ten(engine: Any, texts: list[str]) -> list[tuple[str, ...]]:
    """The keys of the first hits of each question."""
    from civsam_search.engines.base import Query

    return [
        engine.search(Query(site_id=SITE, day=DAY, text=text, per_page=FIRST)).keys
        for text in texts
    ]


def shared(here: list[tuple[str, ...]], there: list[tuple[str, ...]]) -> dict[str, float]:
    """How alike two lists of answers are."""
    alike = [
        len(set(a) & set(b)) / max(len(a), len(b)) * FIRST
        for a, b in zip(here, there, strict=True)
        if a or b
    ]
    identical = sum(a == b for a, b in zip(here, there, strict=True))
    return {
        "shared_of_10": round(statistics.mean(alike), 2),
        "least": min(alike),
        "identical": round(identical / len(here), 3),
    }


def timed(
    ask: Callable[[str], Any], texts: list[str], rounds: int = 3, before: int = 1
) -> dict[str, float]:
    """Median and 95th percentile in milliseconds, after some rounds that are not counted."""
    for text in texts * before:
        ask(text)
    times = []
    for text in texts * rounds:
        begin = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - begin) * 1000)
    times.sort()
    return {
        "p50_ms": round(statistics.median(times), 1),
        "p95_ms": round(times[int(len(times) * 0.95) - 1], 1),
    }


def page(engine: Any) -> Callable[[str], Any]:
    """What asks an engine for a whole page of results."""
    from civsam_search.engines.base import Query
    from civsam_search.hits import load

    facets = (*FACETS, "status")

    def ask(text: str) -> Any:
        found = engine.search(Query(site_id=SITE, day=DAY, text=text, facets=facets))
        assert not found.reserve, "the embedded engine answered instead"
        return load(found.keys, day=DAY, found_by=found.terms)

    return ask


def taking_in(engine: Any, made: list[Any]) -> dict[str, float]:
    """Documents a second: a rebuild of what is in step, its sending alone, and raw bulk."""
    from elasticsearch.helpers import parallel_bulk

    from civsam_search.engines.elastic import rebuilding, rows

    rates = {}
    begin = time.perf_counter()
    engine.rebuild(made)
    rates["rebuild, with the comparison of all documents"] = time.perf_counter() - begin
    begin = time.perf_counter()
    engine.mend_all()
    rates["rebuild from the rows of the database"] = time.perf_counter() - begin
    batches = list(rows.everything(rebuilding.BATCH))
    prepared = [action for batch in batches for action in batch]
    with patch.object(rows, "everything", lambda size: batches):
        begin = time.perf_counter()
        engine.mend_all()
        rates["rebuild of prepared documents"] = time.perf_counter() - begin
    build = rebuilding.Rebuild(engine.cluster)
    build.begin()
    actions = [{"_index": build.index, "_id": key, "_source": body} for key, body in prepared]
    begin = time.perf_counter()
    for _done in parallel_bulk(build.client, actions, thread_count=2):
        pass
    build.client.indices.refresh(index=build.index)
    rates["raw bulk of the same prepared documents"] = time.perf_counter() - begin
    build.give_up()
    return {name: round(len(made) / seconds) for name, seconds in rates.items()}


def measure(made: list[Any], texts: list[str]) -> dict[str, Any]:
    """Index everything everywhere and ask."""
    import pymysql
    import servers
    from django.conf import settings

    from civsam_search.engines.elastic import ElasticEngine
    from civsam_search.engines.embedded import EmbeddedEngine

    pymysql.install_as_MySQLdb()
    same: dict[str, Any] = {}
    pages: dict[str, Any] = {}
    suggestions: dict[str, Any] = {}
    beginnings = [text[:3] for text in texts]

    def time_all(engine: Any, name: str, before: int = 1) -> None:
        tell(f"asking {name}")
        pages[name] = timed(page(engine), texts, before=before)
        suggestions[name] = timed(lambda text: engine.suggest(text, site_id=SITE), beginnings)
        tell(f"page {pages[name]}, suggestions {suggestions[name]}")

    embedded = EmbeddedEngine()
    tell("SQLite")
    embedded.rebuild(made)
    sqlite = first_ten(embedded, texts)
    time_all(embedded, "SQLite")
    tell("Wagtail on SQLite")
    make_pages(made)
    for operator, name in (("and", "Wagtail, all words"), ("or", "Wagtail, any word")):
        ask = stock(operator)
        pages[name] = timed(ask, texts, 1)
        pages[name]["answered"] = round(sum(ask(text)[0] > 0 for text in texts) / len(texts), 2)
        tell(f"{name}: page {pages[name]}")
    with servers.postgresql() as database, in_database(database):
        tell("PostgreSQL")
        embedded.rebuild(made)
        same["PostgreSQL"] = shared(sqlite, first_ten(embedded, texts))
        tell(f"same answers {same['PostgreSQL']}")
        time_all(embedded, "PostgreSQL")
    with ExitStack() as stack:
        tell("Elasticsearch")
        url = os.environ.get("CIVSAM_ELASTICSEARCH_URL")
        if not url:
            [node] = stack.enter_context(servers.elasticsearch())
            url = node.url
        settings.CIVSAM_ELASTICSEARCH = {"hosts": [url], "prefix": f"benchmark-{os.getpid()}"}
        elastic = ElasticEngine()
        rates = taking_in(elastic, made)
        same["Elasticsearch"] = shared(sqlite, first_ten(elastic, texts))
        tell(f"same answers {same['Elasticsearch']}, documents a second {rates}")
        pages["Elasticsearch, just started"] = timed(page(elastic), texts)
        time_all(elastic, "Elasticsearch", WARM)
    with servers.mariadb() as database, in_database(database):
        tell("MariaDB")
        embedded.rebuild(made)
        same["MariaDB"] = shared(sqlite, first_ten(embedded, texts))
    return {
        "documents": len(made),
        "questions": len(texts),
        "same_answers": same,
        "page": pages,
        "suggestions": suggestions,
        "documents_per_second": rates,
    }


def tell(what: str) -> None:
    """How far it has come."""
    print(f"… {what}", file=sys.stderr, flush=True)


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--queries", type=Path, action="append", required=True)
    parser.add_argument("--documents", type=int, help="the first so many only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCHMARK_DATABASE"] = str(Path(folder) / "benchmark.sqlite3")
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command
        from django.db import router

        settings.DATABASE_ROUTERS = ["benchmarks.search_servers.Router"]
        router.routers = [Router()]
        call_command("migrate", verbosity=0)
        found = measure(documents(options.corpus, options.documents), questions(options.queries))
    if options.json:
        print(json.dumps(found, indent=2))
        return
    print(f"{found['documents']} documents, {found['questions']} questions")
    for heading in ("same_answers", "page", "suggestions"):
        print(heading.replace("_", " "))
        for name, row in found[heading].items():
            print(f"  {name:20}" + "".join(f"{k:>14} {v:<8}" for k, v in row.items()))
    for name, rate in found["documents_per_second"].items():
        print(f"{name}: {rate} documents a second")


if __name__ == "__main__":
    main()
