"""The municipality decides: approves, returns, asks for more; and reads afterwards."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.decisions import allow
from civsam_search.api import today

from .. import letters, policies
from ..models import DirectPublication, ReadyText, ReviewTaskState
from ..pages import lock_page, owner_of
from ..rules import (
    DECISIONS,
    NEEDS_WORDS,
    REVIEW_DAYS,
    WORDS_LENGTH,
    Outcome,
    working_days_after,
)


def begin(task_state: ReviewTaskState) -> ReviewTaskState:
    """Note whose a new review is, what was sent, and by which day it is to be answered.

    Whoever had it before it went back to its author has it again.
    """
    page = task_state.workflow_state.content_object
    task_state.actor = owner_of(page)
    task_state.sent_revision_id = task_state.revision_id
    days = getattr(settings, "CIVSAM_REVIEW_DAYS", REVIEW_DAYS)
    task_state.due_on = working_days_after(today(), days)
    before = (
        ReviewTaskState.objects.filter(workflow_state=task_state.workflow_state)
        .exclude(pk=task_state.pk)
        .order_by("-started_at", "-pk")
        .first()
    )
    if before and before.assigned_to and policies.is_reviewer(before.assigned_to, task_state.task):
        task_state.assigned_to = before.assigned_to
    task_state.save()
    return task_state


@transaction.atomic
def decide(
    state: ReviewTaskState,
    by: Any,
    action: str,
    *,
    seen: int,
    words: str = "",
    ready_text: ReadyText | None = None,
) -> ReviewTaskState:
    """Approve, return or ask for more. `seen` is the revision that the reviewer has read.

    `ready_text` is what the words began from: the numbers tell by it why things are returned.

    Only that is published: a reviewer's own change to it among them, and nothing that anybody has
    sent since.

    Raises:
        PermissionDenied: somebody was first, it was taken back, `by` may not, the text is newer
            than what was read, words are missing, or `by` may not publish where the page is.
    """
    outcome = DECISIONS.get(action)
    if outcome is None:
        raise PermissionDenied(_("There is no such decision."))
    page = lock_page(int(state.workflow_state.object_id))
    state = ReviewTaskState.objects.select_for_update().get(pk=state.pk)
    allow(policies.may_review(by, state))
    words = words.strip()
    if outcome in NEEDS_WORDS and not words:
        raise PermissionDenied(_("Write some words to the author."))
    if len(words) > WORDS_LENGTH:
        raise PermissionDenied(_("Write at most 2,000 characters to the author."))
    if outcome == Outcome.APPROVED and not page.permissions_for_user(by).can_publish():
        raise PermissionDenied(_("You may not publish in the part of the site where the page is."))
    take_up(state, page, seen)
    state.outcome = outcome
    state.ready_text = ready_text if outcome in NEEDS_WORDS else None
    state.save(update_fields=["outcome", "revision", "ready_text"])
    if outcome == Outcome.APPROVED:
        state.approve(by, comment=words)
    else:
        state.reject(by, comment=words)
    log(page, f"civsam.review.{outcome}", user=by, revision=state.revision)
    letters.tell_decided(state)
    return state


def take_up(state: ReviewTaskState, page: Any, seen: int) -> None:
    """Let the review be about what the reviewer has read, if that is the latest text.

    Raises:
        PermissionDenied: it is not, or somebody who does not review has written it.
    """
    latest = page.latest_revision
    if seen != latest.pk:
        raise PermissionDenied(_("The text is newer than what you read. Look at it again."))
    if state.revision_id == latest.pk:
        return
    if latest.user is None or not policies.is_reviewer(latest.user, state.task):
        raise PermissionDenied(
            _("The text has been changed by somebody who does not review it. Return it instead.")
        )
    state.revision = latest


@transaction.atomic
def assign(*, state: ReviewTaskState, to: Any, by: Any) -> ReviewTaskState:
    """Give a review to a colleague or oneself; to nobody, with None.

    Raises:
        PermissionDenied: `by` or `to` does not review this, or it has been decided.
    """
    state = ReviewTaskState.objects.select_for_update().get(pk=state.pk)
    allow(policies.may_assign(by, state, to))
    if state.assigned_to_id == (to.pk if to else None):
        return state
    state.assigned_to = to
    state.save(update_fields=["assigned_to"])
    page = Page.objects.get(pk=state.workflow_state.object_id).specific
    log(page, "civsam.review.assign", user=by, data={"to": to.pk if to else None})
    if to is not None and to.pk != by.pk:
        letters.tell_assigned(state, by)
    return state


@transaction.atomic
def read_afterwards(*, publication: DirectPublication, by: Any, words: str = "") -> Any:
    """Tick off what a trusted actor has published, with words to its author or without.

    Raises:
        PermissionDenied: `by` may not, or a colleague was first.
    """
    publication = DirectPublication.objects.select_for_update().get(pk=publication.pk)
    allow(policies.may_read_afterwards(by, publication))
    publication.reviewed_by, publication.reviewed_at = by, timezone.now()
    publication.words = words.strip()[:WORDS_LENGTH]
    publication.save(update_fields=["reviewed_by", "reviewed_at", "words"])
    log(publication.page.specific, "civsam.review.read", user=by)
    if publication.words:
        letters.tell_read(publication)
    return publication
