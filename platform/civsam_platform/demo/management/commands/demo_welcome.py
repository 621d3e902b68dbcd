"""``manage.py demo_welcome``: where the demo is and how to log in."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from civsam_platform.demo import loader, users


class Command(BaseCommand):
    """Prints addresses and logins, just before the server starts."""

    help = "Prints where the demo is served and how to log in."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the port."""
        parser.add_argument("--port", type=int, help="the port that the server listens on")

    def handle(self, *args: Any, port: int | None, **options: Any) -> None:
        """Let the site know its port, and print."""
        site = loader.site()
        if site is None:
            raise CommandError(
                "The demo is not loaded. Run: manage.py demo_data\n"
                "Demon är inte laddad. Kör: manage.py demo_data"
            )
        if port:
            loader.serve_at(site, port)
        self.stdout.write(users.welcome(site.root_url))
