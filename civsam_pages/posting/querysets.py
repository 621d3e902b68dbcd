"""The gates: what a person may see of what is written and sent. The rest does not exist."""

from typing import Any

from django.db import models
from django.db.models import Q

from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role

DECIDE = "civsam_posting.decide_changes"
TRUST = "civsam_posting.change_trustedactor"


def acted_for(user: Any) -> Any:
    """The ids of the actors that a person may write for today."""
    held = Membership.objects.running().at_least(Role.EDITOR).filter(user=user, actor__live=True)
    return held.values("actor")


class DraftQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "DraftQuerySet":
        """Drafts of the actors that one writes for: nobody else's, not the municipality's."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(actor__in=acted_for(user))

    def open(self) -> "DraftQuerySet":
        """Not sent yet, or come back."""
        return self.filter(sent_at=None)


class PictureQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "PictureQuerySet":
        """Pictures of the drafts that one sees."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(draft__actor__in=acted_for(user))


class ChangeRequestQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ChangeRequestQuerySet":
        """Those of the actors that one writes for; all, for those who decide on them."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.has_perm(DECIDE):
            return self
        return self.filter(actor__in=acted_for(user))

    def waiting(self) -> "ChangeRequestQuerySet":
        return self.filter(state="waiting")


class ReviewStateQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "ReviewStateQuerySet":
        """Those of the tasks whose groups one is in; all, for administrators."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        from .models import ReviewTask

        tasks = ReviewTask.objects.filter(groups__in=user.groups.all())
        return self.filter(task__in=tasks.values("pk"))

    def waiting(self) -> "ReviewStateQuerySet":
        return self.filter(status="in_progress")


class DirectPublicationQuerySet(models.QuerySet[Any]):
    def unread(self) -> "DirectPublicationQuerySet":
        return self.filter(reviewed_at=None)

    def visible_to(self, user: Any) -> "DirectPublicationQuerySet":
        """Those that would have come to a task whose groups one is in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_superuser:
            return self
        from .models import ReviewTask

        tasks = ReviewTask.objects.filter(groups__in=user.groups.all())
        return self.filter(Q(task__in=tasks.values("pk")))
