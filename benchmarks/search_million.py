#!/usr/bin/env python
"""Times a page of results from Elasticsearch among a million documents.

    .venv/bin/python benchmarks/search_million.py GRANTS REGISTER --queries FILE [--queries FILE]

The documents of the files are copied, under other keys, until there are so many. It prints the
median and the 95th percentile of a page (20 hits, the total, 4 facets, the excerpts with their
marks), on a server that was just started and on one that has been asked a while, and how long it
takes until a document that was just written is found. The server is one of its own, or that which
CIVSAM_ELASTICSEARCH_URL names.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import search_servers as few

COPY = "~"
NEW = 5
PATIENT = 30
"""Seconds that a question may take here: on a cold server it is timed, and not answered for."""


def copies(originals: list[Any], number: int) -> Iterator[Any]:
    """The documents as they are sent, again and again, each under a key of its own."""
    again = (
        (f"{key}{COPY}{row}", {**body, "key": f"{key}{COPY}{row}", "number": row})
        for row, (key, body) in enumerate(cycle(originals), 1)
    )
    return islice(again, number)


def batches(actions: Iterator[Any], size: int) -> Iterator[list[Any]]:
    """So many at a time."""
    while batch := list(islice(actions, size)):
        yield batch


class Originals:
    """An engine that says of which document a hit is a copy, as that is what can be shown."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def search(self, query: Any) -> Any:
        """The answer, with the keys of the originals."""
        found = self._engine.search(query)
        return replace(found, keys=tuple(key.partition(COPY)[0] for key in found.keys))


def until_found(engine: Any, one: Any) -> list[float]:
    """Seconds from writing a document until a search finds it, for some in a row."""
    from civsam_search.engines.base import Query

    took = []
    for number in range(NEW):
        word = f"nyhet{number}xyz"
        begin = time.perf_counter()
        engine.index([replace(one, key=f"new:{number}", title=word)])
        question = Query(site_id=few.SITE, day=few.DAY, text=word, exact=True)
        while not (found := engine.search(question)).total or found.reserve:
            time.sleep(0.01)
        took.append(round(time.perf_counter() - begin, 2))
    return took


def measure(made: list[Any], texts: list[str], number: int) -> dict[str, Any]:
    """Fill an index, and ask."""
    import servers
    from django.conf import settings

    from civsam_search.engines.elastic import ElasticEngine, rebuilding, rows
    from civsam_search.engines.embedded import EmbeddedEngine

    EmbeddedEngine().rebuild(made)
    originals = [action for batch in rows.everything(rebuilding.BATCH) for action in batch]
    with ExitStack() as stack:
        url = os.environ.get("CIVSAM_ELASTICSEARCH_URL")
        if not url:
            [node] = stack.enter_context(servers.elasticsearch())
            url = node.url
        settings.CIVSAM_ELASTICSEARCH = {"hosts": [url], "prefix": f"million-{os.getpid()}"}
        engine = ElasticEngine()
        begin = time.perf_counter()
        with patch.object(
            rows, "everything", lambda size: batches(copies(originals, number), size)
        ):
            sent = engine.mend_all()
        seconds = time.perf_counter() - begin
        with patch("civsam_search.engines.elastic.engine.BUDGET", PATIENT):
            ask = few.page(Originals(engine))
            started = few.timed(ask, texts)
            warm = few.timed(ask, texts, before=few.WARM)
        took = until_found(engine, made[0])
        client = engine.cluster.client()
        for name in rebuilding.own_indices(client, engine.cluster):
            client.indices.delete(index=name)
    return {
        "documents": sent,
        "of_them_different": len(originals),
        "documents_per_second": round(sent / seconds),
        "just_started": started,
        "warm": warm,
        "seconds_until_found": took,
    }


def main() -> None:
    """Read, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--queries", type=Path, action="append", required=True)
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--different", type=int, help="copy the first so many only")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCHMARK_DATABASE"] = str(Path(folder) / "benchmark.sqlite3")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        made = few.documents(options.corpus, options.different)
        found = measure(made, few.questions(options.queries), options.documents)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name.replace('_', ' '):22} {value}")


if __name__ == "__main__":
    main()
