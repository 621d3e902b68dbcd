"""People in the admin: the addresses, the menu, and what waits."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from civsam_pages.arena.waiting import Waiting

from . import admin_lists, admin_queue, admin_rights, admin_views, selectors
from .admin_base import NAMESPACE
from .querysets import sees_all


def _list(report, prefix: str) -> list:
    """A list, and its rows alone as the page asks for them when somebody filters."""
    return [
        path(prefix, report.as_view(), name=report.name),
        path(f"{prefix}results/", report.as_view(results_only=True), name=f"{report.name}_results"),
    ]


_patterns = [
    *_list(admin_queue.QueueReport, "queue/"),
    *_list(admin_lists.MembershipReport, "memberships/"),
    *_list(admin_lists.WithoutAdminReport, "without-administrator/"),
    *_list(admin_lists.PeopleListReport, "accounts/"),
    path("claim/<int:pk>/", admin_views.ClaimView.as_view(), name="claim"),
    path("proposal/<int:pk>/", admin_views.ProposalView.as_view(), name="proposal"),
    path("handover/<int:pk>/", admin_views.HandoverView.as_view(), name="handover"),
    path("memberships/<int:pk>/", admin_rights.MembershipView.as_view(), name="membership"),
    path("memberships/<int:pk>/end/", admin_rights.EndView.as_view(), name="end"),
    path("actor/<int:pk>/", admin_rights.ActorView.as_view(), name="actor"),
    path("actor/<int:pk>/give/", admin_rights.GiveView.as_view(), name="give"),
    path("accounts/<int:pk>/", admin_rights.AccountView.as_view(), name="account"),
]
urlpatterns = [path("civsam/people/", include((_patterns, NAMESPACE)))]


class PeopleMenuItem(MenuItem):
    """A line of the menu that only those who may see people have."""

    def is_shown(self, request):
        return sees_all(request.user)


def menu_item() -> SubmenuMenuItem:
    """The submenu, which is not there for those who see none of its lines."""
    lines = (
        ("queue", gettext_lazy("Waiting for a decision"), "tasks"),
        ("memberships", gettext_lazy("Memberships"), "key"),
        ("without_admin", gettext_lazy("Without an administrator"), "warning"),
        ("accounts", gettext_lazy("All people"), "user"),
    )
    items = [
        PeopleMenuItem(
            label,
            reverse(f"{NAMESPACE}:{name}"),
            name=f"civsam-people-{name.replace('_', '-')}",
            icon_name=icon,
            order=order,
        )
        for order, (name, label, icon) in enumerate(lines)
    ]
    return SubmenuMenuItem(
        gettext_lazy("People"),
        Menu(items=items),
        name="civsam-people",
        icon_name="group",
        order=95,
    )


def waiting(request) -> list[Waiting]:
    """What waits for those who look after who may act for whom."""
    if not sees_all(request.user):
        return []
    asked = selectors.waiting_count()
    alone = selectors.without_admin().count()
    group = _("People")
    return [
        Waiting(
            group,
            asked,
            ngettext("request to decide on", "requests to decide on", asked),
            reverse(f"{NAMESPACE}:queue"),
        ),
        Waiting(
            group,
            alone,
            ngettext("actor without an administrator", "actors without an administrator", alone),
            reverse(f"{NAMESPACE}:without_admin"),
        ),
    ]
