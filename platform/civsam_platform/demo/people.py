"""Who acts for the associations of Älvsunda, who is invited, and what waits for an answer.

Rows are written as they are, without the services: nobody gets mail about a demo.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone

from civsam_pages.posting.models import DirectPublication, TrustedActor
from civsam_pages.register.memberships.models import (
    ActorProposal,
    Claim,
    Evidence,
    Invitation,
    Membership,
)
from civsam_pages.register.memberships.rules import INVITATION_DAYS, RequestState, Role
from civsam_pages.register.models import ActorPage
from civsam_platform.accounts.addresses import confirm

from .content import Row, people_rows
from .days import day, upcoming

NAMED = "samira@posten.example"  # whom `welcome` names first: she acts for two associations
# Each has written something in every state.
ASSOCIATIONS = {
    NAMED: "Föreningen Öppna dörren",
    "yusuf@posten.example": "Norrstrands föräldranätverk",
    "karin@posten.example": "Hammarbyns byalag",
}
TEN_WEEKS = timedelta(days=70)


def add_people(today: date) -> int:
    """Add the people that are missing, and what they may do; how many rows were added.

    What somebody has changed, ended or answered since stays as it is.
    """
    content = people_rows(today)
    people = {row["email"]: _person(row) for row in content["person"]}
    steps = (
        *(("right", _right), ("trust", _trust)),
        *(("invitation", _invitation), ("claim", _claim)),
    )
    added = sum(is_new for _user, is_new in people.values())
    users = {email: user for email, (user, _is_new) in people.items()}
    for kind, make in (*steps, ("proposal", _proposal)):
        for row in content[kind]:
            actor = None
            if "actor" in row:
                actor = ActorPage.objects.filter(slug=row["actor"]).first()
                if actor is None:  # somebody has deleted it for good
                    continue
            added += make(row, actor, users, today)
    return added


def _person(row: Row) -> tuple[Any, bool]:
    users = get_user_model()._default_manager
    if found := users.filter(email=row["email"]).first():
        return found, False
    user = users.create_user(row["email"], first_name=row["first_name"], last_name=row["last_name"])
    confirm(user)
    return user, True


def _right(row: Row, actor: Any, users: dict[str, Any], today: date) -> bool:
    user = users[row["person"]]
    if Membership.objects.filter(actor=actor, user=user).exists():
        return False
    until = day(row["until"], today) if "until" in row else upcoming("05-31", today + TEN_WEEKS)
    since = day(row["from"], today)
    Membership.objects.create(
        actor=actor,
        user=user,
        role=Role(row["role"]),
        function=row["function"],
        via=row["via"],
        evidence_note=row.get("note", ""),
        valid_from=since,
        valid_until=until,
        created_at=_at(since),
    )
    return True


def _trust(row: Row, actor: Any, users: dict[str, Any], today: date) -> bool:
    if DirectPublication.objects.filter(actor=actor).exists():
        return False  # it has published so already; what staff have decided since stays
    given_at = _at(day(row["from"], today))
    _trusted, is_new = TrustedActor.objects.get_or_create(
        actor=actor, defaults={"note": row["note"], "given_at": given_at}
    )
    return is_new


def _invitation(row: Row, actor: Any, users: dict[str, Any], today: date) -> bool:
    if Invitation.objects.filter(actor=actor, address=row["address"]).exists():
        return False
    sent = day(row["sent"], today)
    Invitation.objects.create(
        actor=actor,
        address=row["address"],
        name=row["name"],
        role=Role(row["role"]),
        valid_from=sent,
        valid_until=upcoming("05-31", today + TEN_WEEKS),
        expires_at=_at(sent) + timedelta(days=INVITATION_DAYS),
        invited_by=users[row["by"]],
        created_at=_at(sent),
    )
    return True


def _claim(row: Row, actor: Any, users: dict[str, Any], today: date) -> bool:
    claimant = users[row["person"]]
    if Claim.objects.filter(actor=actor, claimant=claimant).exists():
        return False
    asked = _at(day(row["asked"], today))
    Claim.objects.create(
        actor=actor,
        claimant=claimant,
        role=Role(row["role"]),
        function=row["function"],
        message=row["message"],
        evidence=_evidence(row["file"], actor, claimant, asked),
        state=RequestState.WAITING_STAFF,
        created_at=asked,
    )
    return True


def _proposal(row: Row, actor: None, users: dict[str, Any], today: date) -> bool:
    proposer = users[row["person"]]
    if ActorProposal.objects.filter(proposer=proposer, name=row["name"]).exists():
        return False
    ActorProposal.objects.create(
        proposer=proposer,
        state=RequestState.WAITING_STAFF,
        created_at=_at(day(row["asked"], today)),
        **{
            name: row[name]
            for name in ("name", "kind", "summary", "contact_email", "function", "message")
        },
    )
    return True


def _evidence(name: str, actor: ActorPage, user: Any, at: datetime) -> Evidence:
    data = pdf("Protokoll", f"{actor.title}, ordinarie årsmöte", "§ 8 Val av styrelse")
    evidence = Evidence(
        actor=actor,
        name=name,
        content_type="application/pdf",
        size=len(data),
        uploaded_by=user,
        uploaded_at=at,
    )
    evidence.file.save("", ContentFile(data), save=False)
    evidence.save()
    return evidence


def pdf(*lines: str) -> bytes:
    """A page with a few lines of text, as a PDF."""
    shown = [line.replace("\\", "").replace("(", "").replace(")", "") for line in lines]
    text = " T* ".join(f"({line}) Tj" for line in shown)
    stream = f"BT /F1 16 Tf 24 TL 72 760 Td {text} ET".encode("cp1252")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
        b" /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    )
    out, starts = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n"
    ) % (len(objects) + 1, table, len(objects) + 1, len(out))


def _at(when: date) -> datetime:
    return datetime.combine(when, time(10), timezone.get_default_timezone())
