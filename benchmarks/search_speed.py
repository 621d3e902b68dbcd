#!/usr/bin/env python
"""Times a page of results from the embedded engine beside Wagtail's own search.

    .venv/bin/python benchmarks/search_speed.py [--documents 20000] [--queries 40] [--json]

Both search the same invented pages in one SQLite file. The embedded engine is timed for all that
a page of results needs: the first 20 hits, how many there are, the counts of five facets, and the
excerpts with their marks; and for the first 20 without counts. Wagtail's search is timed for its
first 20 pages alone: it finds pages with all the words, in exactly that form. They take turns.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "search"), str(ROOT / "platform")]
os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"

SEED = 1976
BATCH = 1000
COMMON = 200
"""So many words are everyday words."""
FACETS = {"theme": 14, "group": 10, "area": 16}
SYLLABLES = (
    "ba ri ton mel skå val or fin ter lus grä vin ne sto ky lö dal mo sund berg vik å".split()
)
SMALL_WORDS = "och i att en för med som vi på är av till det har kan ni om den inte från".split()


class Language:
    """Something like Swedish: few words in nearly every sentence, very many in very few."""

    def __init__(self, chance: random.Random) -> None:
        from civsam_search.lexicon import WORDS

        self.chance = chance
        known = chance.sample(sorted(WORDS), len(WORDS))
        compounds = [f"{one}s{other}" for one in known[:150] for other in chance.sample(known, 12)]
        names = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(15000)]
        mixed = [*known, *compounds, *names]
        chance.shuffle(mixed)
        self.vocabulary = [*SMALL_WORDS, *mixed]
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(len(self.vocabulary))))

    def text(self, words: int) -> str:
        """So many words, the common ones often."""
        return " ".join(self.chance.choices(self.vocabulary, cum_weights=self.weights, k=words))

    def page(self) -> tuple[str, str]:
        """The title and the text of a page."""
        title = self.text(self.chance.randint(2, 6)).capitalize()
        return title, self.text(self.chance.randint(30, 130))

    def everyday_word(self) -> str:
        """A word that many pages have, such as "bidrag" or "barn" on a real site."""
        return self.chance.choice(self.vocabulary[len(SMALL_WORDS) : len(SMALL_WORDS) + COMMON])

    def words_of(self, text: str) -> str:
        """One to three rarer words of a text, as somebody asks who knows what there is."""
        common = set(self.vocabulary[: len(SMALL_WORDS) + COMMON])
        telling = [word for word in dict.fromkeys(text.split()) if word not in common]
        return " ".join(self.chance.sample(telling, self.chance.randint(1, 3)))


def prepare(language: Language, documents: int) -> dict[str, float]:
    """The pages and both indexes; how many documents a second each index took in."""
    import django

    django.setup()
    from django.core.management import call_command

    from civsam_search import indexing
    from civsam_search.engines import get_engine

    call_command("migrate", verbosity=0)
    write_pages(language.page() for _ in range(documents))
    register()
    with open(os.devnull, "w") as nowhere:
        wagtail = seconds(lambda: call_command("update_index", stdout=nowhere, verbosity=0))
    civsam = seconds(lambda: get_engine().rebuild(indexing.documents()))
    return {"embedded engine": documents / civsam, "Wagtail": documents / wagtail}


def write_pages(written: Iterable[tuple[str, str]]) -> None:
    """Write pages with these titles and texts below the root of the site.

    In bulk: Wagtail itself takes minutes.
    """
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Page, Site

    from benchmarks.bare.models import BarePage

    root = Site.objects.get(is_default_site=True).root_page
    kind = ContentType.objects.get_for_model(BarePage)
    table = connection.ops.quote_name(BarePage._meta.db_table)
    begin = datetime(2020, 1, 1, tzinfo=UTC)
    numbered = enumerate(written)
    documents = 0
    while batch := list(islice(numbered, BATCH)):
        documents += len(batch)
        Page.objects.bulk_create(
            Page(
                path=BarePage._get_path(root.path, root.depth + 1, number + 100),
                depth=root.depth + 1,
                title=title,
                slug=f"bare-{number}",
                url_path=f"{root.url_path}bare-{number}/",
                content_type=kind,
                locale=root.locale,
                live=True,
                first_published_at=begin + timedelta(hours=number),
            )
            for number, (title, _text) in batch
        )
        texts = {f"bare-{number}": text for number, (_title, text) in batch}
        pages = Page.objects.filter(slug__in=texts).values_list("pk", "slug")
        rows = [(pk, texts[slug]) for pk, slug in pages]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} (page_ptr_id, text) VALUES (%s, %s)", rows)
    Page.objects.filter(pk=root.pk).update(numchild=documents + 100)


def register() -> None:
    """Make the pages things of two kinds, with facets as real ones have."""
    from benchmarks.bare.models import BarePage
    from civsam_search import registry
    from civsam_search.api import (
        Badge,
        Card,
        Facet,
        Fact,
        Kind,
        Meta,
        Period,
        SearchDocument,
        page_key,
        register_facet,
        register_kind,
    )

    for kind in registry.kinds():
        registry.unregister_kind(kind.code)
    for name, values in FACETS.items():
        labels = {f"{name}-{value}": f"{name} {value}" for value in range(values)}
        register_facet(Facet(name, name, lambda labels=labels: labels))
    card = Card(
        "Thing",
        "need",
        Badge("Open", "success", "open"),
        meta=(Meta("Somebody", "actor"), Meta("Somewhere", "place")),
        facts=(Fact("Wants", "People"), Fact("Answered by", "No one")),
    )

    def mapper(code: str) -> Callable[[BarePage], SearchDocument]:
        def document(page: BarePage) -> SearchDocument:
            chance = random.Random(page.pk)
            return SearchDocument(
                key=page_key(page.pk),
                kind=code,
                title=page.title,
                lead=page.text[:160],
                body=page.text[160:],
                periods=(Period(card, status=chance.choice(["open", "closed"])),),
                facets={
                    name: tuple(f"{name}-{value}" for value in chance.sample(range(values), 2))
                    for name, values in FACETS.items()
                },
                published_at=page.first_published_at,
            )

        return document

    for remainder, code in enumerate(("need", "grant")):
        register_kind(
            Kind(
                code=code,
                label=code,
                plural=code,
                icon=code,
                model="bare.BarePage",
                document=mapper(code),
                queryset=lambda remainder=remainder: BarePage.objects.alias(
                    half=modulo("pk", 2)
                ).filter(half=remainder),
            )
        )


def modulo(field: str, number: int):
    """The remainder of a field, as an expression."""
    from django.db.models import F
    from django.db.models.functions import Mod

    return Mod(F(field), number)


def contenders() -> dict[str, Callable[[str], int]]:
    """What is timed: each answers a question, and says how many it gave."""
    from wagtail.models import Page, Site

    from civsam_search.api import Query, search, today

    site, day = Site.objects.get(is_default_site=True), today()

    facets = (*FACETS, "status", "kind")
    chosen = {"theme": ("theme-1", "theme-2"), "status": ("open",)}

    def embedded(**more: object) -> Callable[[str], int]:
        query = partial(Query, site_id=site.pk, day=day, **more)
        return lambda text: len(search(query(text=text)).hits)

    return {
        "Wagtail, top 20": lambda text: len(Page.objects.live().search(text)[:20]),
        "embedded, top 20": embedded(),
        "embedded, full page": embedded(facets=facets),
        "embedded, two filters": embedded(facets=facets, filters=chosen),
    }


def some_texts(language: Language, number: int) -> list[str]:
    """The texts of some of the pages."""
    from benchmarks.bare.models import BarePage

    pks = language.chance.sample(list(BarePage.objects.values_list("pk", flat=True)), number)
    return list(BarePage.objects.filter(pk__in=pks).values_list("text", flat=True))


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def measure(questions: list[str]) -> dict[str, dict[str, float]]:
    """Median and 95th percentile in milliseconds, and how many questions found something."""
    timed = contenders()
    times: dict[str, list[float]] = {name: [] for name in timed}
    found = dict.fromkeys(timed, 0)
    for question in questions:
        for name, ask in timed.items():
            begin = time.perf_counter()
            found[name] += bool(ask(question))
            times[name].append((time.perf_counter() - begin) * 1000)
    wagtail = statistics.median(times["Wagtail, top 20"])
    return {
        name: {
            "p50_ms": round(statistics.median(all_times), 1),
            "p95_ms": round(sorted(all_times)[int(len(all_times) * 0.95) - 1], 1),
            "ratio": round(statistics.median(all_times) / wagtail, 3),
            "answered": round(found[name] / len(questions), 2),
        }
        for name, all_times in times.items()
    }


def rows(heading: str, found: dict[str, dict[str, float]]) -> Iterator[str]:
    """The table, line by line."""
    columns = ["p50_ms", "p95_ms", "ratio", "answered"]
    yield f"{heading:24}" + "".join(f"{column:>12}" for column in columns)
    for name, row in found.items():
        yield f"{name:24}" + "".join(f"{row[column]:>12}" for column in columns)


def main() -> None:
    """Make the pages, ask the questions, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20000)
    parser.add_argument("--queries", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if options.documents < 100 or options.queries < 20:
        parser.error("it takes at least 100 documents and 20 queries to say anything")
    language = Language(random.Random(SEED))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["BENCHMARK_DATABASE"] = str(Path(folder) / "benchmark.sqlite3")
        indexed = prepare(language, options.documents)
        texts = some_texts(language, options.queries)
        found = {
            "one everyday word": measure([language.everyday_word() for _ in texts]),
            "rarer words of one page": measure([language.words_of(text) for text in texts]),
        }
    per_second = {name: round(rate) for name, rate in indexed.items()}
    if options.json:
        result = {"documents": options.documents, "indexed_per_second": per_second, "asked": found}
        print(json.dumps(result, indent=2))
        return
    print(f"{options.documents} documents, {options.queries} questions of each sort")
    for sort, table in found.items():
        print("\n".join(rows(sort, table)))
    for name, rate in per_second.items():
        print(f"{name}: {rate} documents indexed a second")


if __name__ == "__main__":
    main()
