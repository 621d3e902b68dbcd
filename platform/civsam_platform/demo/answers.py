"""How the needs of Älvsunda have been answered, in every state. Nobody gets mail about a demo."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model

from civsam_pages.answers import policies, services
from civsam_pages.answers.models import Answer, Message
from civsam_pages.answers.rules import AnswerState, Side
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.memberships.models import Membership
from civsam_pages.register.memberships.rules import Role

from .content import Row, answer_rows
from .posts import SPACE, at, find_writer


def add_answers(today: date) -> int:
    """Send the answers that are missing; how many were added.

    What somebody has written or decided since stays as it is.
    """
    return sum(_answer(row, today) for row in answer_rows(today))


def _answer(row: Row, today: date) -> bool:
    key = uuid.uuid5(SPACE, f"{row['page']} {row['by']}")
    by, actor = find_writer(row)
    page = NeedPage.objects.live().filter(slug=row["page"]).first()
    owner = _owner(page) if page else None
    if by is None or owner is None or ("actor" in row and actor is None):
        return False
    if Answer.objects.filter(key=key).exists():
        return False
    if not policies.may_answer(by, page, row["kind"], actor):
        return False
    answer = services.send(
        page=page, kind=row["kind"], message=row["message"], key=key, by=by, actor=actor
    )
    if "reply" in row:
        _reply(answer, row, owner)
    sent = at(row["sent"], today, hour=11)
    latest = at(row.get("replied", row["sent"]), today, hour=17)
    Answer.objects.filter(pk=answer.pk).update(created_at=sent, latest_at=latest)
    Message.objects.filter(answer=answer, key=key).update(created_at=sent)
    Message.objects.filter(answer=answer).exclude(key=key).update(created_at=latest)
    return True


def _owner(page: NeedPage) -> Any:
    """Who says something for the association that the need is of; None where nobody can."""
    held = Membership.objects.running().at_least(Role.ADMIN).filter(actor=page.owner_actor)
    people = get_user_model()._default_manager.filter(pk__in=held.values("user"))
    return people.order_by("pk").first()


def _reply(answer: Answer, row: Row, owner: Any) -> None:
    key = uuid.uuid5(SPACE, row["reply"])
    if row["state"] == AnswerState.ANSWERED:
        services.write(answer=answer, message=row["reply"], key=key, by=owner, side=Side.OWNER)
        return
    services.settle(
        answer=answer,
        by=owner,
        to_state=AnswerState(row["state"]),
        message=row["reply"],
        shares_address=True,
        key=key,
    )
