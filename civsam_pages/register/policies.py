"""Who may act for an actor. Every room asks here."""

from typing import Any

from django.utils.translation import gettext as _

from civsam_pages.arena.decisions import YES, Decision, no

from .memberships.models import Membership
from .memberships.rules import Role


def acts_for(user: Any, actor: Any, role: Role = Role.EDITOR) -> Decision:
    """Whether `user` may do what `role` may for `actor`, today.

    `actor` is an actor's page or its id. The right is a running membership, nothing else: staff
    of the municipality act in the admin, as themselves.
    """
    if not user.is_authenticated or not user.is_active:
        return no(_("Log in first."))
    actor_id = getattr(actor, "pk", actor)
    held = Membership.objects.running().filter(user=user, actor=actor_id, actor__live=True)
    if held.at_least(role).exists():
        return YES
    if held.exists():
        return no(_("Your role does not include this. Ask an administrator of the association."))
    return no(_("You do not act for this association."))
