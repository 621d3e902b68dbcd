"""What people are told of what is sent and decided: one function for each letter.

An association is led to the public form, never into the admin.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.base_page import Page
from civsam_pages.notifications.letters import RECEIPT, Action, Kind, Letter
from civsam_pages.notifications.services import notify
from civsam_pages.register.memberships.letters import called
from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.policies import acts_for

from . import addresses
from .differences import Difference, differences
from .models import ChangeRequest, DirectPublication, ReviewTaskState
from .pages import specific, task_for
from .querysets import DECIDE
from .rules import ChangeState, Outcome

REVIEWED = Kind(
    "reviewed",
    gettext_lazy("Answers from the municipality"),
    gettext_lazy("What has been decided on what you sent, and changes of your pages."),
    always=True,
)
TO_REVIEW = Kind(
    "to_review",
    gettext_lazy("To review"),
    gettext_lazy("That an association has sent something that you review."),
    staff=True,
)
KINDS = (REVIEWED, TO_REVIEW)


def authors(actor: Any, sender: Any) -> list[Any]:
    """Who is told: whoever sent it, or the administrators where that person has left."""
    if sender is not None and acts_for(sender, actor, Role.EDITOR):
        return [sender]
    held = Membership.objects.running().at_least(Role.ADMIN).filter(actor=actor)
    return [row.user for row in held.select_related("user").order_by("pk")]


def reviewers(task: Any) -> Iterable[Any]:
    """The people of a review's groups; administrators of the whole site are not told."""
    if task is None:
        return []
    model = get_user_model()
    return model._default_manager.filter(groups__in=task.groups.all(), is_active=True).distinct()


# --- sent ---------------------------------------------------------------------------------------


def tell_sent(*, page: Any, revision: Any, actor: Any, by: Any, direct: bool) -> None:
    """A receipt to whoever sent it, and word to those who review it."""
    event = f"posting-{page.pk}-{revision.pk}"
    state = None if direct else page.current_workflow_task_state
    notify(
        kind=RECEIPT,
        event=f"{event}-sent",
        to=by,
        letter=lambda: published_at_once(page, actor) if direct else received(page, actor, state),
    )
    task = task_for(page) if direct else getattr(state, "task", None)
    to = state.assigned_to if isinstance(state, ReviewTaskState) and state.assigned_to else None
    for person in [to] if to else reviewers(task and task.specific):
        if person.pk != by.pk:
            notify(
                kind=TO_REVIEW,
                event=f"{event}-waits",
                to=person,
                letter=lambda: waits(page, actor, state),
            )


def received(page: Any, actor: Any, state: Any) -> Letter:
    """To who sent it: it has come, and what happens next."""
    about = {"title": _title(page)}
    after = [_("You can take it back and go on writing until somebody has answered.")]
    if getattr(state, "due_on", None):
        about["day"] = _day(state.due_on)
        after.insert(0, _("Somebody at the municipality answers by %(day)s.") % about)
    return Letter(
        subject=_("We have received “%(title)s”") % about,
        lead=_("You have sent “%(title)s” for review.") % about,
        action=Action(_("See it in Mina sidor"), addresses.mine(actor)),
        after=tuple(after),
    )


def published_at_once(page: Any, actor: Any) -> Letter:
    """To who sent it, for an actor that is trusted."""
    about = {"title": _title(page)}
    return Letter(
        subject=_("“%(title)s” is published") % about,
        lead=_("What you sent is published at once: the municipality trusts you.") % about,
        action=Action(_("See the page"), addresses.visit(page)),
        after=(_("An editor reads it afterwards."),),
    )


def waits(page: Any, actor: Any, state: Any) -> Letter:
    """To a reviewer."""
    about = {"title": _title(page), "actor": actor.title}
    if state is None:
        return Letter(
            subject=_("%(actor)s has published “%(title)s”") % about,
            lead=_("The association is trusted. Read it afterwards."),
            action=Action(_("See what is to be read"), addresses.queue("afterwards")),
        )
    return Letter(
        subject=_("%(actor)s has sent “%(title)s”") % about,
        lead=_("It waits for review."),
        action=Action(_("Review it"), addresses.review(state)),
    )


# --- decided ------------------------------------------------------------------------------------


def tell_decided(state: ReviewTaskState) -> None:
    """Tell the author what was decided, with the reviewer's words."""
    sender = state.workflow_state.requested_by
    page = specific(Page.objects.get(pk=state.workflow_state.object_id))
    write: Callable[[ReviewTaskState, Any], Letter] = {
        Outcome.APPROVED: approved,
        Outcome.RETURNED: returned,
        Outcome.ASKED: returned,
    }[Outcome(state.outcome)]
    people = authors(state.actor, sender) if state.actor else [sender] if sender else []
    for person in people:
        notify(
            kind=REVIEWED,
            event=f"review-{state.pk}-{state.outcome}",
            to=person,
            letter=lambda: write(state, page),
        )


def approved(state: ReviewTaskState, page: Any) -> Letter:
    about = {"title": _title(page)}
    changes = changes_by_municipality(state)
    paragraphs = []
    if changes:
        about["fields"] = ", ".join(changes)
        paragraphs = [_("The municipality has changed: %(fields)s.") % about]
    if page.approved_schedule:
        subject, lead = _("“%(title)s” is approved"), _("It is published on the day that is set.")
    else:
        subject, lead = _("“%(title)s” is published"), _("Everyone can read it now.")
    return Letter(
        subject=subject % about,
        lead=lead,
        paragraphs=tuple(paragraphs),
        quote=state.comment,
        quoted_from=_("The municipality") if state.comment else "",
        action=(
            Action(_("See the page"), addresses.visit(page))
            if page.live
            else Action(_("See it in Mina sidor"), _mine(state))
        ),
    )


