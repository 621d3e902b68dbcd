"""What is asked of a page that an association writes: whose it is, and where it stands."""

from typing import Any

from django.db.models import F, IntegerField, Q
from django.db.models.functions import Cast

from civsam_pages.arena.base_page import Page
from civsam_pages.register.models import ActorPage

from .models import Draft, ReviewTask, ReviewTaskState
from .rules import Outcome


def specific(page: Any) -> Any:
    """The page as what it is: a need, an initiative, an actor."""
    return page.specific if type(page) is Page else page


def owner_of(page: Any) -> ActorPage | None:
    """The actor that answers for a page; an actor answers for its own."""
    page = specific(page)
    if isinstance(page, ActorPage):
        return page
    owner: ActorPage | None = getattr(page, "owner_actor", None)
    return owner


def lock_page(pk: int) -> Any:
    """The page as it is now, its row locked: whoever sends or decides waits here for their turn.

    Raises:
        Page.DoesNotExist: it has been deleted.
    """
    return Page.objects.select_for_update().get(pk=pk).specific


def review_of(page: Any) -> ReviewTaskState | None:
    """The review that a page is in, if it is in one of ours."""
    state = page.current_workflow_task_state
    return state if isinstance(state, ReviewTaskState) else None


def last_review_of(page: Any) -> ReviewTaskState | None:
    """The review that a page is in, or has been in last."""
    return (
        ReviewTaskState.objects.filter(
            workflow_state__base_content_type=page.get_base_content_type(),
            workflow_state__object_id=str(page.pk),
        )
        .select_related("workflow_state", "finished_by")
        .order_by("-started_at", "-pk")
        .first()
    )


def task_for(page: Any) -> ReviewTask | None:
    """The review that would take a page; None where nobody reviews."""
    workflow = page.get_workflow()
    if workflow is None:
        return None
    tasks = workflow.tasks.filter(active=True).values("pk")
    found: ReviewTask | None = ReviewTask.objects.filter(pk__in=tasks).first()
    return found


def is_unreviewed(page: Any) -> bool:
    """Whether the latest text of a page is an association's and nobody has approved it."""
    return bool(unreviewed_pages().filter(pk=page.pk).exists())


def unreviewed_pages() -> Any:
    """Pages whose latest text an association has sent and nobody has approved."""
    approved = ReviewTaskState.objects.filter(outcome=Outcome.APPROVED).values("revision")
    by_form = Draft.objects.exclude(sent_revision=None).exclude(sent_revision__in=approved)
    states = ReviewTaskState.objects.exclude(outcome=Outcome.APPROVED)
    waiting = states.filter(outcome=Outcome.WAITING).annotate(
        number=Cast("workflow_state__object_id", IntegerField())
    )
    sent = (
        Q(latest_revision__in=by_form.values("sent_revision"))
        | Q(latest_revision__in=states.exclude(sent_revision=None).values("sent_revision"))
        | Q(pk__in=waiting.values("number"))
    )
    return Page.objects.filter(sent, latest_revision__isnull=False).exclude(
        live_revision=F("latest_revision")
    )
