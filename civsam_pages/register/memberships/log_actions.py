"""What the log says of requests and rights: each action with its label and its sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

ACTIONS: Mapping[str, tuple[Any, Any]] = {
    "civsam.claim.send": (_("Ask to act for"), _("Somebody asked to act for the actor")),
    "civsam.claim.support": (_("Support a request"), _("An administrator supported a request")),
    "civsam.claim.approve": (_("Approve a request"), _("A request to act was approved")),
    "civsam.claim.refuse": (_("Refuse a request"), _("A request to act was refused")),
    "civsam.claim.withdraw": (_("Take back a request"), _("A request to act was taken back")),
    "civsam.claim.expire": (_("Request too old"), _("Nobody answered a request in time")),
    "civsam.invitation.send": (_("Invite"), _("Somebody was invited")),
    "civsam.invitation.accept": (_("Accept an invitation"), _("An invitation was accepted")),
    "civsam.invitation.revoke": (_("Take back an invitation"), _("An invitation was taken back")),
    "civsam.proposal.send": (_("Propose an actor"), _("An actor was proposed")),
    "civsam.proposal.approve": (_("Approve a proposal"), _("A proposed actor was approved")),
    "civsam.proposal.refuse": (_("Refuse a proposal"), _("A proposed actor was refused")),
    "civsam.proposal.withdraw": (_("Take back a proposal"), _("A proposal was taken back")),
    "civsam.handover.save": (_("Save a handover"), _("A handover was begun")),
    "civsam.handover.send": (_("Send a handover"), _("A handover was sent")),
    "civsam.handover.approve": (_("Approve a handover"), _("A handover was approved")),
    "civsam.handover.refuse": (_("Refuse a handover"), _("A handover was refused")),
    "civsam.handover.withdraw": (_("Take back a handover"), _("A handover was taken back")),
    "civsam.right.give": (_("Give a right"), _("A right to act was given")),
    "civsam.right.renew": (_("Renew a right"), _("A right to act was renewed")),
    "civsam.right.change": (_("Change a right"), _("A right to act was changed")),
    "civsam.right.end": (_("End a right"), _("A right to act was ended")),
    "civsam.right.lapse": (_("Right lapsed"), _("A right to act has lapsed")),
    "civsam.actor.without_admin": (
        _("Without an administrator"),
        _("The actor no longer has an administrator"),
    ),
}


def register(actions: Any) -> None:
    """Make the actions known to Wagtail's log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(name, label, message)
