"""What is true of an answer to a need or an initiative, without a database."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

MESSAGE_LENGTH = 2000
NAME_LENGTH = 80
# How long the link of a mail waits for an address to be confirmed.
CONFIRM_DAYS = 3
# A conversation in which nothing has been said for so long is forgotten.
FORGOTTEN_AFTER = timedelta(days=730)

# How much may be sent: more is not a person who wants to help.
ANSWERS_A_DAY = 20  # by one account
UNCONFIRMED_AN_ADDRESS = 3  # that wait at the same time for one address
UNCONFIRMED_A_PAGE = 40  # of all, within an hour
MESSAGES_AN_HOUR = 30  # of one side of a conversation


class AnswerState(TextChoices):
    UNCONFIRMED = "unconfirmed", _("Not confirmed")
    NEW = "new", _("New")
    ANSWERED = "answered", _("Answered")
    AGREED = "agreed", _("Agreed")
    DECLINED = "declined", _("Declined")


MOVES: dict[AnswerState, frozenset[AnswerState]] = {
    AnswerState.UNCONFIRMED: frozenset({AnswerState.NEW}),
    AnswerState.NEW: frozenset({AnswerState.ANSWERED, AnswerState.AGREED, AnswerState.DECLINED}),
    AnswerState.ANSWERED: frozenset({AnswerState.AGREED, AnswerState.DECLINED}),
    AnswerState.AGREED: frozenset(),
    AnswerState.DECLINED: frozenset(),
}
# What the owner decides; the other moves follow from what is done.
DECISIONS = (AnswerState.AGREED, AnswerState.DECLINED)
TONES: dict[AnswerState, tuple[str, str]] = {
    AnswerState.UNCONFIRMED: ("neutral", "waiting"),
    AnswerState.NEW: ("warning", "soon"),
    AnswerState.ANSWERED: ("info", "ongoing"),
    AnswerState.AGREED: ("success", "done"),
    AnswerState.DECLINED: ("neutral", "no"),
}


class AnswerKind(TextChoices):
    """What somebody wants who answers."""

    HELP = "help", _("We can contribute")
    SAME = "same", _("We have the same need")
    JOIN = "join", _("We want to take part")
    MORE = "more", _("I want to know more")


TO_NEED = (AnswerKind.HELP, AnswerKind.SAME, AnswerKind.MORE)
TO_INITIATIVE = (AnswerKind.JOIN, AnswerKind.HELP, AnswerKind.MORE)
# Words to begin with: whoever is in a hurry sends them as they are.
READY_WORDS: dict[AnswerKind, object] = {
    AnswerKind.HELP: _("Hello! We can contribute. Tell us what you need most."),
    AnswerKind.SAME: _("Hello! We have the same need. Shall we do something about it together?"),
    AnswerKind.JOIN: _("Hello! We want to take part. When can we talk?"),
    AnswerKind.MORE: _("Hello! I want to know more."),
}


class Side(TextChoices):
    """Who speaks in a conversation."""

    SENDER = "sender", _("Who answered")
    OWNER = "owner", _("The owner")


def can_move(from_state: AnswerState, to_state: AnswerState) -> bool:
    """Whether an answer may go from one state to another."""
    return to_state in MOVES[from_state]


def is_open(state: AnswerState) -> bool:
    """Whether the two sides may write to each other: until it has become a no."""
    return state not in (AnswerState.UNCONFIRMED, AnswerState.DECLINED)
