"""A person's data as one archive: JSON for machines, HTML for people, and their files."""

import json
import re
from collections.abc import Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import File, Part
from civsam_pages.notifications.look import look

IN_MEMORY = 5_000_000  # bytes; a larger archive lies in a temporary file
CHUNK = 64 * 1024
UNSAFE = re.compile(r"[^\w. ()-]+")
DATA, PAGE, FOLDER = "data.json", "data.html", "files"


def archive(user: Any) -> IO[bytes]:
    """Write all that is known about a person, and give the archive, to be read from its start."""
    parts = personal_data.parts(user)
    archived = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with ZipFile(archived, "w", ZIP_DEFLATED) as zipped:
        lost = [name for name, file in _files(parts) if not _write(zipped, name, file)]
        zipped.writestr(DATA, as_json(parts))
        zipped.writestr(PAGE, as_html(parts, lost))
    archived.seek(0)
    return archived


def as_json(parts: dict[str, Part]) -> str:
    """The facts under names that stay the same, whatever the language."""
    facts = {name: part.rows for name, part in parts.items()}
    facts["written_at"] = timezone.now()
    return json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def as_html(parts: dict[str, Part], lost: list[str]) -> str:
    """The facts on one page, which is read without a connection; everything is escaped."""
    shown = [
        {
            "title": part.title,
            "labels": list(part.labels.values()),
            "rows": [
                [(label, words(row.get(name))) for name, label in part.labels.items()]
                for row in part.rows
            ],
        }
        for part in parts.values()
    ]
    names = [name for name, _file in _files(parts) if name not in lost]
    return render_to_string(
        "civsam_accounts/export.html",
        {
            "parts": shown,
            "files": names,
            "lost": lost,
            "now": timezone.now(),
            "language": get_language(),
            "site": look().name,
        },
    )


def words(value: Any) -> str:
    """A fact as a person reads it."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, list):
        return ", ".join(words(one) for one in value) or "–"
    if hasattr(value, "label"):
        return str(value.label)
    if hasattr(value, "hour"):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if hasattr(value, "year"):
        return date_format(value, "DATE_FORMAT")
    return str(value)


def _files(parts: dict[str, Part]) -> Iterator[tuple[str, File]]:
    """The files with their names in the archive: no folder of their own, and no two alike."""
    files = [file for part in parts.values() for file in part.files]
    for number, file in enumerate(files, start=1):
        yield f"{FOLDER}/{number:02} {UNSAFE.sub('_', file.name)[-100:]}", file


def _write(zipped: ZipFile, name: str, file: File) -> bool:
    """Put a file in the archive, a piece at a time. False where it is lost."""
    try:
        content = file.open()
    except OSError:
        return False
    with content, zipped.open(name, "w") as entry:
        while chunk := content.read(CHUNK):
            entry.write(chunk)
    return True
