"""Files that show a right: taken in whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from ...importing.cleaning import squeezed, without_personal_numbers
from ..file_types import MAX_BYTES, MAX_MEGABYTES, content_type_of, ending_for
from ..models import Evidence


def keep_evidence(*, file: File[bytes], by: Any, actor: Any = None) -> Evidence:
    """Keep a file that shows a right, in the storage that no web server serves.

    What it is stands in its content, so its name gets the right ending, and loses folders and
    personal numbers. When the disk is full or the row cannot be written, nothing stays.

    Raises:
        ValidationError: of `file`: empty, larger than ten megabytes, or of another kind than
            pdf, jpg, png, docx and odt.
    """
    content_type = _checked(file)
    evidence = Evidence(
        actor=actor,
        name=clean_file_name(file.name or "", content_type),
        content_type=content_type,
        size=file.size,
        uploaded_by=by,
    )
    try:
        evidence.file.save("", file, save=False)
        with transaction.atomic():
            evidence.save()
    except BaseException:
        drop_file(evidence)
        raise
    return evidence


@contextmanager
def kept(file: File[bytes] | None, *, by: Any, actor: Any = None) -> Iterator[Evidence | None]:
    """Keep a file for as long as what it belongs to is written: if that fails, the file goes."""
    evidence = keep_evidence(file=file, by=by, actor=actor) if file else None
    try:
        yield evidence
    except BaseException:
        if evidence:
            drop_file(evidence)
        raise


def throw_away(evidence: Evidence | None) -> None:
    """Delete a file that was never sent, with its row, when the transaction has gone well."""
    if evidence is None:
        return
    evidence.delete()
    transaction.on_commit(lambda: drop_file(evidence))


def drop_file(evidence: Evidence) -> None:
    """Delete the file itself."""
    if name := evidence.file.name:
        evidence.file.storage.delete(name)


def clean_file_name(name: str, content_type: str) -> str:
    """A name to show: no folders, no control characters, nobody's number, the right ending."""
    last = squeezed(name.replace("\\", "/").rsplit("/", 1)[-1])
    return ending_for(without_personal_numbers(last)[0][:140], content_type)


def _checked(file: File[bytes]) -> str:
    if not file.size:
        message, code = _("The file is empty."), "empty"
    elif file.size > MAX_BYTES:
        message = _("The file is larger than %(size)d MB. Make it smaller, or take a photo.")
        message, code = message % {"size": MAX_MEGABYTES}, "too_large"
    elif content_type := content_type_of(file):
        return content_type
    else:
        message = _("We can read pdf, Word, ODT, jpg and png. Save the file as one of them.")
        code = "wrong_type"
    raise ValidationError({"file": ValidationError(message, code=code)})
