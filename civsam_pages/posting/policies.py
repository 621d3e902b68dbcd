"""Who may write, send, take back, review and decide. Every gate, template and test asks here."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from civsam_pages.arena import stops
from civsam_pages.arena.decisions import YES, Decision, no
from civsam_pages.arena.stops import Doing
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.models import ActorPage
from civsam_pages.register.policies import acts_for

from .models import (
    ChangeRequest,
    DirectPublication,
    Draft,
    ReviewTask,
    ReviewTaskState,
    TrustedActor,
)
from .pages import owner_of, review_of, specific
from .querysets import DECIDE, TRUST
from .rules import ChangeState, Outcome

WRITTEN_HERE = (NeedPage, InitiativePage, ActorPage)


def may_write(user: Any, actor: Any) -> Decision:
    """Whether somebody may begin and go on with drafts for an actor."""
    return acts_for(user, actor, Role.EDITOR)


def may_go_on(user: Any, actor: Any) -> Decision:
    """Whether somebody may change anything for an actor: who is blocked reads, and no more."""
    if not (decision := may_write(user, actor)):
        return decision
    return stops.may(Doing.WRITE, user=user, actor=actor)


def may_see_page(user: Any, page: Any) -> Decision:
    """Whether somebody may see what has become of a page of an actor's, from the actor's side."""
    owner = owner_of(page)
    if owner is None or not isinstance(specific(page), WRITTEN_HERE):
        return no(_("This is not a page that associations write."))
    return may_write(user, owner)


def may_edit_page(user: Any, page: Any) -> Decision:
    """Whether somebody may change a page through the public forms."""
    if not (decision := may_see_page(user, page)):
        return decision
    if not (decision := may_go_on(user, owner_of(page))):
        return decision
    if page.alias_of_id:
        return no(_("This page follows another one, and is changed there."))
    if review_of(page) is not None:
        return no(_("This is being reviewed. Take it back first, and change it then."))
    if page.approved_schedule:
        return no(_("This is to be published on a day that is set. Ask the municipality."))
    if page.locked:
        return no(_("The municipality has locked this page. Ask the municipality."))
    if page.current_workflow_task is not None:
        return no(_("The municipality is working with this page. Try again later."))
    return YES


def may_send(user: Any, draft: Draft) -> Decision:
    """Whether somebody may send a draft, for review or straight out."""
    if not (decision := may_write(user, draft.actor)):
        return decision
    if draft.is_sent:
        return no(_("This has been sent already."))
    if draft.page is not None and not (decision := may_edit_page(user, draft.page)):
        return decision
    return may_send_more(user, draft.actor)


def may_send_more(user: Any, actor: Any) -> Decision:
    """New accounts send one thing at a time, until something of theirs has been approved."""
    if not (decision := stops.may(Doing.SEND, user=user, actor=actor)):
        return decision
    if is_trusted(actor):
        return YES
    sent = WorkflowState.objects.filter(requested_by=user)
    if sent.filter(status=WorkflowState.STATUS_APPROVED).exists():
        return YES
    if sent.filter(status=WorkflowState.STATUS_IN_PROGRESS).exists():
        return no(
            _(
                "The first thing you sent is being reviewed. You can send this when you have "
                "the answer. What you have written is saved."
            )
        )
    return YES


def may_take_back(user: Any, page: Any) -> Decision:
    """Whether somebody may take back what the actor has sent for review."""
    if not (decision := may_see_page(user, page)):
        return decision
    if review_of(page) is None:
        return no(_("This is not being reviewed any more."))
    return YES


def may_follow_up(user: Any, page: Any) -> Decision:
    """Whether somebody may answer if a published need or initiative is still current."""
    if not isinstance(specific(page), NeedPage | InitiativePage):
        return no(_("This question is asked of needs and initiatives."))
    if not (decision := may_edit_page(user, page)):
        return decision
    return YES if page.live else no(_("This is not published."))


def may_confirm(user: Any, actor: Any) -> Decision:
    """Whether somebody may say that a section of the actor's profile is right."""
    return may_write(user, actor)


