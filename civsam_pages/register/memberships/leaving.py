"""Somebody deletes their account: what follows for the associations, and what is taken away."""

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from civsam_pages.arena.personal_data import Warning

from .models import ActorProposal, Claim, Invitation, Membership
from .rules import OPEN, Role
from .services import claims, proposals, rights


def warnings(user) -> list[Warning]:
    """The associations that would be left without an administrator, with the way to hand over."""
    return [
        Warning(
            _(
                "You are the only administrator of %(actor)s. If you delete your account now, "
                "nobody can let others in. Hand over first."
            )
            % {"actor": membership.actor.title},
            _("Hand over %(actor)s") % {"actor": membership.actor.title},
            _handover_url(membership.actor_id),
        )
        for membership in only_administrator_of(user)
    ]


def only_administrator_of(user) -> list[Membership]:
    """The person's running rights as administrator where nobody else has one, now or to come."""
    others = Membership.objects.exclude(user=user).filter(role=Role.ADMIN)
    with_others = (others.running() | others.coming()).values("actor")
    return list(
        Membership.objects.running()
        .filter(user=user, role=Role.ADMIN, actor__live=True)
        .exclude(actor__in=with_others)
        .select_related("actor")
        .order_by("actor__title")
    )


def erase(user) -> None:
    """End the person's rights, take back what is undecided, and forget the address.

    In the caller's transaction. What has been decided stays, with the account that loses its name.
    """
    for claim in Claim.objects.filter(claimant=user, state__in=OPEN):
        claims.withdraw(claim=claim, by=user)
    for proposal in ActorProposal.objects.filter(proposer=user, state__in=OPEN):
        proposals.withdraw(proposal=proposal, by=user)
    rights.leave_all(user=user)
    mine = Invitation.objects.filter(Q(address__iexact=user.email) | Q(accepted_by=user))
    mine.filter(state__in=(Invitation.State.SENT, Invitation.State.DRAFT)).update(
        state=Invitation.State.REVOKED
    )
    mine.update(address=f"deleted-{user.pk}@account.invalid", name="", token_hash="")


def _handover_url(actor_id: int) -> str:
    try:
        return reverse("civsam_people:handover", args=[actor_id])
    except NoReverseMatch:  # a site without the pages for people
        return ""
