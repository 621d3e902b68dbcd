"""``manage.py demo_data``: fills an empty database with the fictional kommun of Älvsunda."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from tqdm import tqdm

from civsam_platform.demo import loader, users
from civsam_search.api import today


class Command(BaseCommand):
    """Loads the demo once; running it again adds what is missing and changes nothing else."""

    help = "Loads the demo: the fictional kommun of Älvsunda, with pictures and people who log in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the choices."""
        parser.add_argument(
            "--if-missing",
            action="store_true",
            help="load nothing when the demo is there already",
        )
        parser.add_argument("--port", type=int, help="the port that the demo is served at")
        parser.add_argument(
            "--force", action="store_true", help="load the demo beside the pages of another site"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, let the site know its port, and say where it is and how to log in."""
        if not self.is_for_trying_out():
            raise CommandError(
                "The demo has passwords that everyone knows, so it is not loaded with production "
                "settings.\nDemon har lösenord som alla känner till. Därför laddas den inte i "
                "produktion."
            )
        try:
            found = loader.site()
        except (OperationalError, ProgrammingError) as error:
            raise CommandError(
                "The database has no tables yet. Run: manage.py migrate\n"
                "Databasen saknar tabeller. Kör: manage.py migrate"
            ) from error
        if not (options["if_missing"] and found):
            self.load(force=options["force"], quiet=options["verbosity"] == 0)
        site = loader.site()
        if options["port"]:
            loader.serve_at(site, options["port"])
        if options["verbosity"]:
            self.stdout.write(users.welcome(site.root_url))

    def is_for_trying_out(self) -> bool:
        """Whether the settings are those of development or tests."""
        return not settings.SETTINGS_MODULE.endswith(".production")

    def load(self, *, force: bool, quiet: bool) -> None:
        """Load what is missing."""
        try:
            with tqdm(total=loader.count(), unit="page", disable=quiet) as bar:
                summary = loader.load(today(), force=force, progress=bar.update)
        except loader.OtherContentError:
            raise CommandError(
                f"The database has {loader.other_pages()} pages that are not the demo's, so "
                "nothing was changed. Use an empty database, or --force to load the demo beside "
                "them.\nDatabasen har andra sidor än demons, så ingenting ändrades. Använd en tom "
                "databas, eller --force för att ladda demon bredvid."
            ) from None
        if not quiet:
            pages = len(summary.created)
            self.stdout.write(
                f"Added {pages} pages." if pages else "The demo was complete. Nothing was changed."
            )
