"""What the register knows about a person, and how it lets go of one who deletes the account."""

from functools import partial

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser, File, Kept, Part

from ..rules import ActorKind
from . import leaving
from .models import ActorProposal, Claim, Evidence, Handover, Invitation, Membership
from .rules import RequestState, Role, Via


def register() -> None:
    for name, function in (
        ("memberships", memberships),
        ("claims", claims),
        ("proposals", proposals),
        ("invitations_to_you", invitations_to),
        ("invitations_by_you", invitations_by),
        ("handovers", handovers),
        ("evidence", evidence),
    ):
        personal_data.register(name, function)
    personal_data.register_eraser(
        "memberships",
        Eraser(
            leaving.erase,
            removes=(
                gettext_lazy("Your right to act for associations, from this moment"),
                gettext_lazy("Requests of yours that nobody has decided yet are taken back"),
                gettext_lazy("Open invitations to you"),
            ),
            keeps=(
                Kept(
                    gettext_lazy(
                        "Requests that have been decided, handovers, and minutes and other files "
                        "that you have sent"
                    ),
                    gettext_lazy(
                        "They are public records: the municipality must be able to show why "
                        "somebody could act for an association. It decides when they are "
                        "thrown away."
                    ),
                ),
                Kept(
                    gettext_lazy("Who could act for an association and when, without your name"),
                    gettext_lazy("Others need to be able to see how the association has acted."),
                ),
            ),
            warns=leaving.warnings,
        ),
    )


def memberships(user) -> Part:
    """The person's rights to act, those that have ended too."""
    rows = Membership.objects.filter(user=user).select_related("actor").order_by("valid_from")
    return Part(
        _("For whom you act, or have acted"),
        {
            "actor": _("Association"),
            "role": _("May do"),
            "function": _("Function"),
            "via": _("Came by"),
            "evidence_note": _("What was shown"),
            "valid_from": _("From"),
            "valid_until": _("Until"),
            "created_at": _("Given"),
            "ended_at": _("Ended"),
        },
        [
            {
                "actor": row.actor.title,
                "role": Role(row.role),
                "function": row.function,
                "via": Via(row.via),
                "evidence_note": row.evidence_note,
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
                "created_at": row.created_at,
                "ended_at": row.ended_at,
            }
            for row in rows
        ],
    )


def claims(user) -> Part:
    """What the person has asked for, and the answers."""
    rows = Claim.objects.filter(claimant=user).select_related("actor")
    return Part(
        _("Your requests to act for an association"),
        {
            "actor": _("Association"),
            "role": _("Wants to"),
            "function": _("Function"),
            "address": _("Asked at"),
            **_request_labels(),
        },
        [
            {
                "actor": row.actor.title,
                "role": Role(row.role),
                "function": row.function,
                "address": row.address,
                **_request(row),
            }
            for row in rows
        ],
    )


def proposals(user) -> Part:
    """Actors that the person has proposed."""
    rows = ActorProposal.objects.filter(proposer=user)
    return Part(
        _("Associations and networks you have proposed"),
        {
            "name": _("Name"),
            "kind": _("Kind"),
            "org_number": _("Organisation number"),
            "summary": _("What you do"),
            "contact_email": _("E-mail"),
            "function": _("Function"),
            **_request_labels(),
        },
        [
            {
                "name": row.name,
                "kind": ActorKind(row.kind),
                "org_number": row.org_number,
                "summary": row.summary,
                "contact_email": row.contact_email,
                "function": row.function,
                **_request(row),
            }
            for row in rows
        ],
    )


def invitations_to(user) -> Part:
    """Invitations to the person, or to the address. Who sent them is told in the mail."""
    rows = Invitation.objects.exclude(state=Invitation.State.DRAFT).filter(
        Q(accepted_by=user) | Q(address__iexact=user.email)
    )
    return _invitations(_("Invitations to you"), rows)


def invitations_by(user) -> Part:
    """Invitations that the person has sent: to which address is what the person wrote."""
    return _invitations(_("Invitations from you"), Invitation.objects.filter(invited_by=user))


def _invitations(title: str, rows) -> Part:
    return Part(
        title,
        {
            "actor": _("Association"),
            "address": _("To"),
            "name": _("Name"),
            "role": _("May do"),
            "function": _("Function"),
            "valid_from": _("From"),
            "valid_until": _("Until"),
            "state": _("State"),
            "created_at": _("Sent"),
            "accepted_at": _("Accepted"),
        },
        [
            {
                "actor": row.actor.title,
                "address": row.address,
                "name": row.name,
                "role": Role(row.role),
                "function": row.function,
                "valid_from": row.valid_from,
                "valid_until": row.valid_until,
                "state": Invitation.State(row.state),
                "created_at": row.created_at,
                "accepted_at": row.accepted_at,
            }
            for row in rows.select_related("actor")
        ],
    )


def handovers(user) -> Part:
    """Handovers that the person has started. The others in them are theirs to ask about."""
    rows = Handover.objects.filter(started_by=user).select_related("actor")
    return Part(
        _("Handovers you have started"),
        {"actor": _("Association"), "day": _("From which day"), **_request_labels()},
        [{"actor": row.actor.title, "day": row.day, **_request(row)} for row in rows],
    )


def evidence(user) -> Part:
    """Minutes and other files that the person has sent, with the files."""
    rows = list(Evidence.objects.filter(uploaded_by=user).order_by("uploaded_at", "pk"))
    return Part(
        _("Files you have sent"),
        {
            "name": _("File name"),
            "content_type": _("Type"),
            "size": _("Size in bytes"),
            "uploaded_at": _("Sent"),
        },
        [
            {
                "name": row.name,
                "content_type": row.content_type,
                "size": row.size,
                "uploaded_at": row.uploaded_at,
            }
            for row in rows
        ],
        tuple(File(row.name, partial(row.file.storage.open, row.file.name)) for row in rows),
    )


def _request_labels() -> dict[str, str]:
    return {
        "message": _("Message"),
        "state": _("State"),
        "created_at": _("Asked"),
        "decided_at": _("Decided"),
        "reason": _("Reason"),
    }


def _request(row) -> dict:
    return {
        "message": row.message,
        "state": RequestState(row.state),
        "created_at": row.created_at,
        "decided_at": row.decided_at,
        "reason": row.reason,
    }
