#!/usr/bin/env python
"""Times a need page and the start page of the demo beside a bare Wagtail page.

    .venv/bin/python benchmarks/page_speed.py [--runs 200] [--json]

The pages take turns, so that whatever else the machine does hits them alike.
"""

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "search"), str(ROOT / "platform")]
os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

NEED = "/behov/laxhjalp-saknas-for-unga-i-norrstrand/"
PAGES = {"bare Wagtail page": "/bare/", "need page": NEED, "start page": "/"}


def prepare():
    """The demo and a bare page in a database of its own."""

    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        call_command("demo_data", stdout=nowhere, stderr=nowhere)
    from wagtail.models import Site

    from benchmarks.bare.models import BarePage

    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=BarePage(title="Bare", slug="bare", text="Some words. " * 40))


def measure(runs: int) -> dict[str, dict[str, float]]:
    """Median and 95th percentile in milliseconds, queries, and size of each page."""

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor = Client()
    found = {}
    for name, path in PAGES.items():
        visitor.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = visitor.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        found[name] = {"queries": len(queries), "bytes": len(answer.content), "times": []}
    for _run in range(runs):
        for name, path in PAGES.items():
            start = time.perf_counter()
            visitor.get(path)
            found[name]["times"].append((time.perf_counter() - start) * 1000)
    for row in found.values():
        times = sorted(row.pop("times"))
        row["p50_ms"] = round(statistics.median(times), 2)
        row["p95_ms"] = round(times[int(len(times) * 0.95) - 1], 2)
    bare = found["bare Wagtail page"]
    for row in found.values():
        row["time_ratio"] = round(row["p50_ms"] / bare["p50_ms"], 2)
        row["query_ratio"] = round(row["queries"] / bare["queries"], 2)
        row["size_ratio"] = round(row["bytes"] / bare["bytes"], 1)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.runs < 20:
        parser.error("--runs has to be at least 20, or the percentiles say nothing")
    prepare()
    found = measure(options.runs)
    if options.json:
        print(json.dumps(found, indent=2))
        return
    columns = ["p50_ms", "p95_ms", "time_ratio", "queries", "query_ratio", "bytes", "size_ratio"]
    print(f"{'':20}" + "".join(f"{column:>13}" for column in columns))
    for name, row in found.items():
        print(f"{name:20}" + "".join(f"{row[column]:>13}" for column in columns))


if __name__ == "__main__":
    main()
