"""What all admin views of people share: their gate, their lists, and how a file is taken home."""

from collections.abc import Iterable
from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.log_actions import log

from civsam_pages.arena.admin_listing import Cell, harmless, having_words
from civsam_search.api import today

from .models import Membership
from .querysets import sees_all

NAMESPACE = "civsam_people_admin"
EXPORT = "civsam.people.export"
ENDS_SOON_DAYS = 60


class LinkColumn(Column):
    """A value that leads somewhere; `get_url` (row -> address) gives nothing for plain text."""

    cell_template_name = "civsam_pages/admin/people/link_cell.html"

    def __init__(self, name, *, get_url, **kwargs):
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self.get_url(instance)}


class State(NamedTuple):
    """A state in words; `marked` where it wants to be seen."""

    label: str
    marked: bool = False


def name_of(person) -> str:
    """The name that somebody goes by, or what they log in with."""
    return get_user_display_name(person) if person else ""


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


class PeopleView(PeopleGate, WagtailAdminTemplateMixin, TemplateView):
    """One page about people in the admin."""

    header_icon = "group"
    trail: tuple[tuple[str, str], ...] = ()

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for url, label in self.get_trail()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]

    def get_trail(self) -> Iterable[tuple[str, str]]:
        """The pages above this one: address and label."""
        return self.trail


class PeopleReport(PeopleGate, ReportView):
    """A list that is read, searched, filtered and taken home as a file."""

    header_icon = "group"
    paginate_by = 50
    is_searchable = True
    search_in: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    name = ""

    @cached_property
    def index_url_name(self):
        return f"{NAMESPACE}:{self.name}"

    @cached_property
    def index_results_url_name(self):
        return f"{NAMESPACE}:{self.name}_results"

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return having_words(queryset, self.search_query, self.search_in)

    @property
    def list_export(self):
        return [cell.name for cell in self.cells]

    @cached_property
    def exported(self) -> dict[str, Cell]:
        return {cell.name: cell for cell in self.cells}

    def get_heading(self, queryset, field):
        return capfirst(str(self.exported[field].heading))

    def to_row_dict(self, item):
        return {name: cell.get(item) for name, cell in self.exported.items()}

    def preprocess_field_value(self, field, value, export_format):
        return harmless(super().preprocess_field_value(field, value, export_format))

    def stream_csv(self, queryset):
        """The rows, after the mark by which Excel knows that å, ä and ö are UTF-8."""
        yield "\ufeff".encode()
        yield from super().stream_csv(queryset)

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
