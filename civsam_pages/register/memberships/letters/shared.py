"""What the letters share: their kinds, and how they name days and people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.notifications.letters import Action, Kind, Letter
from civsam_pages.notifications.services import notify

from ..addresses import page
from ..querysets import DECIDE

MEMBERSHIP = Kind(
    "membership",
    gettext_lazy("People and roles"),
    gettext_lazy("Who asks to act for your association, who comes and who leaves."),
)
DECISION = Kind(
    "decision",
    gettext_lazy("Decisions"),
    gettext_lazy("What has been decided on something you asked for."),
    always=True,
)
REMINDER = Kind(
    "reminder",
    gettext_lazy("Reminders"),
    gettext_lazy("That a right to act for an association is about to end."),
)
# The address of an account whose person has deleted it.
FORGOTTEN = "@account.invalid"
KINDS = (MEMBERSHIP, DECISION, REMINDER)


def day(value: date) -> str:
    """A day as people write it, in the language of whoever reads."""
    return formats.date_format(value, "j F Y")


def called(user: Any) -> str:
    """A person's name, or the address of one who has not told a name."""
    if user is None:
        return _("Somebody")
    if user.email.endswith(FORGOTTEN):
        return _("Somebody who has left")
    return str(user.get_full_name() or user.email)


def signed(user: Any) -> str:
    """Name and address, where somebody has to know just who it is."""
    name = user.get_full_name()
    return f"{name} ({user.email})" if name else str(user.email)


def tell_deciders(event: str, letter: Callable[[], Letter]) -> None:
    """Tell those who decide for the municipality; administrators of the whole site are not."""
    for user in ModelBackend().with_perm(DECIDE, include_superusers=False).order_by("pk"):
        notify(kind=MEMBERSHIP, event=event, to=user, letter=letter)


def people_page(actor: Any) -> str:
    return page("people", actor.pk)


def admin_page() -> Action:
    return Action(_("See what waits"), reverse("wagtailadmin_home"))


def masked(address: str) -> str:
    """An address that its owner knows again and others cannot read: h…@oppnadorren.example."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}" if domain else ""