def is_trusted(actor: Any) -> bool:
    """Whether what an actor sends is published at once."""
    return TrustedActor.objects.filter(actor=getattr(actor, "pk", actor)).exists()


def goes_out_at_once(actor: Any, page: Any) -> bool:
    """Whether what an actor sends is published at once. What was taken down is read first."""
    was_taken_down = page is not None and page.first_published_at and not page.live
    return is_trusted(actor) and not was_taken_down


# --- the municipality ---------------------------------------------------------------------------


def is_reviewer(user: Any, task: Any) -> bool:
    """Whether somebody is in a group that a review belongs to."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_superuser:
        return True
    return bool(ReviewTask.objects.filter(pk=task.pk, groups__in=user.groups.all()).exists())


def reviews_something(user: Any) -> bool:
    """Whether somebody has a queue at all."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(
        user.is_superuser or ReviewTask.objects.filter(groups__in=user.groups.all()).exists()
    )


def may_see_review(user: Any, state: ReviewTaskState) -> Decision:
    """Whether somebody may read what waits."""
    if is_reviewer(user, state.task):
        return YES
    return no(_("This is reviewed by other editors."))


def may_review(user: Any, state: ReviewTaskState) -> Decision:
    """Whether somebody may decide on what has been sent: never on their own."""
    if not (decision := may_see_review(user, state)):
        return decision
    if Outcome(state.outcome) != Outcome.WAITING or state.status != state.STATUS_IN_PROGRESS:
        return no(_("This has been decided already."))
    if user.pk in (state.workflow_state.requested_by_id, state.revision.user_id):
        return no(_("You have sent this yourself. A colleague decides on it."))
    if state.actor_id and acts_for(user, state.actor_id, Role.EDITOR):
        return no(_("You act for this association. A colleague decides on it."))
    return YES


def may_assign(user: Any, state: ReviewTaskState, to: Any) -> Decision:
    """Whether somebody may give a review to somebody."""
    if not (decision := may_see_review(user, state)):
        return decision
    if state.status != state.STATUS_IN_PROGRESS:
        return no(_("This has been decided already."))
    if to is not None and not is_reviewer(to, state.task):
        return no(_("This person does not review this section."))
    return YES


def may_read_afterwards(user: Any, publication: DirectPublication) -> Decision:
    """Whether somebody may tick off what a trusted actor has published."""
    if not DirectPublication.objects.visible_to(user).filter(pk=publication.pk).exists():
        return no(_("This is reviewed by other editors."))
    if publication.reviewed_at:
        return no(_("This has been read already."))
    if publication.author_id == user.pk or acts_for(user, publication.actor_id, Role.EDITOR):
        return no(_("You act for this association. A colleague reads it."))
    return YES


def may_decide_changes(user: Any) -> Decision:
    """Whether somebody decides on names and organisation numbers."""
    if user.is_active and user.has_perm(DECIDE):
        return YES
    return no(_("Only the municipality decides on this."))


def may_decide_change(user: Any, request: ChangeRequest) -> Decision:
    """Whether somebody may decide on one change: not on one that they have asked for."""
    if not (decision := may_decide_changes(user)):
        return decision
    if request.state != ChangeState.WAITING:
        return no(_("This has been decided already."))
    if request.asked_by_id == user.pk or acts_for(user, request.actor_id, Role.EDITOR):
        return no(_("You act for this association. A colleague decides on it."))
    return YES


def may_trust(user: Any, actor: Any) -> Decision:
    """Whether somebody may let an actor publish at once, or end it: not for their own."""
    if not user.is_active or not user.has_perm(TRUST):
        return no(_("Only the municipality decides on this."))
    if acts_for(user, actor, Role.EDITOR):
        return no(_("You act for this association. A colleague decides on it."))
    return YES
