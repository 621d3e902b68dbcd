"""The gates: what a person may see of answers. What is not in here does not exist."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from wagtail.permissions import page_permission_policy

from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.rules import ActorKind

from .rules import AnswerState

ADMIN = "wagtailadmin.access_admin"


def acted_for(user: Any) -> Any:
    """The ids of the actors that a person writes for today."""
    held = Membership.objects.running().at_least(Role.EDITOR).filter(user=user, actor__live=True)
    return held.values("actor")


def handled_by_staff() -> Q:
    """What the municipality answers: its own, what has no owner, and where nobody else can."""
    editors = Membership.objects.running().at_least(Role.EDITOR).filter(actor=OuterRef("owner"))
    return Q(owner=None) | Q(owner__kind=ActorKind.MUNICIPAL_UNIT) | ~Q(Exists(editors))


class AnswerQuerySet(models.QuerySet[Any]):
    def confirmed(self) -> "AnswerQuerySet":
        """Those that the owner knows of."""
        return self.exclude(state=AnswerState.UNCONFIRMED)

    def received_by_staff(self, user: Any) -> "AnswerQuerySet":
        """Those that an editor of the municipality answers: of pages that they may change."""
        if not user.is_active or not user.has_perm(ADMIN):
            return self.none()
        pages = page_permission_policy.instances_user_has_permission_for(user, "change")
        return self.confirmed().filter(handled_by_staff(), page__in=pages.values("pk"))

    def received_by(self, user: Any) -> "AnswerQuerySet":
        """Those that reached an owner whom the person acts for, in the admin or outside it."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        pks = self.received_by_staff(user).values("pk")
        return self.confirmed().filter(Q(owner__in=acted_for(user)) | Q(pk__in=pks))

    def sent_by(self, user: Any) -> "AnswerQuerySet":
        """The person's own, and those of the actors that they act for today."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(sender=user, sender_actor=None)
        return self.confirmed().filter(own | Q(sender_actor__in=acted_for(user)))

    def visible_to(self, user: Any) -> "AnswerQuerySet":
        """Both sides of a conversation, and nobody else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        ours = Q(pk__in=self.received_by(user).values("pk"))
        return self.filter(ours | Q(pk__in=self.sent_by(user).values("pk")))

    def of_actor(self, actor: Any) -> "AnswerQuerySet":
        """What an actor has got and sent. It gates nothing: ask a policy first."""
        return self.confirmed().filter(Q(owner=actor) | Q(sender_actor=actor))

    def open(self) -> "AnswerQuerySet":
        """Conversations that have not become a no."""
        return self.confirmed().exclude(state=AnswerState.DECLINED)
