"""What posting knows about a person, and how it lets go of one who deletes the account."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser, Kept, Part
from civsam_pages.guided.rules import content

from .models import (
    ChangeRequest,
    DirectPublication,
    Draft,
    ReviewTaskState,
    SectionConfirmation,
    TrustedActor,
)


def register() -> None:
    personal_data.register("posting_drafts", drafts)
    personal_data.register("posting_reviews", reviews)
    personal_data.register("posting_changes", changes)
    personal_data.register_eraser(
        "posting",
        Eraser(
            erase,
            keeps=(
                Kept(
                    gettext_lazy("What you have written for an association, without your name"),
                    gettext_lazy("It belongs to the association, which goes on with it."),
                ),
            ),
        ),
    )


def drafts(user: Any) -> Part:
    """Drafts that the person began, with what they say."""
    rows = Draft.objects.filter(author=user).select_related("actor").order_by("created_at")
    return Part(
        _("Drafts that you have begun"),
        {
            "actor": _("Association"),
            "form": _("Form"),
            "created_at": _("Begun"),
            "sent_at": _("Sent"),
            "answers": _("Answers"),
        },
        [
            {
                "actor": row.actor.title,
                "form": row.get_form_display(),
                "created_at": row.created_at,
                "sent_at": row.sent_at,
                "answers": [
                    str(value) for step in row.answers.values() for value in content(step).values()
                ],
            }
            for row in rows
        ],
    )


def reviews(user: Any) -> Part:
    """What the person sent, what was answered, and what they have decided as a reviewer."""
    rows = (
        ReviewTaskState.objects.filter(
            Q(workflow_state__requested_by=user) | Q(finished_by=user) | Q(assigned_to=user)
        )
        .select_related("revision", "workflow_state")
        .order_by("started_at")
    )
    return Part(
        _("What you have sent for review, or reviewed"),
        {
            "title": _("Title"),
            "started_at": _("Sent"),
            "outcome": _("Outcome"),
            "finished_at": _("Decided"),
            "comment": _("Words"),
        },
        [
            {
                "title": row.revision.object_str,
                "started_at": row.started_at,
                "outcome": row.get_outcome_display(),
                "finished_at": row.finished_at,
                "comment": row.comment,
            }
            for row in rows
        ],
    )


def changes(user: Any) -> Part:
    """Changes of a name or number that the person asked for."""
    rows = ChangeRequest.objects.filter(asked_by=user).select_related("actor")
    return Part(
        _("Changes that you have asked the municipality for"),
        {
            "actor": _("Association"),
            "new_value": _("As it is to be"),
            "asked_at": _("Asked"),
            "state": _("State"),
        },
        [
            {
                "actor": row.actor.title,
                "new_value": row.new_value,
                "asked_at": row.asked_at,
                "state": row.get_state_display(),
            }
            for row in rows.order_by("asked_at")
        ],
    )


def erase(user: Any) -> None:
    """Take the person's name from what they did; the association's words stay with it."""
    Draft.objects.filter(author=user).update(author=None)
    ReviewTaskState.objects.filter(assigned_to=user).update(assigned_to=None)
    DirectPublication.objects.filter(author=user).update(author=None)
    DirectPublication.objects.filter(reviewed_by=user).update(reviewed_by=None)
    ChangeRequest.objects.filter(asked_by=user).update(asked_by=None)
    ChangeRequest.objects.filter(decided_by=user).update(decided_by=None)
    SectionConfirmation.objects.filter(confirmed_by=user).update(confirmed_by=None)
    TrustedActor.objects.filter(given_by=user).update(given_by=None)
