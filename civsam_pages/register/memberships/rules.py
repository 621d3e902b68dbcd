"""What is true of the right to act for an actor, without a database."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.rules import add_years

INVITATION_DAYS = 14
ADDRESS_DAYS = 7
# Mails that one person, or one actor, can make us send to others in a day.
ADDRESS_CLAIMS_PER_DAY = 5
EVIDENCE_CLAIMS_PER_DAY = 10
INVITATIONS_PER_DAY = 20
OPEN_PROPOSALS_PER_PERSON = 5
# How far ahead a handover may be decided.
HANDOVER_DAYS_AHEAD = 365
# How many days before the last one a person, the administrators and the actor are reminded.
REMINDER_DAYS = (60, 30, 7)
RECOMMENDED_ADMINS = 2
# Annual meetings are held in spring: a right lasts until the new board has met.
LAST_DAY = (5, 31)


class Role(TextChoices):
    EDITOR = "actor_editor", _("Write")
    APPLICANT = "actor_applicant", _("Write and apply for grants")
    ADMIN = "actor_admin", _("Everything, as administrator")


# Each role with all that it includes.
INCLUDES: Mapping[Role, frozenset[Role]] = {
    Role.EDITOR: frozenset({Role.EDITOR}),
    Role.APPLICANT: frozenset({Role.EDITOR, Role.APPLICANT}),
    Role.ADMIN: frozenset(Role),
}


def roles_with(role: Role) -> list[Role]:
    """The roles that include `role`: who holds any of them may do what `role` may."""
    return [held for held, included in INCLUDES.items() if role in included]


class Via(TextChoices):
    """How a right came to be."""

    ADDRESS = "address", _("The association's own address")
    EVIDENCE = "evidence", _("Evidence approved by the municipality")
    INVITATION = "invitation", _("Invitation")
    HANDOVER = "handover", _("Handover")
    PROPOSAL = "proposal", _("New actor")
    STAFF = "staff", _("Given by the municipality")


class RequestState(TextChoices):
    """Of a claim, a proposal or a handover."""

    DRAFT = "draft", _("Not sent yet")
    WAITING_ADDRESS = "waiting_address", _("Waits for the association's address")
    WAITING_STAFF = "waiting_staff", _("Waits for the municipality")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("No")
    WITHDRAWN = "withdrawn", _("Taken back")
    EXPIRED = "expired", _("Too old")


OPEN = frozenset({RequestState.DRAFT, RequestState.WAITING_ADDRESS, RequestState.WAITING_STAFF})
_ENDS = frozenset({RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN})
MOVES: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.DRAFT: frozenset({RequestState.WAITING_STAFF, RequestState.WITHDRAWN}),
    RequestState.WAITING_ADDRESS: _ENDS | {RequestState.EXPIRED},
    RequestState.WAITING_STAFF: _ENDS,
    RequestState.APPROVED: frozenset(),
    RequestState.REFUSED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
    RequestState.EXPIRED: frozenset(),
}


def can_move(before: RequestState, after: RequestState) -> bool:
    return after in MOVES[before]


def longest_until(day: date) -> date:
    """The last day that a right given on `day` may have: 31 May of the year after."""
    return date(day.year + 1, *LAST_DAY)


def renewed_until(until: date, day: date) -> date:
    """The last day of a right that is renewed on `day`: a year more, and not beyond the longest."""
    return min(max(add_years(until, 1), day), longest_until(day))


def reminder_due(until: date, day: date, given: date | None = None) -> int | None:
    """Which reminder a right that ends on `until` is to have had by `day`: 60, 30, 7 or none.

    Nothing for a right that has lapsed, and no reminder of what was told when the right was
    `given`: one for twenty days is reminded of when a week is left, and not on its first day.
    """
    left = (until - day).days
    longest = (until - given).days if given else None
    told = (days for days in REMINDER_DAYS if longest is None or days < longest)
    return min((days for days in told if 0 <= left <= days), default=None)


def is_running(valid_from: date, valid_until: date, day: date) -> bool:
    """Whether a right counts on `day`; its first and its last day do."""
    return valid_from <= day <= valid_until


def day_before(day: date) -> date:
    return day - timedelta(days=1)
