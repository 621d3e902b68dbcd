"""What the rooms' own pages and lists in the admin share, beside Wagtail's."""

from collections.abc import Iterable

from django.utils.functional import cached_property
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView


class LinkColumn(Column):
    """A value that leads somewhere; `get_url` (row -> address) gives nothing for plain text."""

    cell_template_name = "civsam_pages/admin/link_cell.html"

    def __init__(self, name, *, get_url, **kwargs):
        super().__init__(name, **kwargs)
        self.get_url = get_url

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "url": self.get_url(instance)}


class AdminPage(WagtailAdminTemplateMixin, TemplateView):
    """One page of a room, with the pages above it in its breadcrumbs."""

    def get_trail(self) -> Iterable[tuple[str, str]]:
        """The pages above this one: address and label."""
        return ()

    def get_breadcrumbs_items(self):
        above = [{"url": url, "label": label} for url, label in self.get_trail()]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]


class AdminReport(ReportView):
    """A list of a room, known in the room's addresses by its `name`."""

    namespace = ""
    name = ""

    @cached_property
    def index_url_name(self):
        return f"{self.namespace}:{self.name}"

    @cached_property
    def index_results_url_name(self):
        return f"{self.namespace}:{self.name}_results"


def name_of(person) -> str:
    """The name that somebody goes by, or what they log in with."""
    return get_user_display_name(person) if person else ""
