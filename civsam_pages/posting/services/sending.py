"""An association sends what it has written, and takes it back: everything or nothing."""

from dataclasses import dataclass
from itertools import count
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.decisions import allow
from civsam_pages.guided.rules import content
from civsam_pages.register.models import ActorPage

from .. import definitions, letters, policies
from ..differences import Difference, differences
from ..models import DirectPublication, Draft
from ..pages import lock_page, owner_of, task_for
from . import change_requests, drafts


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that both sides have changed: the writer chooses "mine" or "theirs"."""

    code: str
    base: Any
    mine: Any
    theirs: Any


class Behind(Exception):
    """The page has been changed since the edit began.

    differences: what is new on the page. choices: the answers that both sides have changed.
    latest: the revision to merge with.
    """

    def __init__(self, found: list[Difference], choices: list[Choice], latest: int) -> None:
        super().__init__(_("The municipality has changed this page since you began."))
        self.differences = found
        self.choices = choices
        self.latest = latest


class Newer(Exception):
    """The draft has been saved since whoever sends it looked at it."""

    def __init__(self) -> None:
        super().__init__(_("This was changed in another window. Check your answers again."))


@transaction.atomic
def send(*, draft: Draft, by: Any, version: int | None = None) -> Any:
    """Send a draft: to review, or straight out where the actor is trusted. Gives its page.

    The same draft sent again gives the same page, and no second mail. `version` is that of the
    draft when its writer checked it.

    Raises:
        PermissionDenied: `by` may not write for the actor, has one thing in review already, or
            the page is being reviewed.
        Behind: the page has been changed since the edit began.
        Newer: the draft has been saved since `version`.
        ValidationError: the page would not be whole.
    """
    # The page's row comes before the draft's, here and everywhere, so that nobody waits in a ring.
    if draft.page_id is not None:
        lock_page(draft.page_id)
    draft = Draft.objects.select_for_update().select_related("actor").get(pk=draft.pk)
    allow(policies.may_write(by, draft.actor))
    if draft.is_sent:
        return _page_that_was_sent(draft)
    allow(policies.may_send(by, draft))
    if version is not None and version != draft.version:
        raise Newer
    page, before = _new(draft, by) if draft.page_id is None else _changed(draft, by)
    draft.page_id, draft.sent_revision = page.pk, page.latest_revision
    draft.sent_at = timezone.now()
    draft.save(update_fields=["page", "sent_revision", "sent_at", "updated_at"])
    return _deliver(page, before, draft.actor, by, {})


def send_edited(*, page: Any, edited: Any, by: Any, data: dict[str, Any]) -> Any:
    """Send a page that a service has changed itself, without a form. Its row is locked already.

    Raises:
        PermissionDenied: nobody reviews this part of the site.
        ValidationError: the page would not be whole.
    """
    before = page.live_revision
    edited.save_revision(user=by, log_action=True)
    return _deliver(_again(page), before, _actor(page), by, data)


def _deliver(
    page: Any, before: Revision | None, actor: ActorPage, by: Any, data: dict[str, Any]
) -> Any:
    """Publish what a trusted actor sends; let others' wait for review. Tell those it concerns."""
    revision, direct = page.latest_revision, policies.goes_out_at_once(actor, page)
    log(page, "civsam.posting.send", user=by, revision=revision, data={"direct": direct, **data})
    if direct:
        _publish(page, revision, before, actor, by)
    else:
        _to_review(page, by)
    letters.tell_sent(page=page, revision=revision, actor=actor, by=by, direct=direct)
    return _again(page)


@transaction.atomic
def take_back(*, page: Any, by: Any) -> Draft:
    """Take back what is being reviewed, to go on writing on it. Gives the open draft.

    Raises:
        PermissionDenied: `by` does not write for the actor, or a reviewer was first.
    """
    page = lock_page(page.pk)
    allow(policies.may_take_back(by, page))
    state: WorkflowState = page.current_workflow_state
    state.cancel(user=by)
    page = _again(page)
    draft = drafts.reopen(page)
    if draft is None:
        draft = drafts.begin_edit(page=page, actor=_actor(page), by=by)
    log(page, "civsam.posting.take_back", user=by)
    return draft


