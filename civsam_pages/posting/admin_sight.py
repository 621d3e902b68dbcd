"""What Wagtail's side doors tell of pages that a member of staff has no right to.

Its choosers, its list of what one may not do with many pages, and its question before a move
show the title of any page to whoever comes into the admin. Its API publishes, copies and deletes
without asking the hooks that its pages ask.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.permissions import page_permission_policy

from civsam_pages.arena.base_page import Page
from civsam_pages.arena.forms import number_in

RIGHTS = ("add", "change", "publish", "bulk_delete", "lock", "unlock")


def known_pages(user: Any, pages: Any) -> Any:
    """Of some pages those that visitors see, and those that the user has a right to."""
    own = page_permission_policy.instances_user_has_any_permission_for(user, RIGHTS)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


def chooser(pages: Any, request: Any) -> Any:
    """What there is to choose."""
    return known_pages(request.user, pages)


class KnownChosenView(ChosenMultipleView):
    """What has been chosen, by title: Wagtail's own view asks no hook, and tells any title."""

    def get(self, request: Any) -> Any:
        given = [number_in(pk) for pk in request.GET.getlist("id")]
        pages = Page.objects.filter(pk__in=[pk for pk in given if pk is not None])
        request.GET = request.GET.copy()
        request.GET.setlist("id", known_pages(request.user, pages).values_list("pk", flat=True))
        return super().get(request)


chosen = require_admin_access(KnownChosenView.as_view())


def before_move(request: Any, page: Any, destination: Any) -> None:
    """Wagtail asks about the right when the move is done, after it has shown what moves.

    Raises:
        PermissionDenied: the user may not move the page there.
    """
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


class _Known:
    """Many pages at a time: those that the user may not know of are not named either."""

    request: Any
    model: Any

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, refused = super().get_actionable_objects()  # type: ignore[misc]
        return objects, {name: self._known(pages) for name, pages in refused.items()}

    def _known(self, pages: Iterable[Any]) -> list[Any]:
        pages = list(pages)
        rows = self.model.objects.filter(pk__in=[page.pk for page in pages])
        known = set(known_pages(self.request.user, rows).values_list("pk", flat=True))
        return [page for page in pages if page.pk in known]


BULK_ACTIONS = [
    type(action.__name__, (_Known, action), {})
    for action in (DeleteBulkAction, MoveBulkAction, PublishBulkAction, UnpublishBulkAction)
]


def close_api(router: Any) -> None:
    """The admin's API reads pages, and does nothing with them: none of Wagtail's pages need it."""
    from wagtail.admin.api.views import PagesAdminAPIViewSet

    reading = type("PagesAdminAPIViewSet", (PagesAdminAPIViewSet,), {"actions": {}})
    router.register_endpoint("pages", reading)
