"""What posting does when Wagtail publishes a page or ends a workflow, whoever made it do so."""

from typing import Any

from django.db.models import Q
from wagtail.admin.mail import (
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    WorkflowStateSubmissionEmailNotifier,
)
from wagtail.models import PageLogEntry, Revision, WorkflowState
from wagtail.signals import (
    page_published,
    task_cancelled,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.models import ActorPage
from civsam_pages.register.policies import acts_for

from . import letters
from .differences import differences
from .models import DirectPublication, Draft, ReviewTask, ReviewTaskState
from .pages import last_review_of, owner_of
from .rules import Outcome


class NotOurs:
    """Wagtail's own mails lead into the admin: of our reviews, people are told by `letters`."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        if not super().can_handle(instance, **kwargs):  # type: ignore[misc]
            return False
        tasks = instance.workflow.tasks.values("pk")
        return not ReviewTask.objects.filter(pk__in=tasks).exists()


class Submission(NotOurs, WorkflowStateSubmissionEmailNotifier):
    pass


class Approval(NotOurs, WorkflowStateApprovalEmailNotifier):
    pass


class Rejection(NotOurs, WorkflowStateRejectionEmailNotifier):
    pass


# Under the names by which Wagtail connects its own: only one of a name is ever called, so these
# take their place whichever app starts first.
NOTIFIERS = (
    (workflow_submitted, Submission(), "workflow_state_submitted_email_notification"),
    (workflow_approved, Approval(), "workflow_state_approved_email_notification"),
    (workflow_rejected, Rejection(), "workflow_state_rejected_email_notification"),
)


def connect() -> None:
    """Listen to Wagtail, and keep its mails about our reviews from being sent."""
    for signal, notifier, name in NOTIFIERS:
        signal.disconnect(sender=WorkflowState, dispatch_uid=name)
        signal.connect(notifier, sender=WorkflowState, dispatch_uid=name)
    task_cancelled.connect(
        on_cancelled, sender=ReviewTaskState, dispatch_uid="civsam_review_cancelled"
    )
    page_published.connect(on_published, dispatch_uid="civsam_posting_published")


def on_cancelled(instance: ReviewTaskState, user: Any = None, **kwargs: Any) -> None:
    """A review has ended without a decision: its author took it back, or an editor published."""
    own = user is not None and instance.actor_id and acts_for(user, instance.actor_id)
    outcome = Outcome.TAKEN_BACK if own else Outcome.REPLACED
    ReviewTaskState.objects.filter(pk=instance.pk, outcome=Outcome.WAITING).update(outcome=outcome)


def told(revision: Revision) -> None:
    """Note that the association is told of this by a letter of its own."""
    revision.civsam_told = True


def on_published(instance: Any, revision: Revision, **kwargs: Any) -> None:
    """Nobody's words are changed silently: tell the association what the municipality changed."""
    if isinstance(instance, ActorPage):
        _keep_confirmed(instance)
    owner = owner_of(instance)
    if owner is None or getattr(revision, "civsam_told", False) or is_sent(revision):
        return
    if not Membership.objects.running().filter(actor=owner.pk).exists():
        return
    if revision.user is not None and acts_for(revision.user, owner):
        return
    if before := known_before(instance):
        changes = differences(before.as_object(), instance)
        review = last_review_of(instance)
        if changes or (review and review.outcome != Outcome.APPROVED):
            sender = review.workflow_state.requested_by if review else None
            letters.tell_changed(instance, owner, revision, sender, changes)


def is_sent(revision: Revision) -> bool:
    """Whether an association wrote a revision, or a reviewer decided on it."""
    return (
        Draft.objects.filter(sent_revision=revision).exists()
        or ReviewTaskState.objects.filter(Q(sent_revision=revision) | Q(revision=revision)).exists()
        or DirectPublication.objects.filter(revision=revision).exists()
    )


def known_before(page: Any) -> Revision | None:
    """What the association knows: what it sent last, or what was published before that."""
    published = (
        PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")
        .exclude(revision=None)
        .order_by("-timestamp", "-pk")
        .values_list("revision", flat=True)
    )
    review = last_review_of(page)
    known = [pk for pk in (published.first(), review and review.sent_revision_id) if pk]
    found: Revision | None = (
        Revision.objects.filter(pk__in=known).order_by("-created_at", "-pk").first()
    )
    return found


def _keep_confirmed(actor: ActorPage) -> None:
    """A text that was written before a confirmation does not take the confirmation away."""
    from .services.confirmations import tell_visitors

    tell_visitors(actor)
