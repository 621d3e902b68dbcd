"""For whom somebody acts right now, and the gates of an association's own pages."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.decisions import Decision

from ..models import ActorPage
from .models import Membership
from .rules import Role
from .selectors import actors_of

WHAT_ONE_IS = {
    Role.EDITOR: _("can write"),
    Role.APPLICANT: _("can write and apply for grants"),
    Role.ADMIN: _("are an administrator"),
}
CHOSEN = "civsam_actor"  # the id of the actor, in the session


@dataclass(frozen=True, slots=True)
class Acting:
    """What the header says: for which actor, as what, and whether there are others to choose."""

    membership: Membership
    has_others: bool

    @property
    def actor(self) -> ActorPage:
        return self.membership.actor

    @property
    def role(self) -> str:
        """What the person is or may do, as the end of a sentence that begins with "You"."""
        return str(WHAT_ONE_IS[Role(self.membership.role)])


def acting_as(request: HttpRequest) -> Acting | None:
    """For whom the person acts: the actor whose page this is, the one they chose, or the first.

    None for visitors, and for whoever acts for nobody. Asked once for each request.
    """
    if not hasattr(request, "_civsam_acting"):
        request._civsam_acting = _acting(request)
    return request._civsam_acting


def choose(request: HttpRequest, actor: ActorPage) -> None:
    """Act for this actor from now on, until another is chosen."""
    request.session[CHOSEN] = actor.pk


def actor_or_404(
    request: HttpRequest, actor_id: int, may: Callable[[Any, ActorPage], Decision]
) -> ActorPage:
    """The actor, if `may(user, actor)` says yes; the page is then one of acting for it.

    Raises:
        Http404: there is no such live actor, or the person may not. Both look the same.
    """
    actor = ActorPage.objects.live().filter(pk=actor_id).first()
    if actor is None or not may(request.user, actor):
        raise Http404
    request._civsam_actor = actor.pk
    return actor


def _acting(request: HttpRequest) -> Acting | None:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    rows = actors_of(user)
    wanted = getattr(request, "_civsam_actor", None)
    if wanted is None:
        wanted = request.session.get(CHOSEN)
    chosen = [row for row in rows if row.actor_id == wanted] or rows[:1]
    return Acting(chosen[0], len(rows) > 1) if chosen else None
