"""What all admin views of people share: their gate, their lists, and how a file is taken home."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from civsam_pages.arena.admin_listing import ExportsCells, having_words
from civsam_pages.arena.admin_pages import AdminPage, AdminReport
from civsam_search.api import today

from .models import Membership
from .querysets import sees_all

NAMESPACE = "civsam_people_admin"
EXPORT = "civsam.people.export"
ENDS_SOON_DAYS = 60


class State(NamedTuple):
    """A state in words; `marked` where it wants to be seen."""

    label: str
    marked: bool = False


def address_of(person) -> str:
    """The e-mail address of an account of whichever model the site has."""
    return getattr(person, get_user_model().get_email_field_name(), "") if person else ""


def person_fields(prefix: str = "") -> list[str]:
    """The columns of the site's accounts in which a name or an address is looked for."""
    model = get_user_model()
    wanted = ("first_name", "last_name", model.get_email_field_name(), model.USERNAME_FIELD)
    there = {field.name for field in model._meta.concrete_fields}
    return [f"{prefix}{name}" for name in dict.fromkeys(wanted) if name in there]


class PeopleGate:
    """Nobody else than those who may see people comes past the first line."""

    def dispatch(self, request, *args, **kwargs):
        if not sees_all(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PeopleView(PeopleGate, AdminPage):
    """One page about people in the admin."""

    header_icon = "group"


class PeopleReport(PeopleGate, ExportsCells, AdminReport):
    """A list that is read, searched, filtered and taken home as a file."""

    header_icon = "group"
    paginate_by = 50
    is_searchable = True
    search_in: tuple[str, ...] = ()
    namespace = NAMESPACE

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return having_words(queryset, self.search_query, self.search_in)

    def as_spreadsheet(self, queryset, spreadsheet_format):
        """A file with personal data leaves the house: who took which, and how many rows."""
        log(
            instance=self.request.user,
            action=EXPORT,
            user=self.request.user,
            data={"list": self.name, "format": spreadsheet_format, "rows": queryset.count()},
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)


def membership_state(membership: Membership) -> State:
    """Where a right stands today, in words."""
    day = today()
    if membership.ended_at:
        return State(_("Ended"))
    if membership.valid_until < day:
        return State(_("Lapsed"))
    if membership.valid_from > day:
        return State(_("Begins later"))
    if (membership.valid_until - day).days <= ENDS_SOON_DAYS:
        return State(_("Ends soon"), marked=True)
    return State(_("Runs"), marked=True)
