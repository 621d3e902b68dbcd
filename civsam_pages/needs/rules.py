"""The life of a need: its states and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_search.documents import Badge


class NeedState(TextChoices):
    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    OPEN = "open", _("Open")
    DIALOGUE = "dialogue", _("In dialogue")
    MET = "met", _("Met by an initiative")
    CLOSED = "closed", _("Finished")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Urgency(TextChoices):
    NORMAL = "normal", _("No hurry")
    SOON = "soon", _("Within six months")
    URGENT = "urgent", _("As soon as possible")


# Draft and review are Wagtail's to tell (not live, in a workflow); an editor sets the others.
SET_BY_EDITOR = (
    NeedState.OPEN,
    NeedState.DIALOGUE,
    NeedState.MET,
    NeedState.CLOSED,
    NeedState.WITHDRAWN,
)
ENDED = frozenset({NeedState.CLOSED, NeedState.WITHDRAWN})

MOVES: dict[NeedState, frozenset[NeedState]] = {
    NeedState.DRAFT: frozenset({NeedState.REVIEW, NeedState.OPEN}),
    NeedState.REVIEW: frozenset({NeedState.DRAFT, NeedState.OPEN, NeedState.WITHDRAWN}),
    NeedState.OPEN: frozenset(
        {NeedState.DIALOGUE, NeedState.MET, NeedState.CLOSED, NeedState.WITHDRAWN}
    ),
    NeedState.DIALOGUE: frozenset(
        {NeedState.OPEN, NeedState.MET, NeedState.CLOSED, NeedState.WITHDRAWN}
    ),
    NeedState.MET: frozenset({NeedState.OPEN, NeedState.DIALOGUE, NeedState.CLOSED}),
    # A need that comes back opens again; what it went through stays in its history.
    NeedState.CLOSED: frozenset({NeedState.OPEN}),
    NeedState.WITHDRAWN: frozenset({NeedState.OPEN}),
}

BADGES: dict[NeedState, Badge] = {
    NeedState.DRAFT: Badge(NeedState.DRAFT.label, "neutral", "draft"),
    NeedState.REVIEW: Badge(NeedState.REVIEW.label, "info", "waiting"),
    NeedState.OPEN: Badge(NeedState.OPEN.label, "success", "open"),
    NeedState.DIALOGUE: Badge(NeedState.DIALOGUE.label, "info", "ongoing"),
    NeedState.MET: Badge(NeedState.MET.label, "info", "initiative"),
    NeedState.CLOSED: Badge(NeedState.CLOSED.label, "neutral", "done"),
    NeedState.WITHDRAWN: Badge(NeedState.WITHDRAWN.label, "neutral", "no"),
}


def can_move(from_state: NeedState, to_state: NeedState) -> bool:
    """Whether a need may go from one state to another; staying is no move and always allowed."""

    return from_state == to_state or to_state in MOVES[from_state]


def needs_outcome(state: NeedState) -> bool:
    """A closed need tells what came of it."""

    return state == NeedState.CLOSED
