"""What Wagtail's own doors may not do with what an association has sent.

Its editor overwrites what came meanwhile, and lets whoever sent a text publish it; its lists
publish and copy what nobody has read.
"""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.forms import number_in
from civsam_pages.register.policies import acts_for

from . import addresses, policies
from .differences import differences
from .models import ReviewTaskState
from .pages import changed_pages, is_unreviewed, owner_of, review_of, unreviewed_pages

# Wagtail's names for what an editor loaded and last saved.
LOADED, LOADED_AT, OVERWRITES = (
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
)
PUBLISHES = "action-publish"


def before_edit(request: Any, page: Any) -> Any:
    """Say that a page is in review; stop what would overwrite or publish behind a back."""
    owner = owner_of(page)
    if owner is None:
        return None
    if request.method != "POST":
        _point_to_review(request, page)
        return None
    # Of what saves by itself, Wagtail refuses to save over what is newer.
    if request.accepts("text/html") and is_stale(request, page):
        return _show_what_is_new(request, page)
    if PUBLISHES in request.POST and is_own(request.user, page, owner):
        messages.error(request, _("You have sent this yourself. A colleague publishes it."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


def is_own(user: Any, page: Any, owner: Any) -> bool:
    """Whether a page is of the person's own association, or what waits there is sent by them."""
    if owner.is_municipal:
        return False
    state = page.current_workflow_state
    asked = bool(state and state.requested_by_id == user.pk) and is_unreviewed(page)
    return bool(acts_for(user, owner)) or asked


def is_stale(request: Any, page: Any) -> bool:
    """Whether something has been saved since the editor was opened."""
    latest = page.get_latest_revision()
    if latest is None:
        return False
    if own := request.POST.get(OVERWRITES):
        return bool(own != str(latest.pk))
    if not (loaded := request.POST.get(LOADED)):
        return False
    at = request.POST.get(LOADED_AT)
    return loaded != str(latest.pk) or bool(at and at != latest.created_at.isoformat())


def _show_what_is_new(request: Any, page: Any) -> TemplateResponse:
    """What came meanwhile, with all that the editor wrote: it is saved if they say so."""
    latest = page.get_latest_revision()
    loaded = request.POST.get(LOADED) or ""
    base = page.revisions.filter(pk=number_in(loaded)).first()
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in (LOADED, LOADED_AT, OVERWRITES, "csrfmiddlewaretoken")
    ]
    kept += [(LOADED, str(latest.pk)), (LOADED_AT, latest.created_at.isoformat())]
    context = {
        "page": page,
        "kept": kept,
        "who": latest.user,
        "at": latest.created_at,
        "changes": differences(base.as_object() if base else None, latest.as_object()),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "page_title": _("The page has been changed"),
    }
    return TemplateResponse(request, "civsam_pages/admin/review/newer.html", context, status=409)


def _point_to_review(request: Any, page: Any) -> None:
    state = review_of(page)
    if state is None or not policies.may_see_review(request.user, state):
        return
    messages.info(
        request,
        _("This waits for review. You see what is new, and decide, on the page of the review."),
        buttons=[messages.button(addresses.review(state), _("Review it"))],
    )


def before_bulk(request: Any, action_type: str, objects: Iterable[Any], action: Any) -> Any:
    """Nobody publishes many pages at a time with texts among them that nobody has read, or
    deletes what others review.
    """
    pages = [thing for thing in objects if isinstance(thing, Page)]
    if action_type == "delete":
        return _keep_what_others_review(request, pages)
    if action_type != "publish":
        return None
    # Wagtail cannot publish these: it would fail at the first of them.
    if found := _below(pages).filter(alias_of__isnull=False).first():
        text = _("“%(title)s” follows another page, and is published with that. Leave it out.")
        return _back(request, pages, text % {"title": found.draft_title})
    return _refuse(
        request,
        pages,
        _("“%(title)s” is not reviewed yet. Review it, or leave it out, and try again."),
    ) or _refuse_unseen(request, pages)


def before_delete(request: Any, page: Any) -> Any:
    """What waits for review is not deleted by others than those who review it."""
    return _keep_what_others_review(request, [page])


def before_copy(request: Any, page: Any) -> Any:
    """A copy would take along what nobody has read, out of its review."""
    return _refuse(
        request, [page], _("“%(title)s” is not reviewed yet. Review it before you copy it.")
    )


def _refuse(request: Any, pages: list[Any], text: str) -> Any:
    below = _below(pages)
    if found := unreviewed_pages().filter(pk__in=below.values("pk")).first():
        return _back(request, pages, text % {"title": found.draft_title})
    return None


def _refuse_unseen(request: Any, pages: list[Any]) -> Any:
    """A colleague's text about an association is published where one sees what is new in it."""
    below = _below(pages)
    for page in changed_pages().filter(pk__in=below.values("pk")):
        owner = owner_of(page)
        if owner is not None and not owner.is_municipal:
            text = _("“%(title)s” has a new text. Open it, read what is new, and publish it there.")
            return _back(request, pages, text % {"title": page.draft_title})
    return None


def _keep_what_others_review(request: Any, pages: list[Any]) -> Any:
    own = ReviewTaskState.objects.visible_to(request.user)
    others = ReviewTaskState.objects.waiting().exclude(pk__in=own.values("pk"))
    waiting = [int(pk) for pk in others.values_list("workflow_state__object_id", flat=True)]
    if found := _below(pages).filter(pk__in=waiting).first():
        text = _("“%(title)s” is being reviewed. Those who review it decide about it.")
        return _back(request, pages, text % {"title": found.draft_title})
    return None


def _below(pages: list[Any]) -> Any:
    """Some pages and all that lies below them."""
    found = Page.objects.none()
    for page in pages:
        found |= Page.objects.descendant_of(page, inclusive=True)
    return found


def _back(request: Any, pages: list[Any], text: str) -> Any:
    messages.error(request, text)
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)
