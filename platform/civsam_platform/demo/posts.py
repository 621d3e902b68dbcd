"""What the associations of Älvsunda have written: drafts, in review, returned, published, ended.

It goes through the services, so every state is a real one. Nobody gets mail about a demo.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from civsam_pages.needs.models import NeedPage
from civsam_pages.posting import policies
from civsam_pages.posting.definitions import DEFINITIONS
from civsam_pages.posting.models import (
    ChangeRequest,
    DirectPublication,
    Draft,
    ReadyText,
    ReviewTaskState,
)
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import REVIEW_DAYS, FormCode, StillCurrent, working_days_after
from civsam_pages.posting.services import (
    change_requests,
    drafts,
    follow_ups,
    reviewing,
    sending,
)
from civsam_pages.register.models import ActorPage

from .content import Row, change_rows, post_rows
from .days import day

SPACE = uuid.UUID("5d4bb10a-9a0c-4f3f-8b7b-0f1c6a2f7f11")
APPROVED = ("published", "closed", "taken_down")


def add_posts(today: date, reviewer: Any) -> int:
    """Write and send what is missing; how many were added.

    What somebody has changed, thrown away or decided since stays as it is. Who may not write
    for the association any more writes nothing.
    """
    added = sum(_post(row, today, reviewer) for row in post_rows(today))
    return added + sum(_change(row, today) for row in change_rows(today))


def send_for_review(page: Any, user: Any, when: datetime) -> None:
    """Let a page that an editor has written wait for review since some day."""
    page.get_workflow().start(page, user)
    _date_review(page.current_workflow_task_state, when)


def find_writer(row: Row) -> tuple[Any, ActorPage | None]:
    """Who writes, and for which actor; None for whom there is none, or no right to it."""
    by = get_user_model()._default_manager.filter(email=row["by"]).first()
    actor = ActorPage.objects.live().filter(slug=row.get("actor", "")).first()
    if by is None or actor is None or not policies.may_write(by, actor):
        return by, None
    return by, actor


def at(spec: str, today: date, hour: int = 10) -> datetime:
    """An hour of a day that the demo tells of; what is of today has happened already."""
    when = datetime.combine(day(spec, today), time(hour), timezone.get_default_timezone())
    return min(when, timezone.now() - timedelta(minutes=5))


def _post(row: Row, today: date, reviewer: Any) -> bool:
    by, actor = find_writer(row)
    draft = _draft(row, actor, by) if actor else None
    if draft is None:
        return False
    if row["state"] != "draft":
        page = _send(draft, row, today, by, reviewer)
        if "ended" in row:
            _end(page, row, today, by, reviewer)
    Draft.objects.filter(pk=draft.pk).update(
        created_at=at(row["begun"], today), updated_at=at(row["begun"], today, hour=20)
    )
    return True


def _draft(row: Row, actor: ActorPage, by: Any) -> Draft | None:
    """The draft with its answers; None where somebody has made it already."""
    if row["form"] == FormCode.PROFILE or "page" in row:
        draft = _edit(row, actor, by)
    else:
        draft = _begin(row, actor, by)
    if draft is None:
        return None
    known = {**DEFINITIONS[draft.form].prefill(actor)} if row["state"] != "draft" else {}
    for step, values in {**known, **row.get("answers", {})}.items():
        before = {**known.get(step, {}), **draft.answers.get(step, {})}
        said = {code: value for code, value in before.items() if not code.startswith("_")}
        draft = drafts.save_step(
            draft=draft, step=step, values={**said, **values}, version=draft.version, by=by
        )
    return draft


def _begin(row: Row, actor: ActorPage, by: Any) -> Draft | None:
    title = row["answers"]["what"]["title"]
    key = uuid.uuid5(SPACE, title)
    if Draft.objects.filter(pk=key).exists() or Page.objects.filter(title=title).exists():
        return None
    draft: Draft = drafts.begin(form=row["form"], actor=actor, by=by, key=key)
    return draft


def _edit(row: Row, actor: ActorPage, by: Any) -> Draft | None:
    """A page that an editor has begun for the association, or the profile of the actor."""
    page: Any = actor
    if "page" in row:
        page = Page.objects.filter(slug=row["page"], live=False, first_published_at=None).first()
    if page is None or Draft.objects.filter(page=page).exists() or _was_sent(page):
        return None
    if not policies.may_edit_page(by, page):
        return None
    draft: Draft = drafts.begin_edit(page=page.specific, actor=actor, by=by)
    return draft


def _was_sent(page: Page) -> bool:
    found = ReviewTaskState.objects.filter(workflow_state__object_id=str(page.pk))
    return bool(found.exists())


def _send(draft: Draft, row: Row, today: date, by: Any, reviewer: Any) -> Any:
    """Send it, and decide as the reviewer has; all on the days that the row tells."""
    since = _latest_entry()
    page = sending.send(draft=draft, by=by)
    sent = at(row["sent"], today)
    Draft.objects.filter(pk=draft.pk).update(sent_at=sent)
    _date_text(page, sent, since)
    state = review_of(page)
    if state is None:
        DirectPublication.objects.filter(revision=page.latest_revision).update(published_at=sent)
        _date_publishing(page, sent)
        return page
    _date_review(state, sent)
    if row.get("assigned"):
        reviewing.assign(state=state, to=reviewer, by=reviewer)
    if "decided" in row:
        action = "approve" if row["state"] in APPROVED else "ask" if row.get("ask") else "reject"
        when = at(row["decided"], today, hour=14)
        _decide(state, page, action, row["words"], when, reviewer, row.get("reason"))
    return page


def _decide(
    state: Any,
    page: Any,
    action: str,
    words: str,
    when: datetime,
    reviewer: Any,
    reason: int | None = None,
) -> None:
    since = _latest_entry()
    seen = Page.objects.get(pk=page.pk).latest_revision_id
    ready = ReadyText.objects.filter(sort_order=reason).first() if reason is not None else None
    reviewing.decide(state, reviewer, action, seen=seen, words=words, ready_text=ready)
    ReviewTaskState.objects.filter(pk=state.pk).update(finished_at=when)
    _date_log(page, when, since)
    if action == "approve":
        _date_publishing(page, when)


def _end(page: Any, row: Row, today: date, by: Any, reviewer: Any) -> None:
    """What is published is over: the association closes it, or it is taken down."""
    when, since = at(row["ended"], today), _latest_entry()
    page = Page.objects.get(pk=page.pk).specific
    if row["state"] == "taken_down":
        page.unpublish(user=reviewer)
        _date_log(page, when, since)
        return
    page = follow_ups.answer(page=page, choice=StillCurrent.CLOSE, text=row["came_of"], by=by)
    _date_text(page, when, since)
    state = review_of(page)
    _date_review(state, when)
    _decide(state, page, "approve", "", when + timedelta(hours=3), reviewer)
    ended = timezone.localdate(when)
    NeedPage.objects.filter(pk=page.pk).update(closed_on=ended, last_confirmed_at=ended)


def _change(row: Row, today: date) -> bool:
    """A new name that an association wants; the municipality decides on it."""
    by, actor = find_writer(row)
    if actor is None or ChangeRequest.objects.filter(actor=actor, field=row["field"]).exists():
        return False
    request = change_requests.ask(
        actor=actor, field=row["field"], value=row["value"], reason=row["reason"], by=by
    )
    ChangeRequest.objects.filter(pk=request.pk).update(asked_at=at(row["asked"], today))
    return True


# --- let it have happened on its days -----------------------------------------------------------


def _latest_entry() -> int:
    return PageLogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _date_log(page: Any, when: datetime, since: int) -> None:
    PageLogEntry.objects.filter(page=page.pk, pk__gt=since).update(timestamp=when)


def _date_text(page: Any, when: datetime, since: int) -> None:
    Revision.objects.filter(pk=page.latest_revision_id).update(created_at=when)
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=when)
    _date_log(page, when, since)


def _date_review(state: Any, sent: datetime) -> None:
    due = working_days_after(timezone.localdate(sent), REVIEW_DAYS)
    ReviewTaskState.objects.filter(pk=state.pk).update(started_at=sent, due_on=due)


def _date_publishing(page: Any, when: datetime) -> None:
    rows = Page.objects.filter(pk=page.pk)
    rows.filter(first_published_at__gt=when).update(first_published_at=when)
    rows.update(last_published_at=when)
