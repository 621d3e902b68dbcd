"""What has been reported in Älvsunda, and decided. Nobody gets mail about a demo.

It goes through the services, so every state is a real one.
"""

import uuid
from datetime import date, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from wagtail.models import Page

from civsam_pages.answers.models import Answer
from civsam_pages.arena.stops import Doing
from civsam_pages.moderation.models import Matter, Objection, Report, Ruling
from civsam_pages.moderation.rules import Act, Ground, Reason
from civsam_pages.moderation.services import objecting, reporting, ruling
from civsam_pages.moderation.services.ruling import Stop

from .content import Row, report_rows
from .days import day
from .posts import SPACE, at


def add_reports(today: date, moderator: Any) -> int:
    """Report, decide and object as the rows tell; how many were added.

    What somebody has decided since stays as it is.
    """
    return sum(_report(row, today, moderator) for row in report_rows(today))


def _report(row: Row, today: date, moderator: Any) -> bool:
    key = uuid.uuid5(SPACE, row["words"])
    by = _account(row.get("by", ""))
    page = Page.objects.live().filter(slug=row.get("page", row.get("answer"))).first()
    if page is None or Report.objects.filter(key=key).exists():
        return False
    what: Row = {"reason": Reason(row["reason"]), "words": row["words"], "key": key, "by": by}
    if "answer" in row:
        answer = Answer.objects.filter(page=page, sender__email=row["answered_by"]).first()
        if answer is None:
            return False
        report = reporting.report_thing(thing=answer, title=answer.title, **what)
    else:
        report = reporting.report_page(page=page, email=row.get("email", ""), **what)
    _date(report, row, today)
    if "act" in row:
        _decide(report.matter, row, today, moderator)
    return True


def _account(email: str) -> Any:
    return get_user_model()._default_manager.filter(email=email).first()


def _date(report: Report, row: Row, today: date) -> None:
    """Let it have been sent on its day; a matter is as old as its first report."""
    sent = at(row["sent"], today, hour=9)
    Report.objects.filter(pk=report.pk).update(created_at=sent)
    first = report.matter.reports.order_by("created_at").first()
    if first is not None:
        Matter.objects.filter(pk=report.matter_id).update(opened_at=first.created_at)
    report.matter.refresh_from_db()


def _decide(matter: Matter, row: Row, today: date, moderator: Any) -> None:
    decided = at(row["decided"], today, hour=13)
    found = ruling.decide(
        matter=matter,
        by=moderator,
        act=Act(row["act"]),
        seen=matter.version,
        words=row["reasons"],
        ground=Ground(row["ground"]) if "ground" in row else None,
        law=row.get("law", ""),
        stop=_stop(row, today),
    )
    Ruling.objects.filter(pk=found.pk).update(at=decided)
    Matter.objects.filter(pk=matter.pk).update(changed_at=decided)
    if "objection" in row:
        key = uuid.uuid5(SPACE, row["objection"])
        sent = at(row["objected"], today, hour=18)
        objection = objecting.send(ruling=found, text=row["objection"], key=key, by=found.user)
        Objection.objects.filter(pk=objection.pk).update(created_at=sent)


def _stop(row: Row, today: date) -> Stop | None:
    """Whom the decision of a row stops from what: who answered, for some days."""
    if row["act"] != Act.BLOCK:
        return None
    starts = day(row["decided"], today)
    return Stop(
        target=f"user-{_account(row['answered_by']).pk}",
        stops=tuple(Doing(name) for name in row["stops"]),
        starts_on=starts,
        until=starts + timedelta(days=row["days"]),
    )
