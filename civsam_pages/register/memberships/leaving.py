"""Somebody deletes their account: what follows for the associations, and what is taken away."""

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from civsam_pages.arena.personal_data import Warning

from .models import Invitation
from .services import rights


def warnings(user) -> list[Warning]:
    """The associations that would be left without an administrator, with the way to hand over."""
    return [
        Warning(
            _(
                "You are the only administrator of %(actor)s. Hand over to somebody first. If you "
                "delete your account anyway, nobody can let others in until the municipality has "
                "helped, and we tell the association so."
            )
            % {"actor": actor.title},
            _("Hand over %(actor)s") % {"actor": actor.title},
            _handover_url(actor.pk),
            _("%(actor)s is left without an administrator, and gets a mail about it.")
            % {"actor": actor.title},
        )
        for actor in rights.ends_with_account(user)
    ]


def erase(user) -> None:
    """End the person's rights, take back what is undecided, and forget the address.

    In the caller's transaction. What has been decided stays, with the account that loses its name.
    """
    rights.leave_all(user)
    mine = Invitation.objects.filter(Q(address__iexact=user.email) | Q(accepted_by=user))
    mine.filter(state=Invitation.State.DRAFT).delete()
    mine.update(address=f"deleted-{user.pk}@account.invalid", name="", token_hash="")


def _handover_url(actor_id: int) -> str:
    try:
        return reverse("civsam_people:handover", args=[actor_id])
    except NoReverseMatch:  # a site without the pages for people
        return ""
