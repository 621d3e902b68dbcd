"""Bring a register system's file into the register."""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from tqdm import tqdm

from civsam_pages.register.importing.reading import RefusedFile, read
from civsam_pages.register.importing.records import Remark
from civsam_pages.register.importing.registers import NoRegister, find_register
from civsam_pages.register.importing.report import NoReport, report_at
from civsam_pages.register.importing.service import Summary, import_rows

COUNTS = ("rows", "created", "updated", "unchanged", "rejected", "dry_run")
SHOWN_REJECTED = 10


class Command(BaseCommand):
    help = (
        "Bring the file of a register system into the register: a dry run unless --commit is "
        "given. The same file twice changes nothing the second time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="the register's CSV file")
        parser.add_argument("--commit", action="store_true", help="save; otherwise a dry run")
        parser.add_argument(
            "--report", type=Path, metavar="FILE", help="write what was wrong, row by row, as CSV"
        )
        parser.add_argument(
            "--json", action="store_true", help="print the summary as one JSON object on stdout"
        )
        parser.add_argument(
            "--register",
            default="",
            metavar="SLUG|PATH|ID",
            help="the register to fill, where the site has more than one",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report: Path | None = options["report"]
        unchanged = _("Nothing was changed.")
        try:
            summary = self._import(
                options["file"],
                commit=options["commit"],
                report=report,
                wanted=options["register"],
            )
        except (RefusedFile, NoRegister, NoReport) as refusal:
            raise CommandError(f"{refusal} {unchanged}") from None
        except DatabaseError as error:
            reason = type(error).__name__
            message = _("The database could not take it (%(reason)s). Is somebody else saving?")
            message %= {"reason": reason}
            raise CommandError(f"{message} {unchanged}") from error
        except KeyboardInterrupt:
            stopped = _("Interrupted.")
            raise CommandError(f"{stopped} {unchanged}", returncode=130) from None
        self._tell(summary, as_json=options["json"], report=report)

    def _import(self, file: Path, *, commit: bool, report: Path | None, wanted: str) -> Summary:
        register = find_register(wanted)
        found = read(file)
        for notice in found.notices:
            self.stderr.write(notice, self.style.NOTICE)
        with report_at(report, source=file) if report else nullcontext() as write:
            summary = import_rows(register, found.rows, commit=commit, progress=_progress)
            if write:
                self._write(write, summary)
        return summary

    def _write(self, write: Callable[[Iterable[Remark]], None], summary: Summary) -> None:
        """Write the report. What is imported by now stays imported, with or without it."""

        try:
            write(summary.remarks)
        except NoReport as refusal:
            self.stderr.write(str(refusal), self.style.ERROR)

    def _tell(self, summary: Summary, *, as_json: bool, report: Path | None) -> None:
        rejected = [remark for remark in summary.remarks if remark.left_out]
        for remark in rejected[:SHOWN_REJECTED]:
            line = _("Row %(row)d, %(column)s: %(wrong)s. %(done)s.") % {
                "row": remark.row,
                "column": remark.column,
                "wrong": remark.wrong,
                "done": remark.done,
            }
            self.stderr.write(line, self.style.WARNING)
        if as_json:
            self.stdout.write(json.dumps({name: getattr(summary, name) for name in COUNTS}))
            return
        self.stdout.write(
            _(
                "%(rows)d rows: %(created)d new, %(updated)d changed, %(unchanged)d as before, "
                "%(rejected)d left out."
            )
            % {name: getattr(summary, name) for name in COUNTS}
        )
        remarks = len(summary.remarks)
        if remarks:
            self.stdout.write(
                ngettext("%(count)d remark.", "%(count)d remarks.", remarks) % {"count": remarks}
                + " "
                + (
                    _("They are in %s.") % report
                    if report
                    else _("Give --report FILE to see them row by row.")
                )
            )
        if summary.dry_run:
            self.stdout.write(_("A dry run: nothing was saved. Add --commit to save."))


def _progress(work: Sequence[Any]) -> Iterable[Any]:
    """A bar on the terminal that shows how far it has come; nothing where there is no terminal."""

    bar: Iterable[Any] = tqdm(work, file=sys.stderr, disable=None, leave=False, unit="")
    return bar
