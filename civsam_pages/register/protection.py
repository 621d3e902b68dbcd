"""Actors that own something, or that people act for, cannot be deleted: told before it is lost."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.deletion import PROTECT
from django.utils.translation import gettext as _

from .memberships.models import Claim, Evidence, Handover, Invitation, Membership
from .models import ActorPage

NAMED = 3
# Who could act for an actor and why: the municipality must be able to show it afterwards.
RECORDS = (Membership, Claim, Handover, Invitation, Evidence)


def refusal(pages: Iterable[Any]) -> str:
    """Why these pages cannot be deleted, with those below them; empty where they can."""

    pages = list(pages)
    owned = [title for page in pages for title in owned_below(page.path)]
    if not owned:
        return _kept([title for page in pages for title in acted_for_below(page.path)])
    named = ", ".join(f"“{title}”" for title in owned[:NAMED])
    if len(owned) > NAMED:
        text = _("An actor that would be deleted owns %(named)s and more. First choose new owners.")
    else:
        text = _("An actor that would be deleted owns %(named)s. First choose another owner.")
    return text % {"named": named}


def _kept(actors: list[str]) -> str:
    if not actors:
        return ""
    text = _(
        "People act, have acted or have asked to act for “%(actor)s”, and what shows it must be "
        "kept. Unpublish it instead."
    )
    return text % {"actor": actors[0]}


def acted_for_below(path: str) -> list[str]:
    """The titles of some actors at or below a path that have had people, or requests of theirs."""

    held = [Exists(model._base_manager.filter(actor=OuterRef("pk"))) for model in RECORDS]
    actors = ActorPage.objects.filter(path__startswith=path).filter(reduce(or_, held))
    return list(actors.order_by("path").values_list("title", flat=True)[:NAMED])


def owned_below(path: str) -> list[str]:
    """The titles of some things owned by the actors at or below a path in the page tree."""

    actors = ActorPage.objects.filter(path__startswith=path).order_by().values("pk")
    owning = [field for field in ActorPage._meta.related_objects if field.on_delete is PROTECT]
    return [
        str(thing)
        for field in owning
        for thing in field.related_model._base_manager.filter(
            **{f"{field.field.name}__in": actors}
        ).order_by("pk")[: NAMED + 1]
    ]
