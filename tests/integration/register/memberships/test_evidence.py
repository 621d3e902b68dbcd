"""Files that show a right: known by what is in them, whole or not at all."""

import errno
import os
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from civsam_pages.arena.private import WholeFileStorage
from civsam_pages.register.memberships.file_types import DOCX, MAX_BYTES, ODT
from civsam_pages.register.memberships.models import Evidence
from civsam_pages.register.memberships.services.evidence import keep_evidence
from tests.factories import XSS, pdf

pytestmark = pytest.mark.django_db


def zipped(**files):
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


WORD = zipped(**{"[Content_Types].xml": "", "word/document.xml": "<w/>"})
OPEN_TEXT = zipped(mimetype=ODT, **{"content.xml": "<o/>"})
MACROS = zipped(**{"[Content_Types].xml": "", "word/document.xml": "", "word/vbaProject.bin": "x"})
SHEET = zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize(
    ("content", "content_type", "ending"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "pdf"),
        (b"\xff\xd8\xff\xe0....", "image/jpeg", "jpg"),
        (b"\x89PNG\r\n\x1a\n....", "image/png", "png"),
        (WORD, DOCX, "docx"),
        (OPEN_TEXT, ODT, "odt"),
    ],
)
def test_a_file_is_what_is_in_it_whatever_its_name(here, content, content_type, ending):
    file = SimpleUploadedFile("protokoll.exe", content, "text/html")
    evidence = keep_evidence(file=file, by=here.samira, actor=here.open_door)
    assert (evidence.content_type, evidence.name) == (content_type, f"protokoll.{ending}")
    assert evidence.file.read() == content
    assert evidence.file.name.startswith("evidence/")
    assert "protokoll" not in evidence.file.name


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"MZ\x90", b"PK\x03\x04 torn", MACROS, SHEET, zipped(a="b"), b" %PDF-1.7"],
)
def test_other_files_are_not_taken(here, content):
    file = SimpleUploadedFile("protokoll.pdf", content, "application/pdf")
    with pytest.raises(ValidationError) as refusal:
        keep_evidence(file=file, by=here.samira)
    assert "file" in refusal.value.message_dict
    assert not Evidence.objects.exists()


def packed(text, times=1):
    """An OpenDocument that says its type in packed form."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("mimetype", "w") as told,
    ):
        for _part in range(times):
            told.write(text)
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_and_not_unpacked(here):
    bomb = packed(b"\0" * 1_000_000, times=300)  # in 300 kB
    size = (300_000_000).to_bytes(4, "little")
    bomb = bomb.replace(size, len(ODT).to_bytes(4, "little"))  # it says that it is small
    tracemalloc.start()
    with pytest.raises(ValidationError):
        keep_evidence(file=SimpleUploadedFile("p.odt", bomb), by=here.samira)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_zip_that_is_torn_inside_is_refused_in_words(here):
    torn = bytearray(packed(ODT.encode()))
    at = torn.index(b"mimetype") + len("mimetype")
    torn[at : at + 9] = b"\xff" * 9
    with pytest.raises(ValidationError) as refusal:
        keep_evidence(file=SimpleUploadedFile("p.odt", bytes(torn)), by=here.samira)
    assert "file" in refusal.value.message_dict


def test_a_file_of_more_than_ten_megabytes_is_not_taken(here):
    with pytest.raises(ValidationError, match="10 MB"):
        keep_evidence(file=pdf(octets=MAX_BYTES + 1), by=here.samira)
    assert keep_evidence(file=pdf(octets=MAX_BYTES), by=here.samira).size == MAX_BYTES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Årsmöte 2026.PDF", "Årsmöte 2026.pdf"),
        ("protokoll 19800101-1231.pdf", "protokoll.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        (".pdf", "fil.pdf"),
        (f"{'å' * 300}.pdf", None),
        (f"{XSS}.pdf", None),
    ],
)
def test_a_name_is_cleaned(here, name, kept):
    file = pdf()
    file._name = name
    evidence = keep_evidence(file=file, by=here.samira)
    assert len(evidence.name) <= 150
    assert evidence.name.endswith(".pdf")
    if kept:
        assert evidence.name == kept


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A real folder as the private storage."""
    storage = WholeFileStorage(location=tmp_path)
    monkeypatch.setattr(Evidence._meta.get_field("file"), "storage", storage)
    return tmp_path


def left_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("big", [False, True])
def test_a_file_is_written_beside_its_place_and_then_put_there(here, folder, big):
    file = pdf()
    if big:
        big_one = TemporaryUploadedFile("protokoll.pdf", "application/pdf", 2_000, None)
        big_one.write(file.read())
        big_one.seek(0)
        file = big_one
    evidence = keep_evidence(file=file, by=here.samira)
    (path,) = left_in(folder)
    assert path.stat().st_size == 2_000
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert evidence.file.read().startswith(b"%PDF")
    file.close()


def test_a_full_disk_leaves_nothing(here, folder, monkeypatch):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        keep_evidence(file=pdf(), by=here.samira)
    assert left_in(folder) == []
    assert not Evidence.objects.exists()


def test_a_row_that_cannot_be_written_leaves_no_file(here, folder, monkeypatch):
    monkeypatch.setattr(Evidence, "save", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep_evidence(file=pdf(), by=here.samira)
    assert left_in(folder) == []


def test_the_storage_gives_no_address(here, folder):
    storage = WholeFileStorage(location=folder, base_url=None)
    storage.save("evidence/a", ContentFile(b"x"))
    with pytest.raises(ValueError, match="no address"):
        storage.url("evidence/a")
