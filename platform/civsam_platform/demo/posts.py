"""What the associations of Älvsunda have written: drafts, in review, returned and published.

It goes through the services, so every state is a real one. Nobody gets mail about a demo.
"""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from civsam_pages.notifications.models import Mail
from civsam_pages.posting import policies
from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.pages import review_of
from civsam_pages.posting.rules import REVIEW_DAYS, working_days_after
from civsam_pages.posting.services import drafts, reviewing, sending
from civsam_pages.register.models import ActorPage

from .content import Row, post_rows
from .days import day

SPACE = uuid.UUID("5d4bb10a-9a0c-4f3f-8b7b-0f1c6a2f7f11")


def add_posts(today: date, reviewer: Any) -> int:
    """Write and send what is missing; how many were added.

    What somebody has changed, thrown away or decided since stays as it is. Who may not write
    for the association any more writes nothing.
    """
    latest = Mail.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    added = sum(_post(row, today, reviewer) for row in post_rows(today))
    Mail.objects.filter(pk__gt=latest).delete()
    return added


def _post(row: Row, today: date, reviewer: Any) -> bool:
    by = get_user_model()._default_manager.filter(email=row["by"]).first()
    actor = ActorPage.objects.live().filter(slug=row["actor"]).first()
    if by is None or actor is None or not policies.may_write(by, actor):
        return False
    draft = _draft(row, actor, by)
    if draft is None:
        return False
    if row["state"] != "draft":
        _send(draft, row, today, by, reviewer)
    Draft.objects.filter(pk=draft.pk).update(
        created_at=_at(row["begun"], today), updated_at=_at(row["begun"], today, hour=20)
    )
    return True


def _draft(row: Row, actor: ActorPage, by: Any) -> Draft | None:
    """The draft with its answers; None where somebody has made it already."""
    if "page" in row:
        page = Page.objects.filter(slug=row["page"], live=False, first_published_at=None).first()
        if page is None or Draft.objects.filter(page=page).exists():
            return None
        if not policies.may_edit_page(by, page) or _was_sent(page):
            return None
        return drafts.begin_edit(page=page.specific, actor=actor, by=by)
    title = row["answers"]["what"]["title"]
    key = uuid.uuid5(SPACE, title)
    if Draft.objects.filter(pk=key).exists() or Page.objects.filter(title=title).exists():
        return None
    draft = drafts.begin(form=row["form"], actor=actor, by=by, key=key)
    for step, values in row["answers"].items():
        draft = drafts.save_step(
            draft=draft, step=step, values=values, version=draft.version, by=by
        )
    return draft


def _was_sent(page: Page) -> bool:
    found = ReviewTaskState.objects.filter(workflow_state__object_id=str(page.pk))
    return bool(found.exists())


def _send(draft: Draft, row: Row, today: date, by: Any, reviewer: Any) -> None:
    """Send it, and decide as the reviewer has; all on the days that the row tells."""
    page = sending.send(draft=draft, by=by)
    state = review_of(page)
    sent = _at(row["sent"], today)
    Draft.objects.filter(pk=draft.pk).update(sent_at=sent)
    Revision.objects.filter(pk=page.latest_revision_id).update(created_at=sent)
    Page.objects.filter(pk=page.pk).update(latest_revision_created_at=sent)
    if state is None:
        return
    if "decided" in row:
        action = "approve" if row["state"] == "published" else "reject"
        seen = page.latest_revision_id
        reviewing.decide(state, reviewer, action, seen=seen, words=row["words"])
    _put_back(state, page, row, today, sent)


def _put_back(state: Any, page: Page, row: Row, today: date, sent: datetime) -> None:
    """Let it have happened on its days."""
    states = ReviewTaskState.objects.filter(pk=state.pk)
    states.update(started_at=sent, due_on=_due(sent))
    if "decided" not in row:
        return
    decided = _at(row["decided"], today, hour=14)
    states.update(finished_at=decided)
    PageLogEntry.objects.filter(page=page.pk).update(timestamp=decided)
    if row["state"] == "published":
        Page.objects.filter(pk=page.pk).update(
            first_published_at=decided, last_published_at=decided
        )


def _due(sent: datetime) -> date:
    return working_days_after(timezone.localdate(sent), REVIEW_DAYS)


def _at(spec: str, today: date, hour: int = 10) -> datetime:
    when = datetime.combine(day(spec, today), time(hour), timezone.get_default_timezone())
    return min(when, timezone.now() - timedelta(minutes=5))
