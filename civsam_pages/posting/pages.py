"""What is asked of a page that an association writes: whose it is, and where it stands."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from wagtail.models import PageLogEntry

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
    """Whether an association has sent a text for a page that nobody has approved or published."""
    return bool(unreviewed_pages().filter(pk=page.pk).exists())


def unreviewed_pages() -> Any:
    """Pages for which an association has sent a text, since they were last published, that nobody
    has approved: alone, or with what an editor has saved on top of it.
    """
    approved = ReviewTaskState.objects.filter(outcome=Outcome.APPROVED)
    newer = Q(sent_revision__gt=OuterRef("published"))
    by_form = (
        Draft.objects.filter(newer, page=OuterRef("pk"))
        .exclude(sent_revision__in=approved.values("revision"))
        .exclude(sent_revision__in=approved.values("sent_revision"))
    )
    in_review = ReviewTaskState.objects.filter(
        newer | Q(outcome=Outcome.WAITING),
        workflow_state__base_content_type=ContentType.objects.get_for_model(Page),
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
    ).exclude(outcome=Outcome.APPROVED)
    return _with_published().filter(Exists(by_form) | Exists(in_review))


def changed_pages() -> Any:
    """Pages with a text that has never been published, whoever wrote it."""
    newer = _with_published().filter(latest_revision__gt=F("published"))
    return newer.exclude(live_revision=F("latest_revision"))


def _with_published() -> Any:
    """Pages with the number of the revision that was published last; 0 if none was."""
    published = (
        PageLogEntry.objects.filter(
            page=OuterRef("pk"), action="wagtail.publish", revision__isnull=False
        )
        .order_by("-revision")
        .values("revision")[:1]
    )
    return Page.objects.annotate(
        published=Coalesce(Subquery(published, output_field=IntegerField()), 0)
    )
