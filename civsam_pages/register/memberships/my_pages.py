"""What stands on the pages of an association in Mina sidor: each room adds its own by a hook.

    @hooks.register("civsam_my_pages", order=20)
    def needs(request, actor):
        return [Part(WAITING, "…/_waiting.html", {"rows": rows}, count=len(rows))]

    @hooks.register("civsam_my_pages_nav", order=20)
    def to_needs(request, actor):
        return [NavItem(_("Needs"), url, section="needs")]

    @hooks.register("civsam_my_pages_home", order=20)
    def of_person(request):
        return [Part(WAITING, "…/_waiting.html", {"rows": rows}, count=len(rows))]

The hooks are asked after the gate: the person acts for the actor, or is logged in.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from ..policies import acts_for
from . import policies, selectors
from .acting import acting_as
from .rules import Role

HOOK = "civsam_my_pages"
NAV_HOOK = "civsam_my_pages_nav"
HOME_HOOK = "civsam_my_pages_home"
# Where a part stands: among what waits, below it, or as buttons beside the heading.
WAITING, BODY, TOOLS = "waiting", "body", "tools"
PEOPLE_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the overview. `template` meets `given` as `part.given`.

    count: how many things wait in it.
    """

    place: str
    template: str
    given: Mapping[str, Any] = field(default_factory=dict)
    count: int = 0


@dataclass(frozen=True, slots=True)
class NavItem:
    """A line of the menu at the side; `section` is what a page calls itself."""

    label: str
    url: str
    section: str = ""
    count: int = 0


def parts(request: HttpRequest, actor: Any) -> list[Part]:
    """All parts of the overview of an actor, in order. Asked once for each request."""
    known: dict[int, list[Part]] = request.__dict__.setdefault("_civsam_parts", {})
    if actor.pk not in known:
        known[actor.pk] = [one for add in hooks.get_hooks(HOOK) for one in add(request, actor)]
    return known[actor.pk]


def home_parts(request: HttpRequest) -> list[Part]:
    """What waits for the person themselves, whoever they act for."""
    return [one for add in hooks.get_hooks(HOME_HOOK) for one in add(request)]


def navigation(request: HttpRequest, actor: Any) -> list[NavItem]:
    """The menu: the overview with what waits in all rooms, and what the rooms add."""
    overview = NavItem(
        _("Overview"),
        reverse("civsam_people:actor", args=[actor.pk]),
        section="overview",
        count=sum(part.count for part in parts(request, actor)),
    )
    return [overview, *(one for add in hooks.get_hooks(NAV_HOOK) for one in add(request, actor))]


# --- what the register adds ---------------------------------------------------------------------


def to_do(request: HttpRequest, actor: Any) -> list[selectors.ToDo]:
    """What waits for an administrator, advice too; for others nothing. Asked once."""
    known: dict[int, list[selectors.ToDo]] = request.__dict__.setdefault("_civsam_to_do", {})
    if actor.pk not in known:
        is_admin = acts_for(request.user, actor, Role.ADMIN)
        known[actor.pk] = selectors.to_do(actor, request.user) if is_admin else []
    return known[actor.pk]


def waiting_people(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """Who asks to act, and whose right ends."""
    rows = [item for item in to_do(request, actor) if item.kind != "one_admin"]
    if rows:
        yield Part(WAITING, "civsam_pages/people/_part_to_do.html", {"to_do": rows}, len(rows))


def people(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """Who can do what, for those who may see it, and one's own role."""
    found = policies.may_see_people(request.user, actor)
    rows = selectors.people(actor) if found else []
    few = any(item.kind == "one_admin" for item in to_do(request, actor))
    given = {"people": rows[:PEOPLE_SHOWN], "more": len(rows) - PEOPLE_SHOWN, "few_admins": few}
    yield Part(BODY, "civsam_pages/people/_part_people.html", given)


def to_people(request: HttpRequest, actor: Any) -> Iterable[NavItem]:
    """The way to the people, for administrators."""
    if acts_for(request.user, actor, Role.ADMIN):
        waiting = sum(item.kind != "one_admin" for item in to_do(request, actor))
        url = reverse("civsam_people:people", args=[actor.pk])
        yield NavItem(_("People and roles"), url, "people", waiting)


def to_others(request: HttpRequest, actor: Any) -> Iterable[NavItem]:
    """The ways out: the public page, and the other associations that one acts for."""
    yield NavItem(_("The public page"), actor.get_url(request) or "/")
    acting = acting_as(request)
    others = acting is not None and acting.has_others
    label = _("Change association") if others else _("All my things")
    yield NavItem(label, reverse("civsam_people:home"))