def _actor(page: Any) -> ActorPage:
    owner = owner_of(page)
    if owner is None:
        raise PermissionDenied(_("This is not a page that associations write."))
    return owner


def _again(page: Any) -> Any:
    return Page.objects.get(pk=page.pk).specific


def _page_that_was_sent(draft: Draft) -> Any:
    if draft.page is None:
        raise PermissionDenied(_("This page does not exist any more."))
    return draft.page.specific


def _new(draft: Draft, by: Any) -> tuple[Any, None]:
    """A page that nobody sees, below its list, which is locked: paths in the tree race."""
    definition = definitions.DEFINITIONS[draft.form]
    list_page = definition.parent_for(draft.actor.get_site())
    if definition.new_page is None or list_page is None:
        raise PermissionDenied(_("This site has no place for what you have written."))
    parent = lock_page(list_page.pk)
    page = definition.new_page(draft.actor)
    definition.fill(page, draft.answers, list(draft.pictures.all()))
    page.live = False
    if hasattr(page, "owner_actor"):
        page.owner_actor = draft.actor
    page.owner = None
    page.slug = _free_slug(parent, page.slug)
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action="wagtail.create")
    return _again(page), None


def _free_slug(parent: Any, slug: str) -> str:
    """The word in the address, with a number where another page has it."""
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    numbered = (f"{slug}-{number}" for number in count(2))
    return slug if slug not in taken else next(one for one in numbered if one not in taken)


def _changed(draft: Draft, by: Any) -> tuple[Any, Revision | None]:
    """A new revision of a page, and the one that visitors see until it is published."""
    page = _again(draft.page)
    refuse_if_behind(draft, page)
    edited = page.get_latest_revision_as_object()
    definition = definitions.DEFINITIONS[draft.form]
    definition.fill(edited, draft.answers, list(draft.pictures.all()))
    if definition.locked:
        change_requests.ask_for_locked(page, definition.locked, draft.answers, by)
    if not page.live:
        edited.save()
    edited.save_revision(user=by, log_action=True)
    return _again(page), page.live_revision


def refuse_if_behind(draft: Draft, page: Any) -> None:
    """Go on if the page says what it said when the edit began.

    Raises:
        Behind: it does not.
    """
    if draft.base_revision_id == page.latest_revision_id:
        return
    latest = page.get_latest_revision_as_object()
    base = draft.base_revision.as_object() if draft.base_revision else None
    if found := differences(base, latest):
        raise Behind(found, _choices(draft, latest), page.latest_revision_id)


def _choices(draft: Draft, latest: Any) -> list[Choice]:
    theirs = drafts.answers_of(draft.form, latest)
    base = drafts.base_answers(draft) or {}
    found = []
    for step, values in theirs.items():
        mine = draft.answers.get(step, {})
        for code, value in content(values).items():
            before, own = base.get(step, {}).get(code), mine.get(code)
            if value != before and code in mine and own not in (before, value):
                found.append(Choice(f"{step}.{code}", before, own, value))
    return found


def _to_review(page: Any, by: Any) -> None:
    """Begin the review, or go on with the one that it came back from.

    Raises:
        PermissionDenied: nobody reviews this part of the site; nothing is sent.
    """
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.requested_by = by
        state.save()
        state.resume(user=by)
        return
    workflow = page.get_workflow()
    if workflow is None or task_for(page) is None:
        raise PermissionDenied(
            _("Nobody reviews this part of the site yet. Your text is saved. Tell us about it.")
        )
    workflow.start(page, by)


def _publish(
    page: Any, revision: Revision, before: Revision | None, actor: ActorPage, by: Any
) -> None:
    """Publish at once, and put it in the list of what is read afterwards."""
    DirectPublication.objects.create(
        page=Page.objects.get(pk=page.pk),
        revision=revision,
        before=before,
        task=task_for(page),
        actor=actor,
        author=by,
    )
    revision.publish(user=by, skip_permission_checks=True)
