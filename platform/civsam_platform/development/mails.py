"""Mails as files: an e-mail backend that writes them, and how they are read again."""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

NAME = re.compile(r"\d{8}T\d{12}-[0-9a-f]{8}")
MOST = 200


class FileBackend(BaseEmailBackend):
    """Writes each mail as a file, whole or not at all. Nothing is sent."""

    def send_messages(self, email_messages):
        """Write the mails and return how many."""
        at = folder()
        at.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
            half = at / f".{name}"
            half.write_bytes(message.message().as_bytes())
            os.replace(half, at / f"{name}.eml")
        return len(email_messages)


@dataclass(frozen=True, slots=True)
class Written:
    """A mail that was written to a file."""

    name: str
    message: EmailMessage

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "")

    @property
    def to(self) -> str:
        return str(self.message["To"] or "")

    @property
    def written_at(self) -> datetime | None:
        date = self.message["Date"]
        moment = parsedate_to_datetime(str(date)) if date else None
        if moment and timezone.is_naive(moment):  # Django's ``-0000``
            moment = moment.replace(tzinfo=UTC)
        return moment

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.message.items()]

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body((kind,))
        return part.get_content() if part else ""


def folder() -> Path:
    """Where the mails are written."""
    return Path(settings.CIVSAM_WRITTEN_MAIL)


def latest() -> Iterator[Written]:
    """The latest mails, the newest first."""
    for path in sorted(folder().glob("*.eml"), reverse=True)[:MOST]:
        if mail := read(path.stem):
            yield mail


def read(name: str) -> Written | None:
    """A mail by the name of its file; None where there is none."""
    path = folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        return None
    return Written(name, message_from_bytes(path.read_bytes(), policy=policy.default))
