"""Review in the admin: the addresses, the menu, the ready texts, and what waits."""

from django.urls import include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from civsam_pages.arena.waiting import Waiting
from civsam_search.api import today

from . import addresses, admin_after, admin_numbers, admin_queue, admin_review, policies
from .admin_base import NAMESPACE
from .models import ChangeRequest, DirectPublication, ReadyText


def _list(report, prefix: str) -> list:
    """A list, and its rows alone as the page asks for them when somebody filters."""
    return [
        path(prefix, report.as_view(), name=report.name),
        path(f"{prefix}results/", report.as_view(results_only=True), name=f"{report.name}_results"),
    ]


_patterns = [
    *_list(admin_queue.QueueReport, ""),
    path("<int:pk>/", admin_review.ReviewView.as_view(), name="review"),
    *_list(admin_after.AfterwardsReport, "afterwards/"),
    path("afterwards/<int:pk>/", admin_after.PublicationView.as_view(), name="publication"),
    *_list(admin_after.ChangesReport, "changes/"),
    path("changes/<int:pk>/", admin_after.ChangeView.as_view(), name="change"),
    *_list(admin_after.TrustReport, "trust/"),
    path("trust/<int:pk>/", admin_after.TrustView.as_view(), name="trust_actor"),
    path("numbers/", admin_numbers.NumbersView.as_view(), name="numbers"),
]
urlpatterns = [path("civsam/review/", include((_patterns, NAMESPACE)))]


class ReadyTextViewSet(ModelViewSet):
    model = ReadyText
    name = "civsam_ready_texts"
    url_prefix = "civsam/ready-texts"
    icon = "openquote"
    form_fields = ["title", "text", "sort_order"]
    list_display = ["title", "text"]
    search_fields = ["title", "text"]
    inspect_view_enabled = False
    menu_label = gettext_lazy("Ready texts")


ready_texts = ReadyTextViewSet()


class ReviewMenuItem(MenuItem):
    """A line of the menu that only those who review have."""

    def is_shown(self, request):
        return policies.reviews_something(request.user)


class ChangesMenuItem(MenuItem):
    def is_shown(self, request):
        return bool(policies.may_decide_changes(request.user))


def menu_item() -> SubmenuMenuItem:
    """The submenu, which is not there for those who see none of its lines."""
    lines = (
        ("queue", gettext_lazy("To review"), "tasks", ReviewMenuItem),
        ("afterwards", gettext_lazy("To read afterwards"), "view", ReviewMenuItem),
        ("changes", gettext_lazy("Names and numbers"), "edit", ChangesMenuItem),
        ("trust", gettext_lazy("Trusted actors"), "check", ReviewMenuItem),
    )
    items: list = [
        kind(
            label,
            reverse(f"{NAMESPACE}:{name}"),
            name=f"civsam-review-{name}",
            icon_name=icon,
            order=order,
        )
        for order, (name, label, icon, kind) in enumerate(lines)
    ]
    items.append(ready_texts.get_menu_item(order=len(items)))
    return SubmenuMenuItem(
        gettext_lazy("Review"), Menu(items=items), name="civsam-review", icon_name="tasks", order=92
    )


def numbers_item() -> MenuItem:
    """A line among the reports, for all who come into the admin: it tells of nobody."""
    return MenuItem(
        gettext_lazy("Numbers"),
        addresses.queue("numbers"),
        name="civsam-numbers",
        icon_name="history",
        order=50,
    )


def waiting(request) -> list[Waiting]:
    """What waits for those who review and decide."""
    user, group, found = request.user, _("Review"), []
    if policies.reviews_something(user):
        rows = admin_queue.waiting_for(user).order_by()
        late = rows.filter(due_on__lt=today()).count()
        count = rows.count()
        unread = DirectPublication.objects.visible_to(user).unread().count()
        queue = addresses.queue()
        found = [
            Waiting(group, late, ngettext("is late", "are late", late), f"{queue}?late=yes"),
            Waiting(group, count, ngettext("to review", "to review", count), queue),
            Waiting(
                group,
                unread,
                ngettext("to read afterwards", "to read afterwards", unread),
                addresses.queue("afterwards"),
            ),
        ]
    if policies.may_decide_changes(user):
        wished = ChangeRequest.objects.waiting().count()
        label = ngettext("wished change of a name", "wished changes of names", wished)
        found.append(Waiting(group, wished, label, addresses.queue("changes")))
    return found
