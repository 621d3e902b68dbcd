"""Every write of a draft's answers: under a row lock, and never over what is newer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from .models import AbstractDraft
from .rules import CONFIRMED, VERSION, content


@dataclass(frozen=True, slots=True)
class Change:
    """A field that says one thing here and another where it was saved meanwhile."""

    code: str
    mine: Any
    theirs: Any


class Conflict(Exception):
    """The step has been saved from another window since this page was opened.

    `changes` are the fields that differ; `version` is the one to answer with to write over them.
    """

    def __init__(self, changes: list[Change], version: int) -> None:
        super().__init__(_("This page was saved in another window after you opened it."))
        self.changes = changes
        self.version = version


class AlreadySent(Exception):
    """What has been sent is not written on any more."""


@transaction.atomic
def save_step(
    *, draft: AbstractDraft, step: str, values: Mapping[str, Any], version: int, confirmed: str = ""
) -> Any:
    """Keep the answers of one step, and give the draft as it is now.

    `version` is the draft's when the page was opened. A step that nobody else has saved since
    then is kept, whatever has happened to the others. The same answers once more change nothing.

    Raises:
        Conflict: the step has been saved meanwhile, with other answers.
        AlreadySent: the draft has been sent.
    """
    model = type(draft)
    found = model._default_manager.select_for_update().get(pk=draft.pk)
    if found.is_sent:
        raise AlreadySent(_("This has been sent already."))
    kept = found.answers.get(step, {})
    mine, theirs = content(values), content(kept)
    if mine == theirs and kept.get(CONFIRMED, "") == confirmed and step in found.answers:
        return found
    if kept.get(VERSION, 0) > version and mine != theirs:
        raise Conflict(_changes(mine, theirs), found.version)
    found.version += 1
    notes = {VERSION: found.version, **({CONFIRMED: confirmed} if confirmed else {})}
    found.answers = {**found.answers, step: {**mine, **notes}}
    found.save(update_fields=["answers", "version", "updated_at"])
    return found


def _changes(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Change]:
    codes = dict.fromkeys([*mine, *theirs])
    return [
        Change(code, mine.get(code), theirs.get(code))
        for code in codes
        if mine.get(code) != theirs.get(code)
    ]
