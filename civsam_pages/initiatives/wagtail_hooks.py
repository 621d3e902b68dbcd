"""What the initiatives add to the admin."""

from wagtail import hooks

from civsam_pages.arena.waiting import shared_rows

from .admin import InitiativeListing

listing = InitiativeListing()


@hooks.register("register_admin_viewset")
def register_initiatives():
    return listing


@hooks.register("civsam_waiting", order=20)
def waiting_initiatives(request):
    return shared_rows(request, listing)
