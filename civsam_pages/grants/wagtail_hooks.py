"""What the grants add to the admin."""

from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from civsam_pages.arena.waiting import may_edit, row, shared_rows

from .admin import ApplicantKindViewSet, GrantListing, in_state
from .models import GrantPage
from .rules import RoundState

listing = GrantListing()
register_snippet(ApplicantKindViewSet)


@hooks.register("register_admin_viewset")
def register_grants():
    return listing


@hooks.register("civsam_waiting", order=30)
def waiting_grants(request):
    count = len(in_state(may_edit(request, GrantPage), RoundState.CLOSING))
    label = ngettext("grant closes within 14 days", "grants close within 14 days", count)
    return [*shared_rows(request, listing), row(listing, count, label, "state=closing")]
