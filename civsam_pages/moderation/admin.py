"""Moderation in the admin: the addresses, the menu, and what waits."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from civsam_pages.arena.waiting import Waiting

from . import admin_log, admin_matter, admin_queue, policies
from .admin_base import NAMESPACE
from .rules import MatterState


def _list(report, prefix: str) -> list:
    """A list, and its rows alone as the page asks for them when somebody filters."""
    return [
        path(prefix, report.as_view(), name=report.name),
        path(f"{prefix}results/", report.as_view(results_only=True), name=f"{report.name}_results"),
    ]


_patterns = [
    *_list(admin_queue.QueueReport, ""),
    path("<int:pk>/", admin_matter.MatterView.as_view(), name="matter"),
    path("begin/", admin_matter.BeginView.as_view(), name="begin"),
    *_list(admin_log.LogReport, "log/"),
]
urlpatterns = [path("civsam/moderation/", include((_patterns, NAMESPACE)))]


class ModerationMenuItem(MenuItem):
    """A line of the menu that only those who moderate have."""

    def is_shown(self, request):
        return bool(policies.may_moderate(request.user))


def menu_item() -> SubmenuMenuItem:
    """The submenu, which is not there for those who do not moderate."""
    lines = (
        ("queue", gettext_lazy("Reported"), "warning"),
        ("log", gettext_lazy("Decisions on reports"), "history"),
    )
    items: list = [
        ModerationMenuItem(
            label,
            reverse(f"{NAMESPACE}:{name}"),
            name=f"civsam-moderation-{name}",
            icon_name=icon,
            order=order,
        )
        for order, (name, label, icon) in enumerate(lines)
    ]
    return SubmenuMenuItem(
        gettext_lazy("Reports from visitors"),
        Menu(items=items),
        name="civsam-moderation",
        icon_name="warning",
        order=94,
    )


def waiting(request) -> list[Waiting]:
    """What waits for those who moderate."""
    if not policies.may_moderate(request.user):
        return []
    rows = admin_queue.waiting_for(request.user).order_by()
    objected = rows.filter(state=MatterState.OBJECTED).count()
    reported = rows.filter(state=MatterState.OPEN).count()
    url = reverse(f"{NAMESPACE}:queue")
    return [
        Waiting(
            _("Reports from visitors"),
            objected,
            ngettext("objection to answer", "objections to answer", objected),
            f"{url}?state={MatterState.OBJECTED}",
        ),
        Waiting(
            _("Reports from visitors"),
            reported,
            ngettext("reported thing to decide on", "reported things to decide on", reported),
            url,
        ),
    ]
