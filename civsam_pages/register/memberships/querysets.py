"""The gates: what a person may see of who acts for whom. What is not in here does not exist."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.utils import timezone

from civsam_search.api import today

from .rules import OPEN, RequestState, Role, roles_with

SEE = "civsam_register.see_people"
DECIDE = "civsam_register.decide_people"


def sees_all(user: Any) -> bool:
    """Whether the person works with these things at the municipality."""
    return bool(user.has_perm(SEE) or user.has_perm(DECIDE))


def rows(name: str) -> Any:
    """The rows of a model of this app: it is not there yet when this module is read."""
    return apps.get_model("civsam_register", name)._default_manager.all()


def administered_by(user: Any) -> Any:
    """The ids of the published actors that the person is an administrator of today."""
    held = rows("Membership").running().at_least(Role.ADMIN).filter(user=user, actor__live=True)
    return held.values("actor")


class MembershipQuerySet(models.QuerySet[Any]):
    def running(self, day: date | None = None) -> "MembershipQuerySet":
        """Rights that count on a day, today if none is given; not those of a closed account."""
        day = day or today()
        held = self.filter(ended_at=None, valid_from__lte=day, valid_until__gte=day)
        return held.filter(user__is_active=True)

    def coming(self, day: date | None = None) -> "MembershipQuerySet":
        """Rights that begin later."""
        return self.filter(ended_at=None, valid_from__gt=day or today())

    def current(self, day: date | None = None) -> "MembershipQuerySet":
        """Rights that count on a day, or begin later."""
        return self.filter(ended_at=None, valid_until__gte=day or today())

    def at_least(self, role: Role) -> "MembershipQuerySet":
        """Rights that include what `role` may do."""
        return self.filter(role__in=roles_with(role))

    def visible_to(self, user: Any) -> "MembershipQuerySet":
        """One's own that count or begin later, and all of an actor that one administers."""
        if not user.is_authenticated:
            return self.none()
        if sees_all(user):
            return self
        own = Q(user=user, ended_at=None, valid_until__gte=today(), actor__live=True)
        return self.filter(own | Q(actor__in=administered_by(user)))


class ClaimQuerySet(models.QuerySet[Any]):
    def open(self) -> "ClaimQuerySet":
        """Asked for and not decided; what nobody has answered in time is left out."""
        late = Q(state=RequestState.WAITING_ADDRESS, expires_at__lte=timezone.now())
        return self.filter(state__in=OPEN).exclude(late)

    def visible_to(self, user: Any) -> "ClaimQuerySet":
        """One's own, and those for an actor that one administers."""
        if not user.is_authenticated:
            return self.none()
        if sees_all(user):
            return self
        return self.filter(Q(claimant=user) | Q(actor__in=administered_by(user)))


class ProposalQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ProposalQuerySet":
        """One's own."""
        if not user.is_authenticated:
            return self.none()
        return self if sees_all(user) else self.filter(proposer=user)


class HandoverQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "HandoverQuerySet":
        """Those of an actor that one administers; the municipality sees none before it is sent."""
        if not user.is_authenticated:
            return self.none()
        own = Q(actor__in=administered_by(user))
        if sees_all(user):
            return self.filter(own | ~Q(state=RequestState.DRAFT) | Q(started_by=user))
        return self.filter(own)


class InvitationQuerySet(models.QuerySet[Any]):
    def open(self) -> "InvitationQuerySet":
        """Sent, and not answered, taken back or too old."""
        return self.filter(state="sent", expires_at__gt=timezone.now())

    def visible_to(self, user: Any) -> "InvitationQuerySet":
        """Those of an actor that one administers; who is invited comes by the link in the mail.

        The municipality sees all that have been sent.
        """
        if not user.is_authenticated:
            return self.none()
        administered = Q(actor__in=administered_by(user))
        return self.filter(administered | ~Q(state="draft") if sees_all(user) else administered)


class EvidenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "EvidenceQuerySet":
        """What shows a right for an actor that one administers, and what one's own request shows.

        The municipality sees all that has been sent to it, and no file of a draft.
        """
        if not user.is_authenticated:
            return self.none()
        drafts = rows("Handover").filter(state=RequestState.DRAFT, evidence__isnull=False)
        administered = Q(actor__in=administered_by(user))
        if sees_all(user):
            sent = ~Q(pk__in=drafts.values("evidence"))
            return self.filter(administered | sent | Q(uploaded_by=user))
        shown = Q(pk__in=rows("Claim").filter(claimant=user).values("evidence"))
        shown |= Q(pk__in=rows("ActorProposal").filter(proposer=user).values("evidence"))
        return self.filter(administered | (shown & Q(uploaded_by=user)))
