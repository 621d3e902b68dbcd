"""What all admin views of moderation share: their gate, and the page around them."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _

from civsam_pages.arena.admin_pages import AdminPage, AdminReport

from . import policies
from .letters import ADMIN as NAMESPACE


class ModerationGate:
    """Nobody else than those who moderate comes past the first line."""

    def dispatch(self, request, *args, **kwargs):
        if not policies.may_moderate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ModerationPage(ModerationGate, AdminPage):
    """One page of moderation in the admin."""

    header_icon = "warning"

    def get_trail(self):
        return [(reverse(f"{NAMESPACE}:queue"), _("Reported"))]


class ModerationList(ModerationGate, AdminReport):
    """A list of moderation that is searched and filtered in the address."""

    header_icon = "warning"
    paginate_by = 30
    is_searchable = True
    namespace = NAMESPACE
