"""``manage.py civsam_search rebuild | check | explain | status``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from tqdm import tqdm

from civsam_search import indexing, inspection, scale
from civsam_search.clock import today
from civsam_search.engines import get_engine
from civsam_search.engines.base import EngineError
from civsam_search.explaining import explain
from civsam_search.models import default_site


class Command(BaseCommand):
    """The index is made of the pages, so it can always be made again."""

    help = "Rebuild the search index, check it against the pages, or show what is in it."

    def add_arguments(self, parser: CommandParser) -> None:
        """The three subcommands."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        actions.add_parser("rebuild", help="Make the whole index again: all of it or nothing.")
        check = actions.add_parser(
            "check", help="Compare the index with the pages; exit with 1 when they differ."
        )
        check.add_argument("--repair", action="store_true", help="Put right what differs.")
        why = actions.add_parser("explain", help="Tell why a question brings the hits it brings.")
        why.add_argument("question")
        why.add_argument("--number", type=int, default=5, help="How many hits to explain.")
        actions.add_parser("status", help="Show how much is in the index.")

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        """Do what was asked for."""
        try:
            if action == "rebuild":
                self.rebuild(quiet=options["verbosity"] == 0)
            elif action == "explain":
                self.explain(options["question"], max(1, min(options["number"], 50)))
            elif action == "check":
                self.check_index(repair=options["repair"])
            else:
                self.status()
        except EngineError as error:
            message = _("The servers of the search could not do it. What answered still does. %s")
            raise CommandError(message % error) from error

    def rebuild(self, *, quiet: bool) -> None:
        """Make the whole index again."""
        before = scale.average_length()
        total = indexing.count_pages() * get_engine().steps
        with tqdm(total=total, unit="page", disable=quiet) as bar:
            try:
                scale.keep(scale.measure(indexing.sample(scale.SAMPLE)))
                count = get_engine().rebuild(indexing.documents(), progress=bar.update)
            except EngineError:
                raise
            except Exception as error:
                scale.keep(before)
                message = _("The index is as it was, because a page could not be indexed: %s")
                raise CommandError(message % error) from error
        self.stdout.write(_("%(count)d pages are in the index.") % {"count": count})

    def check_index(self, *, repair: bool) -> None:
        """Tell what differs, and put it right when asked to."""
        differences = inspection.differences()
        for difference in differences:
            self.stdout.write(f"{difference.key}: {difference.explanation}")
        if not differences:
            self.stdout.write(_("The index agrees with the pages."))
            return
        if not repair:
            message = _("%(count)d differences. Run again with --repair to put them right.")
            raise CommandError(message % {"count": len(differences)}, returncode=1)
        inspection.repair(differences)
        left = inspection.differences()
        if left:
            message = _("%(count)d differences are left. See the log for the pages that failed.")
            raise CommandError(message % {"count": len(left)}, returncode=1)
        self.stdout.write(_("%(count)d differences were put right.") % {"count": len(differences)})

    def explain(self, question: str, number: int) -> None:
        """Tell what a question is read as on the default site, and what its hits have of it."""
        site = default_site()
        if site is None:
            raise CommandError(_("There is no default site."))
        found = explain(question, site_id=site.pk, day=today(), number=number)
        for correction in found.understood.corrections:
            self.stdout.write(f"{correction.written} → {correction.read}")
        for term, origin, worth, broad in found.rows:
            note = f"  ({_('only orders the hits')})" if broad else ""
            self.stdout.write(f"{term.text:<24}{worth:>8.2f}  {origin}: {term.word}{note}")
        if found.understood.missing:
            missing = ", ".join(found.understood.missing)
            self.stdout.write(_("Nowhere: %(words)s") % {"words": missing})
        self.stdout.write(_("%(count)d hits") % {"count": found.total})
        for hit in found.hits:
            self.stdout.write(f"\n{hit.score:8.2f}  {hit.title}  {hit.url}")
            for share in hit.shares:
                product = f"{share.worth:.2f} × {share.weight:.2f}"
                self.stdout.write(f"{share.points:8.2f}  {share.term.text} ({product})")
            for boost in hit.boosts:
                self.stdout.write(f"× {boost.factor:6.2f}  {boost.reason}")

    def status(self) -> None:
        """Show how much is in the index."""
        status = inspection.status()
        for label, value in status:
            self.stdout.write(f"{label}: {value}")
