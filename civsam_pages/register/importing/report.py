"""The report: one line for each thing that was wrong, in a file that a spreadsheet opens safely."""

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from .records import Remark

FORMULA = ("=", "+", "-", "@", "\t", "\r")


class NoReport(Exception):
    """The report cannot be written there. The text says why."""


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""

    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


@contextmanager
def report_at(path: Path, *, source: Path) -> Iterator[Callable[[Iterable[Remark]], None]]:
    """A way to write the report at `path`, tried out before anything else is done.

    A report that is there already stays until the new one takes its place.

    Raises:
        NoReport: `path` is the file that is imported, a folder, or in a folder that is not there
            or not ours to write in; when writing, that the disk took no more.
    """
    if path.is_dir():
        raise NoReport(_("The report cannot be written: that is a folder. Give a file name."))
    if path.exists() and path.resolve() == source.resolve():
        raise NoReport(_("The report would overwrite the register. Give another file name."))
    draft = path.with_name(f"{path.name}.part")
    try:
        draft.touch()
    except OSError:
        raise NoReport(
            _("The report cannot be written in that folder. Choose one that you may write in.")
        ) from None
    try:
        yield lambda remarks: _write(remarks, draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _write(remarks: Iterable[Remark], draft: Path, path: Path) -> None:
    try:
        # The mark at the beginning tells Excel that å, ä and ö are UTF-8.
        with draft.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([_("row"), _("column"), _("what was wrong"), _("what was done")])
            for remark in remarks:
                texts = (remark.column, remark.wrong, remark.done)
                writer.writerow([remark.row, *map(harmless, texts)])
        draft.replace(path)
    except OSError:
        raise NoReport(_("The report could not be written: the disk takes no more.")) from None
