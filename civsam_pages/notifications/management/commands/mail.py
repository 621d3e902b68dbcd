"""``manage.py mail``: what waits, try again, and what came back."""

import sys
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from civsam_pages.notifications import bounces, delivery, selectors, services
from civsam_pages.notifications.models import Mail
from civsam_pages.notifications.rules import MailState

LARGEST_REPORT = 5_000_000  # bytes


class Command(BaseCommand):
    """Looks after the outbox from a terminal, a monitor or a mail server."""

    help = "Shows what waits in the outbox, tries dead mails again and reads bounces."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the subcommands."""
        commands = parser.add_subparsers(dest="command", required=True, metavar="command")
        status = commands.add_parser(
            "status", help="what waits and how old it is; ends with 1 when somebody has to look"
        )
        status.add_argument(
            "--max-age",
            type=int,
            default=30,
            metavar="MINUTES",
            help="how long a mail may wait after it was due (30)",
        )
        commands.add_parser("send", help="send what is due now, without a worker")
        again = commands.add_parser("try-again", help="put dead mails back in the line")
        again.add_argument("ids", nargs="*", type=int, metavar="id", help="numbers of mails")
        again.add_argument("--all", action="store_true", help="all that are dead")
        commands.add_parser("bounced", help="read a delivery report (RFC 3464) from standard input")

    def handle(self, *args: Any, command: str, **options: Any) -> None:
        """Do what the subcommand says."""
        getattr(self, command.replace("-", "_"))(**options)

    def status(self, max_age: int, **options: Any) -> None:
        """Print the state of the outbox, one fact a line.

        Raises:
            CommandError: mails are dead, or have waited too long. No addresses are printed.
        """
        found = selectors.status()
        self.stdout.write(f"waiting      {found.due}{age(found.oldest_due)}")
        self.stdout.write(f"for later    {found.later}")
        self.stdout.write(f"in digests   {found.held}{age(found.oldest_held)}")
        self.stdout.write(f"dead         {found.dead}{age(found.oldest_dead)}")
        self.stdout.write(f"bounces      {found.bounces}")
        self.stdout.write(f"sent today   {found.sent_today}")
        if found.last_error:
            self.stdout.write(f"last error   {found.last_error}")
        problems = []
        if found.dead:
            problems.append(f"{found.dead} could not be sent; see: manage.py mail try-again --all")
        late = timezone.now() - timedelta(minutes=max_age)
        if found.oldest_due and found.oldest_due < late:
            problems.append(f"the oldest has waited more than {max_age} min; is a worker running?")
        if problems:
            raise CommandError(f"Somebody has to look: {'; '.join(problems)}", returncode=1)

    def send(self, **options: Any) -> None:
        """Send what is due, as the worker would; for a site that has none."""
        self.stdout.write(f"Sent {counted(delivery.deliver())}.")

    def try_again(self, ids: list[int], **options: Any) -> None:
        """Put dead mails back in the line.

        Raises:
            CommandError: none is named, or one is not dead.
        """
        if bool(ids) == options["all"]:
            raise CommandError("Name the mails by their numbers, or say --all.", returncode=2)
        dead = Mail.objects.filter(state=MailState.DEAD).order_by("pk")
        chosen = list(dead if options["all"] else dead.filter(pk__in=ids))
        if missing := sorted(set(ids) - {mail.pk for mail in chosen}):
            names = ", ".join(str(pk) for pk in missing)
            raise CommandError(f"Not dead, or not there: {names}. Nothing was changed.")
        for mail in chosen:
            services.try_again(mail, by=None)
        self.stdout.write(f"{counted(len(chosen))} will be tried again.")

    def bounced(self, **options: Any) -> None:
        """Note what a delivery report says, so that a mail server can hand reports over.

        Raises:
            CommandError: it is no such report.
        """
        raw = sys.stdin.buffer.read(LARGEST_REPORT + 1)
        if len(raw) > LARGEST_REPORT:
            raise CommandError("The message is larger than 5 MB, which no delivery report is.")
        try:
            failures = bounces.read(raw)
        except bounces.NotABounce as error:
            raise CommandError(str(error)) from None
        for failure in failures:
            services.note_bounce(
                address=failure.address, said=failure.said, permanent=failure.permanent
            )
        self.stdout.write(f"Noted {len(failures)} bounce{'' if len(failures) == 1 else 's'}.")


def counted(count: int) -> str:
    return f"{count} mail{'' if count == 1 else 's'}"


def age(since: datetime | None) -> str:
    """How long ago, for a terminal: ``, the oldest for 3 h 20 min``."""
    if since is None:
        return ""
    minutes = max(0, int((timezone.now() - since).total_seconds() // 60))
    days, hours = minutes // 1440, minutes // 60 % 24
    if days:
        return f", the oldest for {days} d {hours} h"
    return f", the oldest for {f'{hours} h ' if hours else ''}{minutes % 60} min"
