#!/usr/bin/env python
"""Times Wagtail's own search, as its admin asks it, with the mended backend beside the stock one.

    .venv/bin/python benchmarks/wagtail_search_speed.py [--documents 5000] [--queries 10] [--json]

Both ask the same index of the same invented pages in one SQLite file for the first 50 pages and
their number, as the page explorer does. They take turns, and give the same pages.
"""

import argparse
import json
import random
import statistics
import tempfile
from pathlib import Path

from search_speed import SEED, SMALL_WORDS, Language, os, register, seconds, write_pages

SHOWN = 50


def prepare(language: Language, documents: int) -> None:
    """The pages and Wagtail's index of them."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    write_pages(language.page() for _ in range(documents))
    register()
    with open(os.devnull, "w") as nowhere:
        call_command("update_index", stdout=nowhere, verbosity=0)


def measure(questions: list[str]) -> dict[str, float]:
    """Median milliseconds of both, the ratio, and how many pages a question gives."""
    from wagtail.models import Page
    from wagtail.search.backends import database

    from civsam_search import wagtail_backend

    backends = {"stock": database.SearchBackend({}), "mended": wagtail_backend.SearchBackend({})}
    times: dict[str, list[float]] = {name: [] for name in backends}
    hits = []
    for question in questions:
        given = {}
        for name, backend in backends.items():
            found = backend.search(question, Page.objects.all())
            times[name].append(seconds(lambda found=found: (found.count(), list(found[:SHOWN]))))
            given[name] = [page.pk for page in found[:SHOWN]]
        if given["stock"] != given["mended"]:
            raise SystemExit(f"Not the same pages for {question!r}")
        hits.append(found.count())
    stock, mended = (statistics.median(times[name]) * 1000 for name in ("stock", "mended"))
    return {
        "hits": statistics.median(hits),
        "stock_ms": round(stock, 1),
        "mended_ms": round(mended, 1),
        "times_as_fast": round(stock / mended, 1),
    }


def main() -> None:
    """Make the pages, ask the questions, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--queries", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    language = Language(random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCHMARK_DATABASE"] = str(Path(folder) / "benchmark.sqlite3")
        prepare(language, options.documents)
        everyday = [language.everyday_word() for _ in range(options.queries)]
        found = {
            "an everyday word": measure(everyday),
            "a word on nearly every page": measure(SMALL_WORDS[:3]),
        }
    if options.json:
        print(json.dumps({"documents": options.documents, "asked": found}, indent=2))
        return
    print(f"{options.documents} pages")
    columns = ["hits", "stock_ms", "mended_ms", "times_as_fast"]
    print(f"{'':28}" + "".join(f"{column:>15}" for column in columns))
    for sort, row in found.items():
        print(f"{sort:28}" + "".join(f"{row[column]:>15}" for column in columns))


if __name__ == "__main__":
    main()
