"""The gates: what a person may see of reports and decisions. What is not in here does not exist."""

from typing import Any

from django.db import models
from django.db.models import Q

from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role
from civsam_search.api import today

from .rules import RESTRICTS, WAITING, Act

MODERATE = "civsam_moderation.moderate"


class MatterQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> "MatterQuerySet":
        """All of them, to those who moderate; nothing to anybody else."""
        return self if user.is_active and user.has_perm(MODERATE) else self.none()

    def waiting(self) -> "MatterQuerySet":
        return self.filter(state__in=WAITING)


class RulingQuerySet(models.QuerySet[Any]):
    def concerning(self, user: Any) -> "RulingQuerySet":
        """Decisions that take something from the person, or from an actor that they write for.

        Of an actor whose page is taken down, too: otherwise nobody could object to that.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        held = Membership.objects.running().at_least(Role.EDITOR).filter(user=user)
        ours = Q(actor__in=held.values("actor"))
        return self.filter(Q(user=user) | ours, act__in=RESTRICTS)

    def of_actor(self, actor: Any) -> "RulingQuerySet":
        """What is decided about an actor and its pages. It gates nothing: ask a policy first."""
        return self.filter(actor=actor, act__in=RESTRICTS)

    def in_force(self) -> "RulingQuerySet":
        """Those that still take something from somebody: a page that is out again is not down."""
        taken_down = Q(act=Act.UNPUBLISH, matter__page__live=False)
        lasts = Q(block__until=None) | Q(block__until__gte=today())
        blocked = Q(act=Act.BLOCK, block__ended_at=None) & lasts
        return self.filter(taken_down | blocked, undone_by=None)


class BlockQuerySet(models.QuerySet[Any]):
    def in_force(self) -> "BlockQuerySet":
        """Those that stop something today."""
        day = today()
        rows = self.filter(ended_at=None, starts_on__lte=day)
        return rows.filter(Q(until=None) | Q(until__gte=day))
