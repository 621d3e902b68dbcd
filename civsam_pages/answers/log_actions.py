"""What the log says of answers: each action with its label and its sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, tuple[Any, Any]] = {
    "civsam.answer.send": (_("Send an answer"), _("Somebody answered")),
    "civsam.answer.write": (_("Write in a conversation"), _("Somebody wrote about an answer")),
    "civsam.answer.settle": (_("Settle an answer"), _("The owner settled an answer")),
    "civsam.answer.block": (_("Block a sender"), _("The owner blocked a sender")),
    "civsam.answer.unblock": (_("Let a sender in again"), _("The owner let a sender in again")),
    "civsam.answer.report": (_("Report an answer"), _("Somebody reported a conversation")),
    "civsam.answer.initiative": (
        _("Make an initiative"),
        _("An initiative was made of an answer"),
    ),
}


def register(actions: Any) -> None:
    """Make the actions known to Wagtail's log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
