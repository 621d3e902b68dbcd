"""Actors that own something cannot be deleted: what they own, told before anything is lost."""

from collections.abc import Iterable
from typing import Any

from django.db.models.deletion import PROTECT
from django.utils.translation import gettext as _

from .models import ActorPage

NAMED = 3


def refusal(pages: Iterable[Any]) -> str:
    """Why these pages cannot be deleted, with those below them; empty where they can."""

    owned = [title for page in pages for title in owned_below(page.path)]
    if not owned:
        return ""
    named = ", ".join(f"“{title}”" for title in owned[:NAMED])
    if len(owned) > NAMED:
        text = _("An actor that would be deleted owns %(named)s and more. First choose new owners.")
    else:
        text = _("An actor that would be deleted owns %(named)s. First choose another owner.")
    return text % {"named": named}


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
