"""What all admin views of review share: their gate, and the page around them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from . import addresses, policies

NAMESPACE = addresses.ADMIN


class ReviewGate:
    """Nobody else than those who review something comes past the first line."""

    def allowed(self, user: Any) -> bool:
        return policies.reviews_something(user)

    def dispatch(self, request, *args, **kwargs):
        if not self.allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChangeGate(ReviewGate):
    """Those who decide on names and organisation numbers."""

    def allowed(self, user: Any) -> bool:
        return bool(policies.may_decide_changes(user))


class AdminPage(WagtailAdminTemplateMixin, TemplateView):
    """One page about a review in the admin."""

    header_icon = "tasks"
    trail: Iterable[tuple[str, Any]] = (("queue", _("To review")),)

    def get_breadcrumbs_items(self):
        above = [{"url": addresses.queue(name), "label": label} for name, label in self.trail]
        return [*self.breadcrumbs_items, *above, {"url": "", "label": self.get_page_title()}]


class AdminList(ReportView):
    """A list that is filtered in the address."""

    header_icon = "tasks"
    paginate_by = 30
    name = ""

    @cached_property
    def index_url_name(self):
        return f"{NAMESPACE}:{self.name}"

    @cached_property
    def index_results_url_name(self):
        return f"{NAMESPACE}:{self.name}_results"
