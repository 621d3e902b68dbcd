"""What the log says of posting and review: each action with its label and its sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, tuple[Any, Any]] = {
    "civsam.posting.send": (_("Send"), _("The association sent the page")),
    "civsam.posting.take_back": (_("Take back"), _("The association took the page back")),
    "civsam.posting.discard": (_("Throw a draft away"), _("A draft was thrown away")),
    "civsam.posting.still_current": (_("Still current"), _("The association said: still current")),
    "civsam.profile.confirm": (_("Confirm"), _("The association confirmed a part of its profile")),
    "civsam.review.approved": (_("Approve"), _("A reviewer approved what was sent")),
    "civsam.review.returned": (_("Return"), _("A reviewer returned what was sent")),
    "civsam.review.asked": (_("Ask for more"), _("A reviewer asked for more")),
    "civsam.review.assign": (_("Assign"), _("A review was given to somebody")),
    "civsam.review.read": (_("Read afterwards"), _("A reviewer has read it afterwards")),
    "civsam.change.ask": (_("Ask for a change"), _("A new name or number was asked for")),
    "civsam.change.approved": (_("Approve a change"), _("A new name or number was approved")),
    "civsam.change.refused": (_("Refuse a change"), _("A new name or number was refused")),
    "civsam.change.withdrawn": (_("Take back a change"), _("A wished change was taken back")),
    "civsam.trust.give": (_("Trust"), _("The actor publishes at once from now on")),
    "civsam.trust.end": (_("End trust"), _("What the actor sends is reviewed from now on")),
}


def register(actions: Any) -> None:
    """Make the actions known to Wagtail's log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
