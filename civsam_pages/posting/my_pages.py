"""What posting adds to an association's overview in Mina sidor. The hooks ask after the gate."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from civsam_pages.register.memberships.my_pages import BODY, TOOLS, WAITING, NavItem, Part
from civsam_pages.register.memberships.policies import may_see_people

from . import overview
from .overview import Overview
from .rules import Section

FOLDER = "civsam_pages/posting/overview"


def of(request: HttpRequest, actor: Any) -> Overview:
    """What the actor has written, read once for each request."""
    known: dict[int, Overview] = request.__dict__.setdefault("_civsam_written", {})
    if actor.pk not in known:
        known[actor.pk] = overview.overview(actor, request.user)
    return known[actor.pk]


def confirmations(request: HttpRequest, actor: Any) -> list[overview.Confirmation]:
    """The sections of the profile that the person may say something about, read once."""
    known: dict[int, list[overview.Confirmation]] = request.__dict__.setdefault(
        "_civsam_confirmed", {}
    )
    if actor.pk not in known:
        people = may_see_people(request.user, actor)
        found = overview.confirmations(actor)
        known[actor.pk] = [one for one in found if people or one.section != Section.PEOPLE]
    return known[actor.pk]


def tools(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """The two buttons that begin something."""
    if is_there():
        yield Part(TOOLS, f"{FOLDER}/_tools.html")


def returned(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """What has come back from the municipality."""
    if is_there() and (rows := of(request, actor).returned):
        yield Part(WAITING, f"{FOLDER}/_returned.html", {"things": rows}, len(rows))


def still_current(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """Needs of which nobody has said anything for long."""
    if not is_there():
        return
    rows = [
        {"thing": thing, "days": overview.quiet_days(said)}
        for thing in of(request, actor).quiet
        if (said := overview.last_said(thing.page))
    ]
    if rows:
        yield Part(WAITING, f"{FOLDER}/_quiet.html", {"rows": rows}, len(rows))


def to_confirm(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """The profile, where a section has not been confirmed for a year."""
    if not is_there():
        return
    found = [one for one in confirmations(request, actor) if one.is_due]
    if found:
        oldest = min((one.day for one in found if one.day), default=None)
        never = any(one.day is None for one in found)
        given = {"sections": found, "oldest": oldest, "never": never}
        yield Part(WAITING, f"{FOLDER}/_to_confirm.html", given, 1)


def written(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """Needs and initiatives in every state, and the profile."""
    if not is_there():
        return
    found = of(request, actor)
    pages = [thing.page.pk for thing in found.things if thing.page is not None]
    answers = overview.answers_to(request, actor, pages)
    live = [thing.page.pk for thing in found.things if thing.page and thing.page.live]
    seen = overview.seen_words([*live, actor.pk])
    given = {
        "rows": [
            {
                "thing": thing,
                "answers": answers.get(thing.page.pk) if thing.page else None,
                "seen": seen.get(thing.page.pk, "") if thing.page else "",
            }
            for thing in found.things
        ],
        "usual": overview.usual_words() if found.has_waiting else "",
    }
    yield Part(BODY, f"{FOLDER}/_written.html", given)
    facts = {
        "profile": found.profile,
        "sections": confirmations(request, actor),
        "seen": seen.get(actor.pk, ""),
    }
    yield Part(BODY, f"{FOLDER}/_profile.html", facts)


def navigation(request: HttpRequest, actor: Any) -> Iterable[NavItem]:
    """Needs and initiatives, and the facts about the association."""
    if not is_there():
        return
    overview_url = reverse("civsam_people:actor", args=[actor.pk])
    yield NavItem(_("Needs and initiatives"), f"{overview_url}#written")
    confirm = reverse("civsam_posting:confirm", args=[actor.pk])
    due = any(one.is_due for one in confirmations(request, actor))
    yield NavItem(_("Facts about the association"), confirm, "confirm", int(due))


def is_there() -> bool:
    """Whether the site has the pages that these lead to."""
    try:
        reverse("civsam_posting:confirm", args=[1])
    except NoReverseMatch:
        return False
    return True
