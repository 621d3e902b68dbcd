"""Reads for the association: what has happened to a page, and how long an answer usually takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from statistics import median
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, Revision

from civsam_pages.register.memberships.models import Membership

from .differences import Difference, differences
from .models import DirectPublication, Draft, ReviewTaskState
from .rules import Outcome

# What is told of a page at most: the latest.
EVENTS = 100
REVIEWS_MEASURED = 50


class What(StrEnum):
    SENT = "sent"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    ASKED = "asked"
    PUBLISHED = "published"
    CHANGED = "changed"
    UNPUBLISHED = "unpublished"
    READ = "read"


LABELS = {
    What.SENT: _("Sent to the municipality"),
    What.TAKEN_BACK: _("Taken back"),
    What.RETURNED: _("Came back from the municipality"),
    What.ASKED: _("The municipality asked for more"),
    What.PUBLISHED: _("Published"),
    What.CHANGED: _("Changed by the municipality"),
    What.UNPUBLISHED: _("Taken down from the site"),
    What.READ: _("Read by the municipality"),
}


@dataclass
class Happening:
    """One thing that has happened to a page, as its association is told.

    by: a person of the association; of the municipality nobody is named. words: what the
    municipality wrote. differences: the fields that the municipality has changed, with both texts.
    """

    what: What
    at: datetime
    by: Any = None
    words: str = ""
    before: Revision | None = field(default=None, repr=False)
    after: Revision | None = field(default=None, repr=False)

    @property
    def label(self) -> str:
        return str(LABELS[self.what])

    @cached_property
    def differences(self) -> list[Difference]:
        if self.before is None or self.after is None:
            return []
        return differences(self.before.as_object(), self.after.as_object())


ENDINGS = {
    Outcome.RETURNED: What.RETURNED,
    Outcome.ASKED: What.ASKED,
    Outcome.TAKEN_BACK: What.TAKEN_BACK,
}


def history(page: Any, actor: Any) -> list[Happening]:
    """What has happened to a page of an actor's, the latest first: its author's words and others'.

    Who may see it is asked by the caller (`policies.may_see_page`). What an editor writes and does
    not publish is not in it.
    """
    states = list(_reviews_of(page))
    own = set(Membership.objects.filter(actor=actor).values_list("user", flat=True))
    found = list(_from_reviews(states, own))
    found += _from_direct(page, actor)
    sent = {state.sent_revision_id for state in states}
    sent |= set(Draft.objects.filter(page=page.pk).values_list("sent_revision", flat=True))
    sent |= {one.after.pk for one in found if one.after is not None and one.what == What.SENT}
    found += _from_log(page, sent, states)
    found.sort(key=lambda one: one.at, reverse=True)
    return found[:EVENTS]


def usual_time() -> timedelta | None:
    """How long a review usually takes, of the latest ones; None where there are too few."""
    rows = (
        ReviewTaskState.objects.filter(
            outcome__in=(Outcome.APPROVED, Outcome.RETURNED, Outcome.ASKED)
        )
        .exclude(finished_at=None)
        .order_by("-finished_at")
        .values_list("started_at", "finished_at")[:REVIEWS_MEASURED]
    )
    taken = [(done - begun).total_seconds() for begun, done in rows]
    return timedelta(seconds=median(taken)) if len(taken) >= 3 else None


def in_review(actor: Any) -> Iterable[ReviewTaskState]:
    """What an actor has sent and nobody has answered yet, the oldest first."""
    return (
        ReviewTaskState.objects.waiting()
        .filter(actor=actor)
        .select_related("workflow_state", "revision")
        .order_by("started_at")
    )


def with_author(actor: Any) -> list[ReviewTaskState]:
    """What has come back to an actor and is not sent again: the latest review of each page."""
    rows = (
        ReviewTaskState.objects.filter(actor=actor)
        .select_related("workflow_state", "revision")
        .order_by("started_at", "pk")
    )
    latest = {row.workflow_state.object_id: row for row in rows}
    back = (Outcome.RETURNED, Outcome.ASKED)
    return [row for row in latest.values() if row.outcome in back]


def _reviews_of(page: Any) -> Iterable[ReviewTaskState]:
    return (
        ReviewTaskState.objects.filter(
            workflow_state__base_content_type=page.get_base_content_type(),
            workflow_state__object_id=str(page.pk),
        )
        .select_related("revision", "revision__user", "sent_revision", "sent_revision__user")
        .order_by("started_at")
    )


def _from_reviews(states: Iterable[ReviewTaskState], own: set[int]) -> Iterable[Happening]:
    for state in states:
        sent = state.sent_revision or state.revision
        sender = sent.user if sent.user_id in own else None
        yield Happening(What.SENT, state.started_at, by=sender, after=sent)
        outcome = Outcome(state.outcome)
        if state.finished_at and outcome in ENDINGS:
            ender = state.finished_by if state.finished_by_id in own else None
            by = ender if outcome == Outcome.TAKEN_BACK else None
            yield Happening(ENDINGS[outcome], state.finished_at, by=by, words=state.comment)


def _from_direct(page: Any, actor: Any) -> list[Happening]:
    found = []
    rows = DirectPublication.objects.filter(page=page.pk).select_related("author", "revision")
    for row in rows:
        found.append(Happening(What.SENT, row.published_at, by=row.author, after=row.revision))
        if row.reviewed_at:
            found.append(Happening(What.READ, row.reviewed_at, words=row.words))
    return found


def _from_log(
    page: Any, sent: set[int | None], states: list[ReviewTaskState]
) -> Iterable[Happening]:
    """Publishing and taking down; what was published against what the association knew."""
    words = {state.revision_id: state.comment for state in states if state.comment}
    entries = (
        PageLogEntry.objects.filter(
            page=page.pk, action__in=("wagtail.publish", "wagtail.unpublish")
        )
        .select_related("revision")
        .order_by("timestamp", "pk")
    )
    known: Revision | None = None
    texts = sorted(
        (state.sent_revision for state in states if state.sent_revision),
        key=lambda revision: revision.created_at,
    )
    for entry in entries:
        if entry.action == "wagtail.unpublish" or entry.revision is None:
            what = What.UNPUBLISHED if entry.action == "wagtail.unpublish" else What.PUBLISHED
            yield Happening(what, entry.timestamp)
            continue
        earlier = [text for text in texts if text.created_at <= entry.revision.created_at]
        if earlier and (known is None or earlier[-1].created_at > known.created_at):
            known = earlier[-1]
        said = words.get(entry.revision_id, "")
        yield Happening(What.PUBLISHED, entry.timestamp, words=said, after=entry.revision)
        if known is not None and entry.revision_id not in sent:
            changed = Happening(What.CHANGED, entry.timestamp, before=known, after=entry.revision)
            if changed.differences:
                yield changed
        known = entry.revision
