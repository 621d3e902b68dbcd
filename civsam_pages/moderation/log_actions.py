"""What the log says of moderation: each action with its label and its sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, tuple[Any, Any]] = {
    "civsam.moderation.open": (_("Begin a matter"), _("The municipality began a matter")),
    "civsam.moderation.report": (_("Report something"), _("Somebody reported it")),
    "civsam.moderation.dismiss": (_("Do nothing"), _("The municipality did nothing about it")),
    "civsam.moderation.unpublish": (
        _("Take down after a report"),
        _("The municipality took the page down"),
    ),
    "civsam.moderation.restore": (
        _("Publish again"),
        _("The municipality published the page again"),
    ),
    "civsam.moderation.block": (_("Block somebody"), _("The municipality blocked somebody")),
    "civsam.moderation.unblock": (_("End a block"), _("The municipality ended a block")),
    "civsam.moderation.object": (_("Object to a decision"), _("Somebody objected to a decision")),
    "civsam.moderation.changed": (
        _("Change after an objection"),
        _("The municipality changed a decision after an objection"),
    ),
    "civsam.moderation.stands": (
        _("Let a decision stand"),
        _("The municipality let a decision stand after an objection"),
    ),
    "civsam.moderation.export": (
        _("Take the log home"),
        _("Somebody took the log of decisions home as a file"),
    ),
}


def register(actions: Any) -> None:
    """Make the actions known to Wagtail's log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
