"""Reads the reports of other mail servers (RFC 3464): which address, for good or not, and why."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from email.utils import parseaddr

REPORT = "message/delivery-status"


class NotABounce(ValueError):
    """The message is no delivery report, or a report of nothing that failed."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A mail that came back: from which address, what was said, and whether for good."""

    address: str
    said: str
    permanent: bool


def read(raw: bytes) -> list[Failure]:
    """The failures that a delivery report tells of.

    Raises:
        NotABounce: it is another message, or tells of mails that arrived or are only late.
    """
    message = message_from_bytes(raw, policy=policy.compat32)
    parts = [part for part in message.walk() if part.get_content_type() == REPORT]
    if not parts:
        raise NotABounce("This message is no delivery report (RFC 3464).")
    found = [failure for part in parts for group in groups(part) if (failure := failed(group))]
    if not found:
        raise NotABounce("This delivery report names no address that failed.")
    return found


def groups(part: Message) -> list[Message]:
    """The groups of fields of a report: one about the mail, then one for each address."""
    content = part.get_payload()
    return content if isinstance(content, list) else []


def failed(group: Message) -> Failure | None:
    """The failure that a group of fields tells of, if it does."""
    if str(group.get("Action", "")).strip().lower() != "failed":
        return None
    address = named(group.get("Original-Recipient")) or named(group.get("Final-Recipient"))
    if not address:
        return None
    status = " ".join(str(group.get("Status", "")).split())
    words = str(group.get("Diagnostic-Code", "")).split(";", 1)[-1]
    said = " ".join(words.split())
    text = said if status in said else f"{status} {said}".strip()
    return Failure(address, text, permanent=not status.startswith("4"))


def named(field: str | None) -> str:
    """The address of a field such as ``rfc822; anna@example.org``; empty when it is none."""
    address = parseaddr(str(field or "").split(";", 1)[-1].strip())[1].lower()
    return address if "@" in address else ""
