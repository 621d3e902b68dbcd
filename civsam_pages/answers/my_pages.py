"""What the answers add to an association's overview in Mina sidor. Asked after the gate."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civsam_pages.register.memberships.my_pages import WAITING, NavItem, Part

from . import selectors
from .models import Answer
from .rules import AnswerState

SHOWN = 5
SECTION = "answers"


@dataclass(frozen=True, slots=True)
class Answers:
    """How a page has been answered, in a few words, and where that is read."""

    text: str
    url: str


def waiting(request: HttpRequest, actor: Any) -> Iterable[Part]:
    """The answers that nobody has said anything to."""
    if not _url(actor):
        return
    rows = Answer.objects.filter(owner=actor, state=AnswerState.NEW)
    new = list(rows.select_related("sender", "sender_actor").order_by("created_at"))
    if new:
        given = {"rows": new[:SHOWN], "more": max(0, len(new) - SHOWN), "url": _url(actor)}
        yield Part(WAITING, "civsam_pages/answers/_waiting.html", given, len(new))


def navigation(request: HttpRequest, actor: Any) -> Iterable[NavItem]:
    """The way to the conversations."""
    if url := _url(actor):
        yield NavItem(_("Answers"), url, SECTION, selectors.unread(actor))


def of_pages(request: HttpRequest, actor: Any, pages: Iterable[int]) -> Mapping[int, Answers]:
    """How many have answered each of an actor's pages."""
    if not (url := _url(actor)):
        return {}
    rows = Answer.objects.confirmed().filter(owner=actor, page__in=list(pages)).order_by()
    return {
        row["page"]: Answers(
            ngettext("%(count)d answer", "%(count)d answers", row["count"]) % row, url
        )
        for row in rows.values("page").annotate(count=Count("pk"))
    }


def _url(actor: Any) -> str:
    try:
        return reverse("civsam_answers:answers", args=[actor.pk])
    except NoReverseMatch:  # a site that has not mounted the conversations
        return ""
