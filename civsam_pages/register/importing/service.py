"""The writing: rows become published pages, all of them or none, and the search knows them."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from civsam_search.api import reindex

from ..models import ActorPage, RegisterPage
from .planning import Plan, Progress
from .reading import Row
from .records import Remark

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Summary:
    """How many rows there were and what became of them, and the remarks in the file's order."""

    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    dry_run: bool
    remarks: list[Remark]


def import_rows(
    register: RegisterPage,
    rows: Iterable[Row],
    *,
    commit: bool,
    user: Any = None,
    progress: Progress | None = None,
) -> Summary:
    """Bring rows into a register: new actors as published pages, changed ones up to date.

    A row is known by its system and its id, so the same rows a second time change nothing. Of a
    page that is there already, only those fields change whose value is another than at the last
    import and which nobody has edited since. All rows come in one transaction, the search index
    with them. Without `commit` nothing is written, and the summary tells what would happen.
    """
    rows = list(rows)
    progress = progress or iter
    if not commit:
        return _summary(Plan(register, rows, progress), dry_run=True)
    with transaction.atomic():
        register = RegisterPage.objects.select_for_update().get(pk=register.pk)
        plan = Plan(register, rows, iter)
        for page in progress([*plan.new, *plan.changed]):
            if page.pk:
                page.save_revision(user=user).publish(user=user, skip_permission_checks=True)
            else:
                page.owner = user
                register.add_child(instance=page)
        _begin_history(plan.new, user)
        reindex(plan.new)
    summary = _summary(plan, dry_run=False)
    logger.info(
        "Imported %d rows into register %d: %d created, %d updated, %d rejected",
        summary.rows, register.pk, summary.created, summary.updated, summary.rejected,
    )  # fmt: skip
    return summary


def _begin_history(pages: list[ActorPage], user: Any) -> None:
    """Give new, published pages, whose creation Wagtail has logged, their first revision.

    In bulk, since `save_revision` saves each page once more. And without `page_published`: whoever
    listens would index or announce each of the many by itself.
    """
    now = timezone.now()
    revisions = Revision.objects.bulk_create(
        Revision(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            object_str=str(page),
            content=page.serializable_data(),
            created_at=now,
            user=user,
        )
        for page in pages
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = page.live_revision = revision
        page.latest_revision_created_at = now
    fields = ["latest_revision", "live_revision", "latest_revision_created_at"]
    ActorPage.objects.bulk_update(pages, fields, batch_size=100)


def _summary(plan: Plan, *, dry_run: bool) -> Summary:
    return Summary(
        rows=len(plan.rows),
        created=len(plan.new),
        updated=len(plan.changed),
        unchanged=plan.unchanged,
        rejected=plan.rejected,
        dry_run=dry_run,
        remarks=sorted(plan.remarks, key=lambda remark: remark.row),
    )
