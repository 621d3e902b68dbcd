"""``manage.py search_eval``: how well the search answers judged questions."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from tqdm import tqdm

from civsam_search import scale
from civsam_search.engines import get_engine
from civsam_search.engines.base import Engine
from civsam_search.evaluation import sets
from civsam_search.evaluation.running import compare, run
from civsam_search.evaluation.sets import Question, Unreadable
from civsam_search.evaluation.spellings import SPELLINGS
from civsam_search.evaluation.throw_away import SITE, THROW_AWAY
from civsam_search.models import SearchEntry, default_site
from civsam_search.synonyms import Rules

COLUMNS = ("ndcg@10", "mrr", "recall@10", "p@1", "zero_results", "mean_hits")


class Command(BaseCommand):
    """Asks the index as it is; with --corpus or --beir, one that is thrown away afterwards."""

    help = "Ask judged questions and print how good the answers are."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to ask, of what, and where to keep the result."""
        parser.add_argument("--queries", type=Path, help="A JSON file with judged questions.")
        parser.add_argument("--corpus", type=Path, help="Index the documents of this file for it.")
        parser.add_argument("--beir", metavar="PREFIX", help="A set in the form of BEIR.")
        parser.add_argument(
            "--reader",
            default="benchmarks.corpora.read",
            help="What reads the corpus: a function that takes a path and gives items.",
        )
        parser.add_argument("--engine", choices=THROW_AWAY, help="Of a corpus: which engine.")
        parser.add_argument("--spelling", choices=SPELLINGS, action="append", dest="spellings")
        parser.add_argument(
            "--without-synonyms", action="store_true", help="Read no word by the synonyms."
        )
        parser.add_argument("--save", type=Path, help="Keep the result in this file.")
        parser.add_argument("--against", type=Path, help="Compare with a result that was kept.")
        parser.add_argument("--json", action="store_true", help="One object on standard output.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        try:
            result = self.evaluate(**options)
            before = json.loads(options["against"].read_text()) if options["against"] else {}
        except Unreadable as error:
            raise CommandError(str(error)) from error
        except (OSError, ValueError) as error:
            message = _("%(path)s cannot be read: %(why)s")
            raise CommandError(message % {"path": options["against"], "why": error}) from error
        differences = compare(result, before) if before else []
        if options["save"]:
            options["save"].write_text(json.dumps(result, indent=1) + "\n")
        if options["json"]:
            against = [[d.spelling, d.mean, d.low, d.high] for d in differences]
            self.stdout.write(json.dumps({**result, "against": against}))
            return
        self.print_table(result)
        for d in differences:
            line = f"{d.spelling:<10} {d.mean:+.4f}  [{d.low:+.4f}, {d.high:+.4f}]  n={d.questions}"
            self.stdout.write(line)

    def evaluate(self, **options: Any) -> dict[str, Any]:
        """The result as plain data.

        Raises:
            Unreadable: a file is not what it should be.
            CommandError: the options do not go together.
        """
        quiet = options["verbosity"] == 0 or options["json"]

        def bar(things: Sequence[Any], unit: str = "query") -> Any:
            return tqdm(things, unit=unit, disable=quiet, leave=False)

        with self.index(bar, **options) as (engine, questions, site_id):
            spellings = options["spellings"] or list(SPELLINGS)
            found = run(
                engine,
                questions,
                site_id=site_id,
                spellings=spellings,
                rules=Rules() if options["without_synonyms"] else None,
                progress=bar,
            )
        return found.as_json()

    @contextmanager
    def index(self, bar: Any, **options: Any) -> Iterator[tuple[Engine, list[Question], int]]:
        """The engine with its documents, the questions, and the site that they are asked on."""
        if bool(options["beir"]) == bool(options["queries"]):
            raise CommandError(_("Give either --queries or --beir."))
        if not options["corpus"] and not options["beir"]:
            if options["engine"]:
                raise CommandError(_("--engine goes with --corpus or --beir."))
            yield get_engine(), *self.of_the_site(sets.rows(options["queries"]))
            return
        if options["beir"]:
            items, questions = sets.beir(options["beir"])
        else:
            items = list(self.reader(options["reader"])(options["corpus"]))
            questions = sets.by_rules(sets.rows(options["queries"]), items)
            if not questions:
                raise Unreadable(_("Nothing in the corpus answers any of the questions."))
        name = options["engine"] or get_engine().name
        average = scale.measure(item.document for item in items[:: 1 + len(items) // scale.SAMPLE])
        with THROW_AWAY[name](average) as engine:
            engine.index(sets.on_site(bar(items, "document"), SITE))
            yield engine, questions, SITE

    def of_the_site(self, rows: Sequence[Any]) -> tuple[list[Question], int]:
        """The questions about the pages of the default site."""
        site = default_site()
        if site is None:
            raise CommandError(_("There is no default site."))
        keys = dict(SearchEntry.objects.filter(site_id=site.pk).values_list("url", "key"))
        return sets.by_address(rows, keys), site.pk

    def reader(self, path: str) -> Any:
        """The function that reads a corpus."""
        try:
            return import_string(path)
        except ImportError as error:
            message = _("There is no reader %(path)s here. Name one with --reader.")
            raise CommandError(message % {"path": path}) from error

    def print_table(self, result: dict[str, Any]) -> None:
        """One line for each spelling."""
        self.stdout.write(f"{result['engine']}, {result['queries']} queries")
        self.stdout.write("spelling   " + "".join(f"{name:>13}" for name in COLUMNS))
        for spelling, means in result["spellings"].items():
            self.stdout.write(f"{spelling:<11}" + "".join(f"{means[n]:>13}" for n in COLUMNS))
