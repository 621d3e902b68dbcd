"""From a file to rows. Whatever makes the file as a whole doubtful refuses it, in plain words.

No message repeats what stands in the file: a file without a header begins with a person, perhaps.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .layouts import Layout, column_names, missing, nearest, repeated

LARGEST_FILE = 50 * 1024 * 1024
DELIMITERS = (",", ";", "\t")
LONGEST_HEADER = 10_000
SHOWN_ROWS = 5

# UTF-8 that somebody read as Windows text and saved again: "å" has become "Ã¥".
GARBLED = re.compile("Ã[\u0080-\u00bf–—˜™š›œžŸƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•€]")
# What Swedish in Windows' encoding is full of, and what it hardly ever holds (but what fills the
# text when DOS or an old Mac wrote it).
SWEDISH_BYTES = "åäöÅÄÖéü".encode("cp1252")
ODD_BYTES = bytes(range(0x80, 0xA0))


class RefusedFile(Exception):
    """The file cannot come in. The text says what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `number` as a spreadsheet counts (the header is 1), `cells` by our names."""

    number: int
    layout: Layout
    cells: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A file that can come in, and what is good to know about how it was read."""

    rows: list[Row]
    notices: list[str]


def read(path: Path) -> RegisterFile:
    """The rows of the file at `path`.

    Raises:
        RefusedFile: it cannot be read, is not a text table, or is not laid out as any register
            that we know.
    """
    notices: list[str] = []
    text = _decoded(_content(path), notices)
    delimiter, layout = _layout(text, notices)
    rows = list(_rows(text, delimiter, layout))
    if not rows:
        raise RefusedFile(
            _("The file has a header but no rows. Export the register again and choose all.")
        )
    return RegisterFile(rows, notices)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RefusedFile(_("That is a folder. Give the file itself."))
        if path.exists() and not path.is_file():
            raise RefusedFile(_("That is not a file. Save the register as a file first."))
        if path.stat().st_size > LARGEST_FILE:
            raise RefusedFile(
                _("The file is larger than 50 MB, which no register is. Is it the right file?")
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise RefusedFile(_("There is no such file. Look at the name and the folder.")) from None
    except OSError:
        raise RefusedFile(
            _("The file cannot be opened. Ask for the right to read it, or copy it elsewhere.")
        ) from None
    return raw


def _decoded(raw: bytes, notices: list[str]) -> str:
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise RefusedFile(_("That is a workbook, not a CSV file. Save it as “CSV UTF-8” in Excel."))
    advice = _("Save it again as “CSV UTF-8”.")
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
        notices.append(_("The file is in UTF-16, and was read as such."))
    else:
        encoding = "utf-8-sig"
    text = _text(raw, encoding)
    if text is None:
        text = _windows(raw, advice)
        notices.append(_("The file is in Windows' old encoding (cp1252), and was read as such."))
    if not text.strip(" \r\n\t,;\ufeff"):
        raise RefusedFile(_("The file is empty. Export the register again."))
    if "\x00" in text:
        raise RefusedFile(
            _("There are NUL characters in the file, so it is damaged or not a text.")
            + " "
            + advice
        )
    if len(GARBLED.findall(text)) > len(re.findall("[åäöÅÄÖ]", text)):
        raise RefusedFile(
            _("The letters å, ä and ö were spoiled before the file came here.")
            + " "
            + _("Export the register again, and save it as “CSV UTF-8”.")
        )
    return text


def _text(raw: bytes, encoding: str) -> str | None:
    """The bytes as text, or None: the error itself holds all of the file, and must not travel."""

    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _windows(raw: bytes, advice: str) -> str:
    """The text of bytes that are not UTF-8, where it is plain that they are Windows text."""

    swedish, odd = (sum(byte in kind for byte in raw) for kind in (SWEDISH_BYTES, ODD_BYTES))
    text = raw.decode("cp1252", errors="replace")
    if swedish <= odd or GARBLED.search(text) or "\ufffd" in text:
        raise RefusedFile(
            _("It is not possible to tell which encoding the file is in.") + " " + advice
        )
    return text


def _layout(text: str, notices: list[str]) -> tuple[str, Layout]:
    """The delimiter and the layout that the header tells of."""

    first = text.lstrip("\ufeff\r\n ").splitlines()[0][:LONGEST_HEADER]
    delimiter, header = max(
        ((one, next(csv.reader([first], delimiter=one))) for one in DELIMITERS),
        key=lambda pair: nearest(pair[1])[1],
    )
    layout, shared = nearest(header)
    lacking = missing(header, layout)
    if shared < 3:
        raise RefusedFile(
            _(
                "The first row is not the header of a register that we know. It should hold these "
                "columns with a comma, a semicolon or a tab between them: %(columns)s."
            )
            % {"columns": ", ".join(layout.header)}
        )
    if lacking:
        raise RefusedFile(
            ngettext(
                "The file lacks the column %(columns)s. Add it to the header, also if it is empty.",
                "The file lacks the columns %(columns)s. Add them to the header, also if they "
                "are empty.",
                len(lacking),
            )
            % {"columns": ", ".join(lacking)}
        )
    twice = repeated(header, layout)
    if twice:
        raise RefusedFile(
            _("The file has the column %(columns)s more than once. Keep the one that is right.")
            % {"columns": ", ".join(twice)}
        )
    if delimiter != ",":
        notices.append(
            _("The file has tabs between its columns, and was read as such.")
            if delimiter == "\t"
            else _("The file has semicolons between its columns, and was read as such.")
        )
    unknown = len(header) - len(layout.header)
    if unknown:
        notices.append(
            ngettext("%(count)d column is not used.", "%(count)d columns are not used.", unknown)
            % {"count": unknown}
        )
    return delimiter, layout


def _rows(text: str, delimiter: str, layout: Layout) -> Iterator[Row]:
    reader = csv.reader(
        io.StringIO(text.lstrip("\ufeff\r\n "), newline=""), delimiter=delimiter, strict=True
    )
    uneven: list[int] = []
    try:
        names = column_names(next(reader))
        places = {ours: names.index(theirs) for ours, theirs in layout.columns.items()}
        for number, cells in enumerate(reader, start=2):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                uneven.append(number)
            elif not uneven:
                yield Row(number, layout, {ours: cells[at] for ours, at in places.items()})
    except csv.Error as error:
        raise RefusedFile(_csv_error(str(error), reader.line_num)) from None
    if uneven:
        raise RefusedFile(
            ngettext(
                "Row %(rows)s has more or fewer cells than the header.",
                "These rows have more or fewer cells than the header: %(rows)s.",
                len(uneven),
            )
            % {"rows": _some(uneven)}
            + " "
            + _("Perhaps a quotation mark or a comma in a text is not inside quotation marks.")
        )


def _csv_error(error: str, line: int) -> str:
    if "unexpected end" in error:
        return _("A quotation mark is opened and never closed. Close it, or export again.")
    if "field larger" in error:
        return _(
            "Near line %(line)d a single cell holds more than 130,000 characters. A quotation "
            "mark that is never closed is the usual reason."
        ) % {"line": line}
    return _(
        "Line %(line)d cannot be read. A quotation mark inside a text must be written twice."
    ) % {"line": line}


def _some(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:SHOWN_ROWS])
    return shown if len(numbers) <= SHOWN_ROWS else f"{shown} …"
