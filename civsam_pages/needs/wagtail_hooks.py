"""What the needs add to the admin."""

from django.utils.translation import ngettext
from wagtail import hooks

from civsam_pages.arena.waiting import may_edit, row, shared_rows

from .admin import NeedListing, quiet
from .models import NeedPage

listing = NeedListing()


@hooks.register("register_admin_viewset")
def register_needs():
    return listing


@hooks.register("civsam_waiting", order=10)
def waiting_needs(request):
    count = may_edit(request, NeedPage).filter(quiet()).count()
    label = ngettext(
        "open need with nothing new in 90 days", "open needs with nothing new in 90 days", count
    )
    return [*shared_rows(request, listing), row(listing, count, label, "quiet=yes")]