def returned(state: ReviewTaskState, page: Any) -> Letter:
    about = {"title": _title(page)}
    asked = state.outcome == Outcome.ASKED
    return Letter(
        subject=(
            _("The municipality asks for more about “%(title)s”")
            if asked
            else _("“%(title)s” has come back to you")
        )
        % about,
        lead=(
            _("Something is missing before it can be published.")
            if asked
            else _("Change it and send it again, or leave it.")
        ),
        quote=state.comment,
        quoted_from=_("The municipality"),
        action=Action(
            _("Go on with it"),
            addresses.edit(state.actor, page) if state.actor else addresses.visit(page),
        ),
        after=(_("Nothing of what you wrote is lost."),),
    )


def changes_by_municipality(state: ReviewTaskState) -> list[str]:
    """The fields that a reviewer has changed in what was sent."""
    if state.sent_revision is None or state.sent_revision_id == state.revision_id:
        return []
    found = differences(state.sent_revision.as_object(), state.revision.as_object())
    return [difference.label for difference in found]


def tell_assigned(state: ReviewTaskState, by: Any) -> None:
    """Tell a reviewer that a colleague has given them something."""
    title = state.revision.object_str
    name = called(by)

    def letter() -> Letter:
        return Letter(
            subject=_("%(person)s has given you “%(title)s” to review")
            % {"person": name, "title": title},
            lead=_("It waits for review."),
            action=Action(_("Review it"), addresses.review(state)),
        )

    event = f"review-{state.pk}-assigned-{state.assigned_to_id}-{by.pk}"
    notify(kind=TO_REVIEW, event=event, to=state.assigned_to, letter=letter)


def tell_read(publication: DirectPublication) -> None:
    """A reviewer's words about what was published at once."""
    page = specific(publication.page)

    def letter() -> Letter:
        return Letter(
            subject=_("The municipality has read “%(title)s”") % {"title": _title(page)},
            lead=_("It is still published."),
            quote=publication.words,
            quoted_from=_("The municipality"),
            action=Action(_("Change it"), addresses.edit(publication.actor, page)),
        )

    for person in authors(publication.actor, publication.author):
        notify(kind=REVIEWED, event=f"read-{publication.pk}", to=person, letter=letter)


def tell_changed(
    page: Any, actor: Any, revision: Any, sender: Any, changes: list[Difference]
) -> None:
    """Tell an association that the municipality has changed its page, or published it as it is."""

    def letter() -> Letter:
        about = {"title": _title(page), "fields": ", ".join(one.label for one in changes)}
        if not changes:
            return Letter(
                subject=_("“%(title)s” is published") % about,
                lead=_("Everyone can read it now."),
                action=Action(_("See the page"), addresses.visit(page)),
            )
        return Letter(
            subject=_("The municipality has changed “%(title)s”") % about,
            lead=_("The page is published with the change."),
            paragraphs=(_("What is changed: %(fields)s.") % about,),
            action=Action(_("See what has changed"), addresses.mine(actor)),
            after=(_("Is something wrong? Change it, or write to the municipality."),),
        )

    for person in authors(actor, sender):
        notify(kind=REVIEWED, event=f"changed-{page.pk}-{revision.pk}", to=person, letter=letter)


# --- locked fields ------------------------------------------------------------------------------


def tell_change_asked(request: ChangeRequest) -> None:
    """Tell those who decide that an association asks for a new name or number."""

    def letter() -> Letter:
        return Letter(
            subject=_("%(actor)s asks to change its profile") % {"actor": request.actor.title},
            lead=_("It is about a field that only the municipality changes."),
            action=Action(_("See what is asked for"), addresses.queue("changes")),
        )

    event = f"change-{request.pk}-{request.new_value}"
    for person in ModelBackend().with_perm(DECIDE, include_superusers=False).order_by("pk"):
        if person.pk != request.asked_by_id:
            notify(kind=TO_REVIEW, event=event[:100], to=person, letter=letter)


def tell_change(request: ChangeRequest) -> None:
    """Tell who asked what was decided."""

    def letter() -> Letter:
        about = {"value": request.new_value, "actor": request.actor.title}
        yes = request.state == ChangeState.APPROVED
        return Letter(
            subject=(_("The profile is changed") if yes else _("The profile is not changed")),
            lead=(
                _("The municipality has approved: %(value)s.") % about
                if yes
                else _("The municipality has said no to: %(value)s.") % about
            ),
            quote=request.words,
            quoted_from=_("The municipality") if request.words else "",
            action=Action(_("See it in Mina sidor"), addresses.mine(request.actor)),
        )

    for person in authors(request.actor, request.asked_by):
        notify(
            kind=REVIEWED, event=f"change-{request.pk}-{request.state}", to=person, letter=letter
        )


def _title(page: Any) -> str:
    return str(page.draft_title or page.title)


def _mine(state: ReviewTaskState) -> str:
    return addresses.mine(state.actor) if state.actor else "/"


def _day(value: Any) -> str:
    return formats.date_format(value, "j F")
