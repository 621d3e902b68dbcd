"""The forms that associations fill in, each with what it writes."""

from collections.abc import Callable
from typing import Any

from civsam_pages.arena.forms import Problem
from civsam_pages.guided import checking

from . import initiative, need, profile
from .base import Definition

DEFINITIONS: dict[str, Definition] = {
    "need": need.DEFINITION,
    "initiative": initiative.DEFINITION,
    "profile": profile.DEFINITION,
}


def definition_of(draft: Any) -> Definition:
    return DEFINITIONS[draft.form]


def known_to(draft: Any) -> list[str]:
    """What the actor shows already: nobody is warned about its own number."""
    return [draft.actor.contact_phone] if draft.actor.contact_phone else []


def problems(draft: Any, address: Callable[[str], str] = lambda step: f"#{step}") -> list[Problem]:
    """What stops a draft from being sent: answers that are missing or wrong, and pictures too.

    `address` says where a step is answered.
    """
    from .. import uploads

    form = definition_of(draft).form
    found = checking.problems(form, draft.answers, address, known_to(draft))
    if form.step("pictures", draft.answers):
        found += [
            Problem(text, f"{address('pictures')}#id_alt-{pk}")
            for pk, text in uploads.undescribed(draft)
        ]
    return found


__all__ = ["DEFINITIONS", "Definition", "definition_of", "known_to", "problems"]
