"""What is true of posting and review, without a database."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# Working days in which a reviewer is to have answered, where the site has set nothing else.
REVIEW_DAYS = 2
# By one account in an hour: more is not a person who writes.
BEGINS_AN_HOUR = SENDS_AN_HOUR = 60
# An open need of which nobody has said anything for so long is asked about.
QUIET_DAYS = 90
# A section of a profile is to be confirmed so often.
CONFIRM_DAYS = 365
# What has been sent stays as a draft for so long after it was sent.
SENT_DRAFT_DAYS = 90
# A picture's file that no draft knows of is kept for so long: whoever sends it may not be done.
STRAY_FILE_DAYS = 7
WORDS_LENGTH = 2000


class FormCode(TextChoices):
    """The forms that an association fills in."""

    NEED = "need", _("Need")
    INITIATIVE = "initiative", _("Initiative")
    PROFILE = "profile", _("Profile")


class Outcome(TextChoices):
    """What became of something that was sent for review."""

    WAITING = "waiting", _("Waits for review")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    ASKED = "asked", _("More is asked for")
    TAKEN_BACK = "taken_back", _("Taken back")
    REPLACED = "replaced", _("Published by an editor")


# What a reviewer can decide, and the outcome of it.
DECISIONS: Mapping[str, Outcome] = {
    "approve": Outcome.APPROVED,
    "reject": Outcome.RETURNED,
    "ask": Outcome.ASKED,
}
# The author goes on writing after these.
BACK_WITH_AUTHOR = frozenset({Outcome.RETURNED, Outcome.ASKED, Outcome.TAKEN_BACK})
NEEDS_WORDS = frozenset({Outcome.RETURNED, Outcome.ASKED})


class ChangeState(TextChoices):
    """Of a change to a field that only the municipality changes."""

    WAITING = "waiting", _("Waits for the municipality")
    APPROVED = "approved", _("Approved")
    REFUSED = "refused", _("No")
    WITHDRAWN = "withdrawn", _("Taken back")


class Section(TextChoices):
    """The parts of a profile, each confirmed on its own."""

    ABOUT = "about", _("What you do")
    CONTACT = "contact", _("How to reach you")
    PRACTICAL = "practical", _("Where, when and for whom")
    PEOPLE = "people", _("Who may act for you")


class StillCurrent(TextChoices):
    """The answers to “is it still current?”."""

    YES = "yes", _("Yes, it is still current")
    UPDATE = "update", _("Yes, and something has happened")
    CLOSE = "close", _("No, close it")


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` working days after `day`; Saturdays and Sundays do not count."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < 5:
            count -= 1
    return day


def confirmation_due(confirmed: date | None, day: date) -> bool:
    """Whether a section is to be confirmed on `day`: never confirmed, or a year ago."""
    return confirmed is None or (day - confirmed).days >= CONFIRM_DAYS
