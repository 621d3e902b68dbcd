"""What all admin views of review share: their gate, and the page around them."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.admin_pages import AdminPage, AdminReport

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


class ReviewPage(AdminPage):
    """One page about a review in the admin."""

    header_icon = "tasks"
    trail: Iterable[tuple[str, Any]] = (("queue", _("To review")),)

    def get_trail(self):
        return [(addresses.queue(name), label) for name, label in self.trail]


class ReviewList(AdminReport):
    """A list that is filtered in the address."""

    header_icon = "tasks"
    paginate_by = 30
    namespace = NAMESPACE
