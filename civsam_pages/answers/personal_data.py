"""What the answers know about a person, and how they let go of one who deletes the account."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser, Kept, Part

from . import services
from .models import Answer, Message
from .rules import AnswerKind, AnswerState


def register() -> None:
    personal_data.register("answers", answers)
    personal_data.register("answer_messages", messages)
    personal_data.register_eraser(
        "answers",
        Eraser(
            services.erase,
            removes=(gettext_lazy("Your own answers to needs and initiatives"),),
            keeps=(
                Kept(
                    gettext_lazy("What you have written for an association, without your name"),
                    gettext_lazy("It belongs to the association, which goes on with it."),
                ),
            ),
        ),
    )


def answers(user: Any) -> Part:
    """What the person has answered, with and without the account."""
    rows = Answer.objects.filter(Q(sender=user) | Q(email=user.email.lower()))
    return Part(
        _("Your answers to needs and initiatives"),
        {
            "title": _("Title"),
            "kind": _("Kind"),
            "ask": _("What it concerns"),
            "name": _("Name"),
            "state": _("State"),
            "created_at": _("Sent"),
        },
        [
            {
                "title": row.title,
                "kind": AnswerKind(row.kind),
                "ask": row.ask,
                "name": row.name,
                "state": AnswerState(row.state),
                "created_at": row.created_at,
            }
            for row in rows.order_by("created_at")
        ],
    )


def messages(user: Any) -> Part:
    """What the person has written in conversations. What the others wrote is theirs."""
    own = Q(author=user) | Q(answer__email=user.email.lower(), side="sender")
    rows = Message.objects.filter(own).select_related("answer")
    return Part(
        _("What you have written about answers"),
        {"title": _("Title"), "text": _("Text"), "created_at": _("Sent")},
        [
            {"title": row.answer.title, "text": row.text, "created_at": row.created_at}
            for row in rows.order_by("created_at")
        ],
    )
