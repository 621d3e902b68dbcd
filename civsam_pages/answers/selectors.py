"""Reads for pages and lists, in a fixed number of queries. They gate nothing."""

from typing import Any

from .models import Answer
from .rules import AnswerState

LISTED = 100


def count(page_id: int) -> int:
    """How many have answered a page: a number that everyone may see, and never who."""
    return int(Answer.objects.confirmed().filter(page=page_id).count())


def of_actor(actor: Any) -> tuple[list[Answer], list[Answer]]:
    """What an actor has got, the new ones first, and what it has sent."""
    rows = Answer.objects.select_related("owner", "sender", "sender_actor")
    got = list(rows.confirmed().filter(owner=actor)[:LISTED])
    got.sort(key=lambda row: row.state != AnswerState.NEW)
    return got, list(rows.confirmed().filter(sender_actor=actor)[:LISTED])


def unread(actor: Any) -> int:
    """How many answers an actor has got and not said anything to."""
    return int(Answer.objects.filter(owner=actor, state=AnswerState.NEW).count())


def asks_of(page: Any) -> list[str]:
    """What an initiative looks for and has not found, or a need wants."""
    relation = getattr(page, "asks", None) or getattr(page, "wanted", None)
    return [row.title for row in relation.all() if not row.is_met] if relation else []
