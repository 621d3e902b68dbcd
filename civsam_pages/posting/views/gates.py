"""The first line of every view: the draft, if the person writes for its actor."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from civsam_pages.arena.base_page import Page
from civsam_pages.register.memberships.acting import actor_or_404
from civsam_pages.register.models import ActorPage

from .. import policies
from ..models import Draft
from ..pages import owner_of


def draft_or_404(request: HttpRequest, key: UUID) -> Draft:
    """The draft, if the person writes for its actor.

    Raises:
        Http404: there is none, or it is another's. Both look the same.
    """
    found: Draft = get_object_or_404(
        Draft.objects.visible_to(request.user).select_related("page", "base_revision"), pk=key
    )
    found.actor = actor_or_404(request, found.actor_id, policies.may_write)
    return found


def page_or_404(request: HttpRequest, actor_id: int, page_id: int) -> tuple[ActorPage, Any]:
    """An actor that the person writes for, and a page that is that actor's.

    Raises:
        Http404: there is no such actor or page, or it is another's.
    """
    actor = actor_or_404(request, actor_id, policies.may_write)
    page = get_object_or_404(Page, pk=page_id).specific
    owner = owner_of(page)
    if owner is None or owner.pk != actor.pk or not policies.may_see_page(request.user, page):
        raise Http404
    return actor, page


def step_url(draft: Draft, step: str, *, checking: bool = False) -> str:
    """Where a step is answered; `checking` leads back to the check afterwards."""
    url = reverse("civsam_posting:step", args=[draft.pk, step])
    return f"{url}?kontrollera=1" if checking else url


def check_url(draft: Draft) -> str:
    return reverse("civsam_posting:check", args=[draft.pk])


def mine_url(actor: ActorPage) -> str:
    return reverse("civsam_people:actor", args=[actor.pk])
