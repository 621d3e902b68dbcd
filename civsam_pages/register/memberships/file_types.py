"""What kind of file somebody has sent: known by what is in it, never by its name."""

import re
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

MAX_MEGABYTES = 10
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024

PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"

ENDINGS: Mapping[str, str] = {PDF: "pdf", JPEG: "jpg", PNG: "png", DOCX: "docx", ODT: "odt"}
_BEGINNINGS: Mapping[bytes, str] = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
}
_ZIP = b"PK\x03\x04"


def content_type_of(file: Any) -> str | None:
    """The type of a binary file that we take, or None. It is left at its beginning.

    An office document that carries a program (a macro) is not taken.
    """
    file.seek(0)
    head = file.read(8)
    try:
        for beginning, content_type in _BEGINNINGS.items():
            if head.startswith(beginning):
                return content_type
        return _office_type(file) if head.startswith(_ZIP) else None
    finally:
        file.seek(0)


def _office_type(file: Any) -> str | None:
    try:
        with ZipFile(file) as archive:
            names = set(archive.namelist())
            if any(re.search(r"vbaProject|^Basic/|^Scripts/", name) for name in names):
                return None
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return DOCX
            if "mimetype" in names and archive.getinfo("mimetype").compress_type == ZIP_STORED:
                # Stored as it is, as OpenDocument asks: nothing is unpacked that could burst.
                with archive.open("mimetype") as told:
                    return ODT if told.read(len(ODT) + 1) == ODT.encode() else None
    except (BadZipFile, ValueError, KeyError, OSError, RuntimeError, NotImplementedError):
        return None
    return None


def ending_for(name: str, content_type: str) -> str:
    """`name` with the ending of what the file really is."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name).strip(" .") or "fil"
    return f"{stem}.{ENDINGS[content_type]}"
