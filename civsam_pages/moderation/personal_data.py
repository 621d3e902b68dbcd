"""What moderation knows about a person, and how it lets go of one who deletes the account."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser, Kept, Part

from .models import Objection, Report, Ruling
from .rules import Act, Ground, Outcome, Reason
from .services import leaving


def register() -> None:
    personal_data.register("reports", reports)
    personal_data.register("rulings", rulings)
    personal_data.register("objections", objections)
    personal_data.register_eraser(
        "moderation",
        Eraser(
            leaving.erase,
            removes=(gettext_lazy("Your name and address on what you have reported"),),
            keeps=(
                Kept(
                    gettext_lazy("Decisions about you, and objections, without your name"),
                    gettext_lazy("The municipality must be able to show what it has decided."),
                ),
                Kept(
                    gettext_lazy("A block that counts still, as a cipher of your address"),
                    gettext_lazy("Otherwise a new account would be a way around it."),
                ),
            ),
        ),
    )


def reports(user: Any) -> Part:
    """What the person has reported, with and without the account."""
    rows = Report.objects.filter(Q(by=user) | Q(email__iexact=user.email)).select_related("matter")
    return Part(
        _("What you have reported"),
        {
            "title": _("Title"),
            "reason": _("Reason"),
            "words": _("In your own words"),
            "email": _("E-mail"),
            "created_at": _("Sent"),
        },
        [
            {
                "title": row.matter.title,
                "reason": Reason(row.reason),
                "words": row.words,
                "email": row.email,
                "created_at": row.created_at,
            }
            for row in rows
        ],
    )


def rulings(user: Any) -> Part:
    """What is decided about the person. Notes between colleagues are no part of a decision."""
    rows = Ruling.objects.filter(user=user).select_related("matter", "block")
    return Part(
        _("Decisions about you"),
        {
            "act": _("Decision"),
            "ground": _("Ground"),
            "law": _("Law or rule"),
            "words": _("Reasons"),
            "from": _("From"),
            "until": _("To and including"),
            "at": _("Decided"),
        },
        [
            {
                "act": Act(row.act),
                "ground": Ground(row.ground) if row.ground else "",
                "law": row.law,
                "words": row.words,
                "from": row.block.starts_on if hasattr(row, "block") else None,
                "until": row.block.until if hasattr(row, "block") else None,
                "at": row.at,
            }
            for row in rows.order_by("at")
        ],
    )


def objections(user: Any) -> Part:
    """What the person has objected, and the answers."""
    return Part(
        _("Your objections"),
        {
            "text": _("Text"),
            "outcome": _("Outcome"),
            "words": _("Answer"),
            "created_at": _("Sent"),
        },
        [
            {
                "text": row.text,
                "outcome": Outcome(row.outcome) if row.outcome else "",
                "words": row.words,
                "created_at": row.created_at,
            }
            for row in Objection.objects.filter(by=user)
        ],
    )
